// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.primitives;

import java.nio.ByteOrder;
import java.util.Arrays;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.datum.Nil;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.datum.Symbol;

/** Bytevectors: bytes, copies and integers of any size. */
final class BytevectorPrimitives {

  private static final Symbol BIG = Symbol.of("big");
  private static final Symbol LITTLE = Symbol.of("little");

  private BytevectorPrimitives() {}

  static void register(PrimitiveTable t) {
    t.define1("bytevector?", a -> a instanceof byte[]);
    t.define0("native-endianness", () -> BytevectorNumbers.isNativeBig() ? BIG : LITTLE);
    t.defineN("make-bytevector", 1, 2, BytevectorPrimitives::make);
    t.defineN("bytevector", 0, -1, BytevectorPrimitives::of);
    t.define1("bytevector-length", a -> (long) Args.bytes("bytevector-length", a).length);
    t.define2("bytevector-u8-ref", BytevectorPrimitives::ref);
    t.define3("bytevector-u8-set!", BytevectorPrimitives::set);
    t.define2("bytevector-s8-ref", BytevectorPrimitives::signedRef);
    t.define3("bytevector-s8-set!", BytevectorPrimitives::signedSet);
    t.defineN("bytevector=?", 1, -1, BytevectorPrimitives::isEqual);
    t.defineN("bytevector-fill!", 2, 4, BytevectorPrimitives::fill);
    t.defineN("bytevector-copy", 1, 3, BytevectorPrimitives::copy);
    t.defineN("bytevector-copy!", 5, 5, BytevectorPrimitives::copyInto);
    t.defineN("r7rs:bytevector-copy!", 3, 5, BytevectorPrimitives::r7rsCopyInto);
    t.defineN("bytevector-append", 0, -1, BytevectorPrimitives::append);
    t.define1("bytevector->u8-list", BytevectorPrimitives::toList);
    t.define1("u8-list->bytevector", BytevectorPrimitives::fromList);
    integers(t);
  }

  private static int fillByte(String who, Object a) {
    if (a instanceof Long x && x >= -128 && x <= 255) {
      return x.intValue();
    }
    throw Raise.type(who, "a byte", a);
  }

  private static Object make(Object[] a) {
    byte[] bytes = new byte[Args.size("make-bytevector", a[0], 1)];
    if (a.length > 1) {
      Arrays.fill(bytes, (byte) fillByte("make-bytevector", a[1]));
    }
    return bytes;
  }

  private static Object of(Object[] a) {
    byte[] bytes = new byte[a.length];
    for (int i = 0; i < a.length; i++) {
      bytes[i] = (byte) Args.byteValue("bytevector", a[i]);
    }
    return bytes;
  }

  private static Object ref(Object a, Object index) {
    byte[] bytes = Args.bytes("bytevector-u8-ref", a);
    return (long) bytes[Args.index("bytevector-u8-ref", index, bytes.length)] & 0xff;
  }

  private static Object set(Object a, Object index, Object value) {
    byte[] bytes = Args.bytes("bytevector-u8-set!", a);
    int at = Args.index("bytevector-u8-set!", index, bytes.length);
    bytes[at] = (byte) Args.byteValue("bytevector-u8-set!", value);
    return Special.UNSPECIFIED;
  }

  private static Object signedRef(Object a, Object index) {
    byte[] bytes = Args.bytes("bytevector-s8-ref", a);
    return (long) bytes[Args.index("bytevector-s8-ref", index, bytes.length)];
  }

  private static Object signedSet(Object a, Object index, Object value) {
    String who = "bytevector-s8-set!";
    byte[] bytes = Args.bytes(who, a);
    int at = Args.index(who, index, bytes.length);
    if (!(value instanceof Long x) || x < -128 || x > 127) {
      throw Raise.type(who, "an integer from -128 to 127", value);
    }
    bytes[at] = x.byteValue();
    return Special.UNSPECIFIED;
  }

  private static Object isEqual(Object[] a) {
    boolean all = true;
    byte[] first = Args.bytes("bytevector=?", a[0]);
    for (Object b : a) {
      all &= Arrays.equals(first, Args.bytes("bytevector=?", b));
    }
    return all;
  }

  private static Object fill(Object[] a) {
    String who = "bytevector-fill!";
    byte[] bytes = Args.bytes(who, a[0]);
    int start = Args.start(who, a, 2, bytes.length);
    Arrays.fill(bytes, start, Args.end(who, a, 3, start, bytes.length), (byte) fillByte(who, a[1]));
    return Special.UNSPECIFIED;
  }

  private static Object copy(Object[] a) {
    byte[] bytes = Args.bytes("bytevector-copy", a[0]);
    int start = Args.start("bytevector-copy", a, 1, bytes.length);
    return Arrays.copyOfRange(bytes, start, Args.end("bytevector-copy", a, 2, start, bytes.length));
  }

  private static Object copyInto(Object[] a) {
    String who = "bytevector-copy!";
    byte[] from = Args.bytes(who, a[0]);
    int start = Args.index(who, a[1], from.length + 1);
    byte[] to = Args.bytes(who, a[2]);
    int at = Args.index(who, a[3], to.length + 1);
    int count = Args.size(who, a[4]);
    if (count > from.length - start || count > to.length - at) {
      throw Raise.range(who, a[4]);
    }
    System.arraycopy(from, start, to, at, count);
    return Special.UNSPECIFIED;
  }

