// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.guile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.datum.ArrayView;
import org.lokoscope.runtime.datum.Equality;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.NumberVector;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.datum.Store;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.primitives.Args;
import org.lokoscope.runtime.primitives.PrimitiveTable;

/**
 * Arrays of any rank. Vectors, strings, bytevectors, bitvectors and those of SRFI 4 are arrays of
 * rank 1.
 */
final class ArrayPrimitives {

  private static final int MOST_DIMENSIONS = 16;

  private ArrayPrimitives() {}

  static void register(PrimitiveTable t) {
    t.define1("array?", x -> ArrayView.of(x) != null);
    t.define1("array-rank", x -> (long) array("array-rank", x).rank());
    t.define1("%array-lows", x -> longs(array("array-shape", x).low()));
    t.define1("%array-lengths", x -> ints(array("array-shape", x).length()));
    t.define1("array-type", x -> type(array("array-type", x)));
    t.define1("%array-root", x -> array("shared-array-root", x).root());
    t.define1("shared-array-offset", x -> (long) array("shared-array-offset", x).offset());
    t.define1("shared-array-increments", x -> ints(array("shared-array-increments", x).stride()));
    t.define3("%make-array", ArrayPrimitives::make);
    t.define3("%list->array", ArrayPrimitives::fromList);
    t.define1("array->list", x -> array("array->list", x).nested());
    t.defineN("array-ref", 1, -1, a -> ref(a));
    t.defineN("array-set!", 2, -1, ArrayPrimitives::set);
    t.defineN("array-in-bounds?", 1, -1, ArrayPrimitives::inBounds);
    t.define1("%array-count", x -> (long) array("array-for-each", x).count());
    t.define1("%array-places", x -> places(array("array-for-each", x)));
    t.define2("%array-get", (x, place) -> array("array-ref", x).store().get(place(x, place)));
    t.define3(
        "%array-put!", (x, place, value) -> put(array("array-set!", x), place(x, place), value));
    t.define2("array-fill!", ArrayPrimitives::fill);
    t.define2("%array-copy!", ArrayPrimitives::copy);
    t.define2("%array-equal?", ArrayPrimitives::same);
    t.defineN("%array-view", 5, 5, ArrayPrimitives::view);
    t.define1("%array-contents", x -> contents(array("array-contents", x)));
    t.define2("%make-number-vector", ArrayPrimitives::numberVector);
    t.define2("%number-vector?", ArrayPrimitives::isNumberVector);
  }

  private static ArrayView array(String who, Object x) {
    ArrayView view = ArrayView.of(x);
    if (view == null) {
      throw Raise.type(who, "an array", x);
    }
    return view;
  }

  private static Object longs(long[] numbers) {
    return Lists.of(Arrays.stream(numbers).boxed().toArray());
  }

  private static Object ints(int[] numbers) {
    return Lists.of(Arrays.stream(numbers).mapToObj(n -> (Object) (long) n).toArray());
  }

  private static Object type(ArrayView view) {
    String tag = view.store().tag();
    return tag.isEmpty() ? Boolean.TRUE : Symbol.of(tag);
  }

  private static String tag(String who, Object type) {
    return type == Boolean.TRUE ? "" : Args.symbol(who, type).name();
  }

  /** The bounds of dimensions, each a length or a list of first and last index. */
  private static ArrayView packed(Object type, Object bounds) {
    List<Long> low = new ArrayList<>();
    List<Integer> length = new ArrayList<>();
    long size = 1;
    for (Object bound : Lists.toArray(bounds)) {
      long first = 0;
      Object count = bound;
      if (bound instanceof Pair pair && pair.cdr instanceof Pair rest) {
        first = index(pair.car);
        count = Math.addExact(Math.subtractExact(index(rest.car), first), 1);
      }
      low.add(first);
      length.add(Args.size("make-array", count));
      size = Math.min(size * length.getLast(), Integer.MAX_VALUE);
    }
    if (low.size() > MOST_DIMENSIONS) {
      throw Raise.restriction("make-array", "too many dimensions", bounds);
    }
    Args.size("make-array", size, 8);
    String tag = tag("make-array", type);
    Object root = ArrayView.newRoot(tag, (int) size);
    Store store = root == null ? null : Store.of(root);
    if (root == null || store == null) {
      throw Raise.type("make-array", "a type of array", type);
    }
    return ArrayView.packed(
        root,
        store,
        low.stream().mapToLong(Long::longValue).toArray(),
        length.stream().mapToInt(Integer::intValue).toArray());
  }

  private static long index(Object x) {
    if (x instanceof Long index && Math.abs(index) <= Integer.MAX_VALUE) {
      return index;
    }
    throw Raise.type("array", "an index", x);
  }

  private static Object make(Object type, Object fill, Object bounds) {
    ArrayView made = packed(type, bounds);
    if (fill != Special.UNSPECIFIED) {
      fill(made, fill);
    }
    return plain(made);
  }

  /** Arrays of rank 1 whose indices start at 0 are what they are made of. */
  private static Object plain(ArrayView view) {
    return view.isPlain() ? view.root() : view;
  }

