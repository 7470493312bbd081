// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.number;

import java.math.BigInteger;
import org.lokoscope.runtime.condition.Raise;

/** Exact integers as two's complement bits, unlimited to the left. */
public final class Bits {

  /** Shifts that would make a longer number are refused: it would eat the heap. */
  private static final long MOST_BITS = 1L << 32;

  private Bits() {}

  public static Object not(String who, Object a) {
    return a instanceof Long x ? (Object) ~x : Integers.checkBig(who, a).not();
  }

  public static Object and(String who, Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      return x & y;
    }
    return Integers.normal(Integers.checkBig(who, a).and(Integers.checkBig(who, b)));
  }

  public static Object or(String who, Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      return x | y;
    }
    return Integers.normal(Integers.checkBig(who, a).or(Integers.checkBig(who, b)));
  }

  public static Object xor(String who, Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      return x ^ y;
    }
    return Integers.normal(Integers.checkBig(who, a).xor(Integers.checkBig(who, b)));
  }

  /** The bits of {@code b} where the mask is set, those of {@code c} elsewhere. */
  public static Object choose(String who, Object mask, Object b, Object c) {
    return or(who, and(who, mask, b), and(who, not(who, mask), c));
  }

  /** How many bits are set; of a negative number, the complement of how many are clear. */
  public static Object count(String who, Object a) {
    BigInteger x = Integers.checkBig(who, a);
    return x.signum() >= 0 ? (Object) (long) x.bitCount() : (Object) (long) ~x.bitCount();
  }

  public static Object length(String who, Object a) {
    return (long) Integers.checkBig(who, a).bitLength();
  }

  public static Object firstSet(String who, Object a) {
    return (long) Integers.checkBig(who, a).getLowestSetBit();
  }

  public static boolean isSet(String who, Object a, Object index) {
    BigInteger x = Integers.checkBig(who, a);
    Object checked = index(who, index);
    return checked instanceof Long i && i < x.bitLength() + 1L
        ? x.testBit(i.intValue())
        : x.signum() < 0;
  }

  public static Object copy(String who, Object a, Object index, Object bit) {
    BigInteger x = Integers.checkBig(who, a);
    int i = position(who, index);
    if (!(bit instanceof Long b) || (b & ~1L) != 0) {
      throw Raise.type(who, "0 or 1", bit);
    }
    return Integers.normal(b == 0 ? x.clearBit(i) : x.setBit(i));
  }

  public static Object field(String who, Object a, Object start, Object end) {
    BigInteger x = Integers.checkBig(who, a);
    int from = position(who, start);
    int width = width(who, from, end);
    return Integers.normal(x.shiftRight(from).and(mask(width)));
  }

  public static Object copyField(String who, Object to, Object start, Object end, Object from) {
    BigInteger x = Integers.checkBig(who, to);
    int at = position(who, start);
    BigInteger mask = mask(width(who, at, end));
    BigInteger bits = Integers.checkBig(who, from).and(mask);
    return Integers.normal(x.andNot(mask.shiftLeft(at)).or(bits.shiftLeft(at)));
  }

  public static Object rotateField(String who, Object a, Object start, Object end, Object count) {
    BigInteger x = Integers.checkBig(who, a);
    int at = position(who, start);
    int width = width(who, at, end);
    int by = position(who, count);
    if (width == 0) {
      return a;
    }
    BigInteger mask = mask(width);
    BigInteger field = x.shiftRight(at).and(mask);
    int shift = by % width;
    BigInteger turned = field.shiftLeft(shift).or(field.shiftRight(width - shift)).and(mask);
    return Integers.normal(x.andNot(mask.shiftLeft(at)).or(turned.shiftLeft(at)));
  }

  public static Object reverseField(String who, Object a, Object start, Object end) {
    BigInteger x = Integers.checkBig(who, a);
    int at = position(who, start);
    int width = width(who, at, end);
    byte[] reversed = new byte[width / Byte.SIZE + 1];
    for (int i = 0; i < width; i++) {
      if (x.testBit(at + i)) {
        int to = width - 1 - i;
        reversed[reversed.length - 1 - to / Byte.SIZE] |= (byte) (1 << to % Byte.SIZE);
      }
    }
    BigInteger field = new BigInteger(1, reversed).shiftLeft(at);
    return Integers.normal(x.andNot(mask(width).shiftLeft(at)).or(field));
  }

  /** To the left for a positive count, to the right (rounding down) for a negative one. */
  public static Object shift(String who, Object a, Object count) {
    if (a instanceof Long x && count instanceof Long n && n > -Long.SIZE && n < Long.SIZE) {
      if (n <= 0) {
        return x >> -n;
      }
      if (x << n >> n == x) {
        return x << n;
      }
    }
    BigInteger x = Integers.checkBig(who, a);
    Object checked = Integers.check(who, count);
    if (x.signum() == 0) {
      return 0L;
    }
    if (!(checked instanceof Long n) || n > MOST_BITS / 8) {
      if (Integers.signum(checked) < 0) {
        return (long) Math.min(0, x.signum());
      }
      throw Raise.restriction(who, "the result is too big", a, count);
    }
    if (n <= -MOST_BITS / 4) {
      return (long) Math.min(0, x.signum());
    }
    return Integers.normal(x.shiftLeft(n.intValue()));
  }

  public static Object shiftLeft(String who, Object a, Object count) {
    return shift(who, a, index(who, count));
  }

  public static Object shiftRight(String who, Object a, Object count) {
    return shift(who, a, Integers.negate(index(who, count)));
  }

  private static BigInteger mask(int width) {
    return BigInteger.ONE.shiftLeft(width).subtract(BigInteger.ONE);
  }

  private static int width(String who, int start, Object end) {
    int to = position(who, end);
    if (to < start) {
      throw Raise.range(who, end);
    }
    return to - start;
  }

  private static Object index(String who, Object index) {
    if (Integers.signum(Integers.check(who, index)) < 0) {
      throw Raise.range(who, index);
    }
    return index;
  }

  private static int position(String who, Object index) {
    if (!(index(who, index) instanceof Long i) || i > MOST_BITS / 8) {
      throw Raise.restriction(who, "bit index too large", index);
    }
    return i.intValue();
  }
}