  private static Object r7rsCopyInto(Object[] a) {
    String who = "bytevector-copy!";
    byte[] to = Args.bytes(who, a[0]);
    int at = Args.index(who, a[1], to.length + 1);
    byte[] from = Args.bytes(who, a[2]);
    int start = Args.start(who, a, 3, from.length);
    int end = Args.end(who, a, 4, start, from.length);
    if (end - start > to.length - at) {
      throw Raise.assertion(who, "the target is too short", (long) at, (long) (end - start));
    }
    System.arraycopy(from, start, to, at, end - start);
    return Special.UNSPECIFIED;
  }

  private static Object append(Object[] a) {
    long length = 0;
    for (Object b : a) {
      length += Args.bytes("bytevector-append", b).length;
    }
    byte[] result = new byte[Args.total("bytevector-append", length, 1)];
    int at = 0;
    for (Object b : a) {
      byte[] bytes = (byte[]) b;
      System.arraycopy(bytes, 0, result, at, bytes.length);
      at += bytes.length;
    }
    return result;
  }

  private static Object toList(Object a) {
    byte[] bytes = Args.bytes("bytevector->u8-list", a);
    Object list = Nil.NIL;
    for (int i = bytes.length - 1; i >= 0; i--) {
      list = new Pair((long) bytes[i] & 0xff, list);
    }
    return list;
  }

  private static Object fromList(Object list) {
    byte[] bytes = new byte[ListPrimitives.checkedLength("u8-list->bytevector", list)];
    Object at = list;
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Args.byteValue("u8-list->bytevector", ((Pair) at).car);
      at = ((Pair) at).cdr;
    }
    return bytes;
  }

  private static void integers(PrimitiveTable t) {
    t.defineN("bytevector-uint-ref", 4, 4, a -> integerRef("bytevector-uint-ref", a, false));
    t.defineN("bytevector-sint-ref", 4, 4, a -> integerRef("bytevector-sint-ref", a, true));
    t.defineN("bytevector-uint-set!", 5, 5, a -> integerSet("bytevector-uint-set!", a, false));
    t.defineN("bytevector-sint-set!", 5, 5, a -> integerSet("bytevector-sint-set!", a, true));
    t.define3(
        "bytevector->uint-list", (a, e, n) -> toList("bytevector->uint-list", a, e, n, false));
    t.define3("bytevector->sint-list", (a, e, n) -> toList("bytevector->sint-list", a, e, n, true));
    t.define3(
        "uint-list->bytevector", (l, e, n) -> fromList("uint-list->bytevector", l, e, n, false));
    t.define3(
        "sint-list->bytevector", (l, e, n) -> fromList("sint-list->bytevector", l, e, n, true));
    BytevectorNumbers.register(t);
  }

  static ByteOrder order(String who, Object endianness) {
    if (endianness == BIG) {
      return ByteOrder.BIG_ENDIAN;
    }
    if (endianness == LITTLE) {
      return ByteOrder.LITTLE_ENDIAN;
    }
    throw Raise.type(who, "an endianness", endianness);
  }

  private static int width(String who, Object a) {
    int width = Args.size(who, a);
    if (width == 0) {
      throw Raise.type(who, "a positive number of bytes", a);
    }
    return width;
  }

  private static Object integerRef(String who, Object[] a, boolean signed) {
    byte[] bytes = Args.bytes(who, a[0]);
    int width = width(who, a[3]);
    int at = Args.index(who, a[1], bytes.length - width + 1);
    return BytevectorNumbers.read(bytes, at, width, order(who, a[2]), signed);
  }

  private static Object integerSet(String who, Object[] a, boolean signed) {
    byte[] bytes = Args.bytes(who, a[0]);
    int width = width(who, a[4]);
    int at = Args.index(who, a[1], bytes.length - width + 1);
    BytevectorNumbers.write(who, bytes, at, width, order(who, a[3]), signed, a[2]);
    return Special.UNSPECIFIED;
  }

  private static Object toList(String who, Object a, Object e, Object n, boolean signed) {
    byte[] bytes = Args.bytes(who, a);
    ByteOrder order = order(who, e);
    int width = width(who, n);
    if (bytes.length % width != 0) {
      throw Raise.assertion(who, "the length is not a multiple of the width", a, n);
    }
    Object list = Nil.NIL;
    for (int at = bytes.length - width; at >= 0; at -= width) {
      list = new Pair(BytevectorNumbers.read(bytes, at, width, order, signed), list);
    }
    return list;
  }

  private static Object fromList(String who, Object list, Object e, Object n, boolean signed) {
    ByteOrder order = order(who, e);
    int width = width(who, n);
    int count = ListPrimitives.checkedLength(who, list);
    byte[] bytes = new byte[Args.total(who, (long) count * width, 1)];
    Object at = list;
    for (int i = 0; i < count; i++) {
      Object value = ((Pair) at).car;
      BytevectorNumbers.write(who, bytes, i * width, width, order, signed, value);
      at = ((Pair) at).cdr;
    }
    return bytes;
  }
}
