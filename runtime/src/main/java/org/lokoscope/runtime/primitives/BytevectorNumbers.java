// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.primitives;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.number.Integers;
import org.lokoscope.runtime.number.Numbers;

/** Numbers of fixed widths in bytevectors, and the machinery for integers of any width. */
final class BytevectorNumbers {

  private BytevectorNumbers() {}

  static boolean isNativeBig() {
    return ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN;
  }

  static void register(PrimitiveTable t) {
    for (int width = 2; width <= 8; width *= 2) {
      integers(t, "u" + width * 8, width, false);
      integers(t, "s" + width * 8, width, true);
    }
    floats(t, "ieee-single", 4);
    floats(t, "ieee-double", 8);
  }

  private static void integers(PrimitiveTable t, String kind, int width, boolean signed) {
    String ref = "bytevector-" + kind + "-ref";
    String set = "bytevector-" + kind + "-set!";
    String nativeRef = "bytevector-" + kind + "-native-ref";
    String nativeSet = "bytevector-" + kind + "-native-set!";
    t.define3(ref, (a, i, e) -> get(ref, a, i, BytevectorPrimitives.order(ref, e), width, signed));
    t.define2(
        nativeRef,
        (a, i) ->
            get(
                nativeRef,
                a,
                aligned(nativeRef, i, width),
                ByteOrder.nativeOrder(),
                width,
                signed));
    t.defineN(
        set,
        4,
        4,
        a -> put(set, a[0], a[1], a[2], BytevectorPrimitives.order(set, a[3]), width, signed));
    t.define3(
        nativeSet,
        (a, i, x) ->
            put(
                nativeSet,
                a,
                aligned(nativeSet, i, width),
                x,
                ByteOrder.nativeOrder(),
                width,
                signed));
  }

  private static Object aligned(String who, Object index, int width) {
    if (index instanceof Long i && i % width != 0) {
      throw Raise.assertion(who, "the index is not a multiple of the width", index, (long) width);
    }
    return index;
  }

  private static Object get(
      String who, Object a, Object index, ByteOrder order, int width, boolean signed) {
    byte[] bytes = Args.bytes(who, a);
    int at = Args.index(who, index, Math.max(0, bytes.length - width + 1));
    return read(bytes, at, width, order, signed);
  }

  private static Object put(
      String who,
      Object a,
      Object index,
      Object value,
      ByteOrder order,
      int width,
      boolean signed) {
    byte[] bytes = Args.bytes(who, a);
    int at = Args.index(who, index, Math.max(0, bytes.length - width + 1));
    write(who, bytes, at, width, order, signed, value);
    return Special.UNSPECIFIED;
  }

  static Object read(byte[] bytes, int at, int width, ByteOrder order, boolean signed) {
    if (width <= 7) {
      return small(bytes, at, width, order, signed);
    }
    byte[] magnitude = new byte[width];
    for (int i = 0; i < width; i++) {
      magnitude[i] = bytes[place(at, i, width, order)];
    }
    return Integers.normal(signed ? new BigInteger(magnitude) : new BigInteger(1, magnitude));
  }

  private static long small(byte[] bytes, int at, int width, ByteOrder order, boolean signed) {
    long value = 0;
    for (int i = 0; i < width; i++) {
      value = value << 8 | bytes[place(at, i, width, order)] & 0xff;
    }
    int unused = 64 - 8 * width;
    return signed ? value << unused >> unused : value;
  }

  /** Where the byte stands that comes at that place in big-endian order. */
  private static int place(int at, int i, int width, ByteOrder order) {
    return order == ByteOrder.BIG_ENDIAN ? at + i : at + width - 1 - i;
  }

  static void write(
      String who, byte[] bytes, int at, int width, ByteOrder order, boolean signed, Object value) {
    BigInteger x = Integers.checkBig(who, value);
    boolean fits =
        signed ? x.bitLength() < 8 * width : x.signum() >= 0 && x.bitLength() <= 8 * width;
    if (!fits) {
      throw Raise.assertion(who, "the number does not fit", value, (long) width);
    }
    for (int i = width - 1; i >= 0; i--) {
      bytes[place(at, i, width, order)] = x.byteValue();
      x = x.shiftRight(8);
    }
  }

  private static void floats(PrimitiveTable t, String kind, int width) {
    String ref = "bytevector-" + kind + "-ref";
    String set = "bytevector-" + kind + "-set!";
    String nativeRef = "bytevector-" + kind + "-native-ref";
    String nativeSet = "bytevector-" + kind + "-native-set!";
    t.define3(ref, (a, i, e) -> getFloat(ref, a, i, BytevectorPrimitives.order(ref, e), width));
    t.define2(
        nativeRef,
        (a, i) ->
            getFloat(nativeRef, a, aligned(nativeRef, i, width), ByteOrder.nativeOrder(), width));
    t.defineN(
        set,
        4,
        4,
        a -> putFloat(set, a[0], a[1], a[2], BytevectorPrimitives.order(set, a[3]), width));
    t.define3(
        nativeSet,
        (a, i, x) ->
            putFloat(
                nativeSet, a, aligned(nativeSet, i, width), x, ByteOrder.nativeOrder(), width));
  }

  private static Object getFloat(String who, Object a, Object index, ByteOrder order, int width) {
    byte[] bytes = Args.bytes(who, a);
    int at = Args.index(who, index, Math.max(0, bytes.length - width + 1));
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(order);
    return width == 4 ? (double) buffer.getFloat(at) : buffer.getDouble(at);
  }

  private static Object putFloat(
      String who, Object a, Object index, Object value, ByteOrder order, int width) {
    byte[] bytes = Args.bytes(who, a);
    int at = Args.index(who, index, Math.max(0, bytes.length - width + 1));
    if (!Numbers.isReal(value)) {
      throw Raise.type(who, "a real number", value);
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(order);
    if (width == 4) {
      buffer.putFloat(at, (float) Numbers.toDouble(value));
    } else {
      buffer.putDouble(at, Numbers.toDouble(value));
    }
    return Special.UNSPECIFIED;
  }
}