  private static Object fromList(Object type, Object lows, Object content) {
    long[] low = Arrays.stream(Lists.toArray(lows)).mapToLong(ArrayPrimitives::index).toArray();
    Object made =
        low.length > MOST_DIMENSIONS
            ? null
            : ArrayView.fromNested(tag("list->array", type), low, content);
    if (made == null) {
      throw Raise.assertion("list->array", "the list does not fit", content);
    }
    return made;
  }

  private static long[] indices(Object[] a, int from) {
    long[] indices = new long[a.length - from];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = index(a[from + i]);
    }
    return indices;
  }

  private static int place(String who, ArrayView view, Object[] a, int from) {
    if (a.length - from != view.rank()) {
      throw Raise.assertion(who, "wrong number of indices", Lists.of(a));
    }
    int place = view.place(indices(a, from));
    if (place < 0) {
      throw Raise.range(who, Lists.of(Arrays.copyOfRange(a, from, a.length)));
    }
    return place;
  }

  private static Object ref(Object[] a) {
    ArrayView view = array("array-ref", a[0]);
    return view.store().get(place("array-ref", view, a, 1));
  }

  private static Object set(Object[] a) {
    ArrayView view = array("array-set!", a[0]);
    return put(view, place("array-set!", view, a, 2), a[1]);
  }

  private static Object put(ArrayView view, int place, Object value) {
    if (!view.store().accepts(value)) {
      throw Raise.type("array-set!", "an element of the array's type", value);
    }
    view.store().set(place, value);
    return Special.UNSPECIFIED;
  }

  private static int place(Object x, Object place) {
    return Args.index("array", place, array("array", x).store().size());
  }

  private static Object inBounds(Object[] a) {
    ArrayView view = array("array-in-bounds?", a[0]);
    if (a.length - 1 != view.rank()) {
      throw Raise.assertion("array-in-bounds?", "wrong number of indices", Lists.of(a));
    }
    return view.place(indices(a, 1)) >= 0;
  }

  private static Object places(ArrayView view) {
    return Arrays.stream(view.places()).mapToObj(place -> (Object) (long) place).toArray();
  }

  private static Object fill(Object x, Object value) {
    ArrayView view = array("array-fill!", x);
    for (int place : view.places()) {
      put(view, place, value);
    }
    return Special.UNSPECIFIED;
  }

  private static Object copy(Object from, Object to) {
    ArrayView source = array("array-copy!", from);
    ArrayView target = array("array-copy!", to);
    if (!Arrays.equals(source.length(), target.length())) {
      throw Raise.assertion("array-copy!", "the arrays have different shapes", from, to);
    }
    int[] there = target.places();
    int[] here = source.places();
    Object[] values = new Object[here.length];
    for (int i = 0; i < here.length; i++) {
      values[i] = source.store().get(here[i]);
    }
    for (int i = 0; i < there.length; i++) {
      put(target, there[i], values[i]);
    }
    return Special.UNSPECIFIED;
  }

  /** Whether shapes, types and elements are the same. */
  private static Object same(Object x, Object y) {
    ArrayView a = ArrayView.of(x);
    ArrayView b = ArrayView.of(y);
    return a == null || b == null ? Equality.equal(x, y) : a.sameAs(b);
  }

  /** {@code (%array-view array offset lows lengths strides)}: another view of the same elements. */
  private static Object view(Object[] a) {
    ArrayView old = array("make-shared-array", a[0]);
    long[] low = Arrays.stream(Lists.toArray(a[2])).mapToLong(ArrayPrimitives::index).toArray();
    int[] length =
        Arrays.stream(Lists.toArray(a[3]))
            .mapToInt(n -> Args.size("make-shared-array", n))
            .toArray();
    int[] stride = Arrays.stream(Lists.toArray(a[4])).mapToInt(n -> (int) index(n)).toArray();
    int offset = (int) index(a[1]);
    if (low.length != length.length || stride.length != length.length) {
      throw Raise.assertion("make-shared-array", "bounds do not agree", a[2], a[3], a[4]);
    }
    long least = offset;
    long most = offset;
    boolean empty = false;
    for (int i = 0; i < length.length; i++) {
      long reach = (long) (length[i] - 1) * stride[i];
      least += Math.min(0, reach);
      most += Math.max(0, reach);
      empty |= length[i] == 0;
    }
    if (!empty && (least < 0 || most >= old.store().size())) {
      throw Raise.range("make-shared-array", a[1]);
    }
    return new ArrayView(old.root(), old.store(), offset, low, length, stride);
  }

  /** All elements in a row, if they are that; else #f. */
  private static Object contents(ArrayView view) {
    if (view.isWhole()) {
      return view.root();
    }
    if (view.rank() == 1) {
      return view;
    }
    return !view.isContiguous()
        ? Boolean.FALSE
        : new ArrayView(
            view.root(),
            view.store(),
            view.offset(),
            new long[1],
            new int[] {view.count()},
            new int[] {1});
  }

  private static Object numberVector(Object kind, Object size) {
    NumberVector.Kind known = NumberVector.Kind.of(Args.symbol("make-vector", kind).name());
    if (known == null) {
      throw Raise.type("make-vector", "a kind of numbers", kind);
    }
    return new NumberVector(known, Args.size("make-vector", size, known.bytes));
  }

  private static Object isNumberVector(Object x, Object kind) {
    return x instanceof NumberVector vector && Symbol.of(vector.tag()) == kind;
  }
}
