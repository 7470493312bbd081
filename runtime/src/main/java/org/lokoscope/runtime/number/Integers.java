// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.number;

import java.math.BigInteger;
import org.lokoscope.runtime.condition.Raise;

/** Exact integers of any size. */
public final class Integers {

  static final BigInteger MIN_LONG = BigInteger.valueOf(Long.MIN_VALUE);

  private Integers() {}

  /** The one form in which this integer may be seen: a Long if it fits. */
  public static Object normal(BigInteger value) {
    return value.bitLength() < 64 ? (Object) value.longValue() : value;
  }

  /** Of an exact integer. */
  public static BigInteger big(Object integer) {
    return integer instanceof Long small ? BigInteger.valueOf(small) : (BigInteger) integer;
  }

  public static boolean isExactInteger(Object object) {
    return object instanceof Long || object instanceof BigInteger;
  }

  /** An exact integer as it is; raises for anything else. */
  public static Object check(String who, Object object) {
    if (!isExactInteger(object)) {
      throw Raise.type(who, "an exact integer", object);
    }
    return object;
  }

  public static BigInteger checkBig(String who, Object object) {
    return big(check(who, object));
  }

  /** Of a non-negative exact integer: its root, and what remains. */
  public static Object[] sqrt(Object integer) {
    if (integer instanceof BigInteger || !(integer instanceof Long small) || small < 0) {
      if (!(integer instanceof BigInteger n) || n.signum() < 0) {
        throw Raise.type("exact-integer-sqrt", "an exact non-negative integer", integer);
      }
      BigInteger[] parts = n.sqrtAndRemainder();
      return new Object[] {normal(parts[0]), normal(parts[1])};
    }
    long root = (long) Math.sqrt((double) small);
    while (root > 3037000499L || root * root > small) {
      root--;
    }
    while (root < 3037000499L && (root + 1) * (root + 1) <= small) {
      root++;
    }
    return new Object[] {root, small - root * root};
  }

  public static Object gcd(Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y && x != Long.MIN_VALUE && y != Long.MIN_VALUE) {
      long p = Math.abs(x);
      long q = Math.abs(y);
      while (q != 0) {
        long r = p % q;
        p = q;
        q = r;
      }
      return p;
    }
    return normal(big(a).gcd(big(b)));
  }

  public static Object lcm(Object a, Object b) {
    BigInteger x = big(a);
    BigInteger y = big(b);
    if (x.signum() == 0 || y.signum() == 0) {
      return 0L;
    }
    return normal(x.divide(x.gcd(y)).multiply(y).abs());
  }

  static int signum(Object integer) {
    return integer instanceof Long small ? Long.signum(small) : ((BigInteger) integer).signum();
  }

  static boolean isOdd(Object integer) {
    return integer instanceof Long small ? (small & 1) != 0 : ((BigInteger) integer).testBit(0);
  }

  static Object negate(Object integer) {
    if (integer instanceof Long small && small != Long.MIN_VALUE) {
      return -small;
    }
    return normal(big(integer).negate());
  }
}
