// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.datum;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A vector of numbers of one kind in bytes, of SRFI 4; that of octets is a bytevector instead. */
public final class NumberVector implements Store, Laid {

  /** What the elements are. */
  public enum Kind {
    S8(1),
    U16(2),
    S16(2),
    U32(4),
    S32(4),
    U64(8),
    S64(8),
    F32(4),
    F64(8);

    public final int bytes;

    Kind(int bytes) {
      this.bytes = bytes;
    }

    /** Of a name such as {@code f64}; null if there is none. */
    public static @Nullable Kind of(String name) {
      for (Kind kind : values()) {
        if (kind.tag().equals(name)) {
          return kind;
        }
      }
      return null;
    }

    String tag() {
      return name().toLowerCase(Locale.ROOT);
    }

    boolean isFloat() {
      return this == F32 || this == F64;
    }
  }

  private static final BigInteger TWO_64 = BigInteger.ONE.shiftLeft(64);

  private final Kind kind;
  private final byte[] bytes;
  private final ByteBuffer buffer;

  public NumberVector(Kind kind, int size) {
    this.kind = kind;
    this.bytes = new byte[size * kind.bytes];
    this.buffer = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
  }

  public Kind kind() {
    return kind;
  }

  @Override
  public int size() {
    return bytes.length / kind.bytes;
  }

  @Override
  public Object get(int index) {
    int at = index * kind.bytes;
    return switch (kind) {
      case S8 -> (long) buffer.get(at);
      case U16 -> (long) Short.toUnsignedInt(buffer.getShort(at));
      case S16 -> (long) buffer.getShort(at);
      case U32 -> Integer.toUnsignedLong(buffer.getInt(at));
      case S32 -> (long) buffer.getInt(at);
      case U64 -> unsigned(buffer.getLong(at));
      case S64 -> buffer.getLong(at);
      case F32 -> (double) buffer.getFloat(at);
      case F64 -> buffer.getDouble(at);
    };
  }

  private static Object unsigned(long bits) {
    return bits >= 0 ? (Object) bits : BigInteger.valueOf(bits).add(TWO_64);
  }

  @Override
  public boolean accepts(Object value) {
    if (kind.isFloat()) {
      return value instanceof Double || value instanceof Long || value instanceof BigInteger;
    }
    if (value instanceof BigInteger big) {
      return kind == Kind.U64 && big.signum() > 0 && big.bitLength() <= 64;
    }
    return value instanceof Long x
        && switch (kind) {
          case S8 -> x == x.byteValue();
          case U16 -> x == (x & 0xFFFF);
          case S16 -> x == x.shortValue();
          case U32 -> x == (x & 0xFFFF_FFFFL);
          case S32 -> x == x.intValue();
          case U64 -> x >= 0;
          default -> true;
        };
  }

  @Override
  public void set(int index, Object value) {
    int at = index * kind.bytes;
    Number number = (Number) value;
    switch (kind) {
      case S8 -> buffer.put(at, number.byteValue());
      case U16, S16 -> buffer.putShort(at, number.shortValue());
      case U32, S32 -> buffer.putInt(at, number.intValue());
      case U64, S64 -> buffer.putLong(at, number.longValue());
      case F32 -> buffer.putFloat(at, number.floatValue());
      case F64 -> buffer.putDouble(at, number.doubleValue());
    }
  }

  @Override
  public String tag() {
    return kind.tag();
  }

  @Override
  public String open() {
    return "#" + tag() + "(";
  }

  @Override
  public Object[] items() {
    Object[] items = new Object[size()];
    for (int i = 0; i < items.length; i++) {
      items[i] = get(i);
    }
    return items;
  }

  @Override
  public String close() {
    return ")";
  }

  @Override
  public boolean sameAs(Object that) {
    return that instanceof NumberVector other
        && kind == other.kind
        && Arrays.equals(bytes, other.bytes);
  }

  @Override
  public int contentHash() {
    return Arrays.hashCode(bytes);
  }
}
