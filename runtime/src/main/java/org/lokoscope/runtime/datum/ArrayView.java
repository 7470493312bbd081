// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.datum;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An array: a way to look at numbered elements. The element at the indices {@code i, j, ...} is
 * that at {@code offset + (i - low[0]) * stride[0] + (j - low[1]) * stride[1] + ...} of its store.
 *
 * @param root what the elements belong to
 */
public record ArrayView(
    Object root, Store store, int offset, long[] low, int[] length, int[] stride) implements Laid {

  /** An array whose elements stand one after the other, the last index fastest. */
  public static ArrayView packed(Object root, Store store, long[] low, int[] length) {
    int[] stride = new int[length.length];
    int step = 1;
    for (int i = length.length - 1; i >= 0; i--) {
      stride[i] = step;
      step *= length[i];
    }
    return new ArrayView(root, store, 0, low, length, stride);
  }

  /** Any object that programs may use as an array; null for others. */
  public static @Nullable ArrayView of(Object x) {
    if (x instanceof ArrayView view) {
      return view;
    }
    Store store = Store.of(x);
    return store == null ? null : packed(x, store, new long[1], new int[] {store.size()});
  }

  /**
   * A new store for so many elements of a kind.
   *
   * @param tag as {@link Store#tag} gives it
   * @return a vector, string, bytevector and so on; null if there is no such kind
   */
  public static @Nullable Object newRoot(String tag, int size) {
    return switch (tag) {
      case "" -> {
        Object[] items = new Object[size];
        Arrays.fill(items, Special.UNSPECIFIED);
        yield items;
      }
      case "a" -> SchemeString.filled(size, ' ');
      case "b" -> new Bits(size, false);
      case "u8", "vu8" -> new byte[size];
      default -> {
        NumberVector.Kind kind = NumberVector.Kind.of(tag);
        yield kind == null ? null : new NumberVector(kind, size);
      }
    };
  }

  /**
   * An array with the content of lists in lists.
   *
   * @param low the first index of each dimension
   * @return the array, as its root if it is nothing but that; null if it cannot be made
   */
  public static @Nullable Object fromNested(String tag, long[] low, Object content) {
    int[] length = new int[low.length];
    Object first = content;
    for (int i = 0; i < length.length; i++) {
      length[i] = Lists.length(first);
      if (length[i] < 0) {
        return null;
      }
      first = length[i] == 0 ? Nil.NIL : ((Pair) first).car;
    }
    long size = 1;
    for (int each : length) {
      size *= each;
    }
    Object root = size > Integer.MAX_VALUE / 16 ? null : newRoot(tag, (int) size);
    Store store = root == null ? null : Store.of(root);
    if (root == null || store == null) {
      return null;
    }
    ArrayView view = packed(root, store, low, length);
    return view.take(content, 0, 0) < 0 ? null : view.isPlain() ? root : view;
  }

  /** Takes elements out of nested lists; the next place, or -1 if something does not fit. */
  private int take(Object content, int dimension, int at) {
    if (dimension == rank()) {
      if (!store.accepts(content)) {
        return -1;
      }
      store.set(at, content);
      return at + 1;
    }
    if (Lists.length(content) != length[dimension]) {
      return -1;
    }
    int next = at;
    for (Object rest = content; rest instanceof Pair pair && next >= 0; rest = pair.cdr) {
      next = take(pair.car, dimension + 1, next);
    }
    return next;
  }

  public int rank() {
    return length.length;
  }

  /** How many elements there are. */
  public int count() {
    int count = 1;
    for (int each : length) {
      count *= each;
    }
    return count;
  }

  /** The place of an element, or -1 if there is none with these indices. */
  public int place(long[] indices) {
    int place = offset;
    for (int i = 0; i < indices.length; i++) {
      long from = indices[i] - low[i];
      if (from < 0 || from >= length[i]) {
        return -1;
      }
      place += (int) from * stride[i];
    }
    return place;
  }

  /** Whether this is all of its root in order, with indices from 0. */
  public boolean isPlain() {
    return rank() == 1 && low[0] == 0 && isWhole();
  }

  /** Whether the elements are all of the root, in order. */
  public boolean isWhole() {
    return offset == 0 && count() == store.size() && isContiguous();
  }

  /** Whether the elements follow one another in the store, the last index fastest. */
  public boolean isContiguous() {
    int step = 1;
    for (int i = rank() - 1; i >= 0; i--) {
      if (length[i] != 1 && stride[i] != step) {
        return false;
      }
      step *= length[i];
    }
    return true;
  }

  /** The places of all elements, the last index fastest. */
  public int[] places() {
    int[] places = new int[count()];
    if (places.length > 0) {
      fill(places, 0, 0, offset);
    }
    return places;
  }

  private int fill(int[] places, int at, int dimension, int place) {
    if (dimension == rank()) {
      places[at] = place;
      return at + 1;
    }
    int next = at;
    for (int i = 0; i < length[dimension]; i++) {
      next = fill(places, next, dimension + 1, place + i * stride[dimension]);
    }
    return next;
  }

  /** Lists in lists; of rank 0 the element. */
  public Object nested() {
    return nested(0, offset);
  }

  private Object nested(int dimension, int place) {
    if (dimension == rank()) {
      return store.get(place);
    }
    Object[] items = new Object[length[dimension]];
    for (int i = 0; i < items.length; i++) {
      items[i] = nested(dimension + 1, place + i * stride[dimension]);
    }
    return Lists.of(items);
  }

  @Override
  public String open() {
    StringBuilder text = new StringBuilder("#").append(rank()).append(store.tag());
    boolean shifted = Arrays.stream(low).anyMatch(each -> each != 0);
    boolean flat = Arrays.stream(length).anyMatch(each -> each == 0);
    for (int i = 0; i < rank(); i++) {
      if (shifted) {
        text.append('@').append(low[i]);
      }
      if (flat && rank() > 1) {
        text.append(':').append(length[i]);
      }
    }
    return text.append(rank() == 0 ? "(" : "").toString();
  }

  @Override
  public Object[] items() {
    return new Object[] {nested()};
  }

  @Override
  public String close() {
    return rank() == 0 ? ")" : "";
  }

  @Override
  public boolean sameAs(Object that) {
    if (!(that instanceof ArrayView other)
        || !store.tag().equals(other.store.tag())
        || !Arrays.equals(low, other.low)
        || !Arrays.equals(length, other.length)) {
      return false;
    }
    int[] here = places();
    int[] there = other.places();
    for (int i = 0; i < here.length; i++) {
      if (!Equality.equal(store.get(here[i]), other.store.get(there[i]))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int contentHash() {
    return Arrays.hashCode(length);
  }

  @Override
  public boolean equals(Object that) {
    return this == that;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
