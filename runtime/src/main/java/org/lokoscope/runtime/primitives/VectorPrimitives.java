// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.primitives;

import java.util.Arrays;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.Nil;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.datum.Special;

/** Vectors, as far as no procedure has to be called. */
public final class VectorPrimitives {

  private VectorPrimitives() {}

  static void register(PrimitiveTable t) {
    t.define1("vector?", a -> a instanceof Object[]);
    t.defineN("make-vector", 1, 2, VectorPrimitives::make);
    t.defineN("vector", 0, -1, a -> a);
    t.define1("vector-length", VectorPrimitives::length);
    t.define2("vector-ref", VectorPrimitives::ref);
    t.define3("vector-set!", VectorPrimitives::set);
    t.defineN("vector->list", 1, 3, VectorPrimitives::toList);
    t.define1("list->vector", VectorPrimitives::fromList);
    t.defineN("vector-fill!", 2, 4, VectorPrimitives::fill);
    t.defineN("vector-copy", 1, 3, a -> copy("vector-copy", a));
    t.defineN("subvector", 3, 3, a -> copy("subvector", a));
    t.defineN("vector-copy!", 3, 5, VectorPrimitives::copyInto);
    t.defineN("vector-append", 0, -1, VectorPrimitives::append);
    t.defineN("vector-grow", 2, 2, VectorPrimitives::grow);
  }

  private static Object make(Object[] a) {
    Object[] vector = new Object[Args.size("make-vector", a[0], Args.REFERENCE_BYTES)];
    Arrays.fill(vector, a.length > 1 ? a[1] : Special.UNSPECIFIED);
    return vector;
  }

  public static Object length(Object a) {
    if (a instanceof Object[] vector) {
      return (long) vector.length;
    }
    throw Raise.type("vector-length", "a vector", a);
  }

  public static Object ref(Object a, Object index) {
    if (a instanceof Object[] vector && index instanceof Long i && i >= 0 && i < vector.length) {
      return vector[i.intValue()];
    }
    return refused("vector-ref", a, index);
  }

  public static Object set(Object a, Object index, Object value) {
    if (a instanceof Object[] vector && index instanceof Long i && i >= 0 && i < vector.length) {
      vector[i.intValue()] = value;
      return Special.UNSPECIFIED;
    }
    return refused("vector-set!", a, index);
  }

  private static Object refused(String who, Object a, Object index) {
    Args.index(who, index, Args.vector(who, a).length);
    throw new IllegalStateException(who);
  }

  private static Object toList(Object[] a) {
    Object[] vector = Args.vector("vector->list", a[0]);
    int start = Args.start("vector->list", a, 1, vector.length);
    int end = Args.end("vector->list", a, 2, start, vector.length);
    Object list = Nil.NIL;
    for (int i = end - 1; i >= start; i--) {
      list = new Pair(vector[i], list);
    }
    return list;
  }

  private static Object fromList(Object list) {
    ListPrimitives.checkedLength("list->vector", list);
    return Lists.toArray(list);
  }

  private static Object fill(Object[] a) {
    Object[] vector = Args.vector("vector-fill!", a[0]);
    int start = Args.start("vector-fill!", a, 2, vector.length);
    Arrays.fill(vector, start, Args.end("vector-fill!", a, 3, start, vector.length), a[1]);
    return Special.UNSPECIFIED;
  }

  private static Object copy(String who, Object[] a) {
    Object[] vector = Args.vector(who, a[0]);
    int start = Args.start(who, a, 1, vector.length);
    return Arrays.copyOfRange(vector, start, Args.end(who, a, 2, start, vector.length));
  }

  private static Object copyInto(Object[] a) {
    String who = "vector-copy!";
    Object[] to = Args.vector(who, a[0]);
    int at = Args.index(who, a[1], to.length + 1);
    Object[] from = Args.vector(who, a[2]);
    int start = Args.start(who, a, 3, from.length);
    int end = Args.end(who, a, 4, start, from.length);
    if (end - start > to.length - at) {
      throw Raise.assertion(who, "the target is too short", (long) at, (long) (end - start));
    }
    System.arraycopy(from, start, to, at, end - start);
    return Special.UNSPECIFIED;
  }

  private static Object append(Object[] vectors) {
    long length = 0;
    for (Object vector : vectors) {
      length += Args.vector("vector-append", vector).length;
    }
    Object[] result = new Object[Args.total("vector-append", length, Args.REFERENCE_BYTES)];
    int at = 0;
    for (Object item : vectors) {
      Object[] vector = (Object[]) item;
      System.arraycopy(vector, 0, result, at, vector.length);
      at += vector.length;
    }
    return result;
  }

  private static Object grow(Object[] a) {
    Object[] vector = Args.vector("vector-grow", a[0]);
    int length = Args.size("vector-grow", a[1], Args.REFERENCE_BYTES);
    if (length < vector.length) {
      throw Raise.range("vector-grow", a[1]);
    }
    Object[] result = Arrays.copyOf(vector, length);
    Arrays.fill(result, vector.length, length, Special.UNSPECIFIED);
    return result;
  }
}
