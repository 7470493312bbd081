// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.number;

import java.math.BigInteger;
import org.lokoscope.runtime.condition.Raise;

/**
 * The operations of the whole tower. Each is a small method that settles fixnums and flonums; the
 * rest is left to slower classes, so that this one can be inlined where it is used.
 */
public final class Numbers {

  private Numbers() {}

  public static Object add(Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      long p = x;
      long q = y;
      long sum = p + q;
      if (((p ^ sum) & (q ^ sum)) >= 0) {
        return sum;
      }
    } else if (a instanceof Double x && b instanceof Double y) {
      return x + y;
    }
    return Tower.add(a, b);
  }

  public static Object subtract(Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      long p = x;
      long q = y;
      long difference = p - q;
      if (((p ^ q) & (p ^ difference)) >= 0) {
        return difference;
      }
    } else if (a instanceof Double x && b instanceof Double y) {
      return x - y;
    }
    return Tower.subtract(a, b);
  }

  public static Object multiply(Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      long p = x;
      long q = y;
      long product = p * q;
      if (Math.multiplyHigh(p, q) == product >> 63) {
        return product;
      }
    } else if (a instanceof Double x && b instanceof Double y) {
      return x * y;
    }
    return Tower.multiply(a, b);
  }

  public static Object divide(Object a, Object b) {
    if (a instanceof Double x && b instanceof Double y) {
      return x / y;
    }
    return Tower.divide(a, b);
  }

  public static Object negate(Object a) {
    if (a instanceof Double x) {
      return -x;
    }
    if (a instanceof Complex z) {
      return Complex.of(negate(z.real), negate(z.imaginary));
    }
    return subtract(0L, a);
  }

  public static boolean numEquals(Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      return x.longValue() == y.longValue();
    }
    return Tower.equal(a, b);
  }

  public static boolean less(Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      return x < y;
    }
    return Tower.less("<", a, b);
  }

  public static boolean greater(Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      return x > y;
    }
    return Tower.less(">", b, a);
  }

  public static boolean lessOrEqual(Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      return x <= y;
    }
    return Tower.lessOrEqual("<=", a, b);
  }

  public static boolean greaterOrEqual(Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      return x >= y;
    }
    return Tower.lessOrEqual(">=", b, a);
  }

  /** The order of two reals, neither of which is a NaN. */
  public static int compare(Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      return Long.compare(x, y);
    }
    return Tower.compare(a, b);
  }

  public static boolean isZero(Object a) {
    if (a instanceof Long x) {
      return x == 0;
    }
    if (a instanceof Double x) {
      return x == 0;
    }
    checkNumber("zero?", a);
    return a instanceof Complex z && z.re() == 0 && z.im() == 0;
  }

  public static boolean isPositive(Object a) {
    return a instanceof Long x ? x > 0 : signum("positive?", a) > 0;
  }

  public static boolean isNegative(Object a) {
    return a instanceof Long x ? x < 0 : signum("negative?", a) < 0;
  }

  /** -1, 0 or 1; 0 also for a NaN. */
  static int signum(String who, Object a) {
    return switch (a) {
      case Long x -> Long.signum(x);
      case BigInteger x -> x.signum();
      case Ratio x -> x.numerator.signum();
      case Double x -> x > 0 ? 1 : x < 0 ? -1 : 0;
      default -> throw Raise.type(who, "a real number", a);
    };
  }

  public static Object quotient(Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y && y > 0) {
      return x / y;
    }
    return Division.quotient("quotient", a, b);
  }

  public static Object remainder(Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y && y > 0) {
      return x % y;
    }
    return Division.remainder("remainder", a, b);
  }

  public static Object modulo(Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y && y > 0) {
      return Math.floorMod(x.longValue(), y.longValue());
    }
    return Division.modulo("modulo", a, b);
  }

  public static Object div(Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y && y > 0) {
      return Math.floorDiv(x.longValue(), y.longValue());
    }
    return Division.div("div", a, b);
  }

  public static Object mod(Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y && y > 0) {
      return Math.floorMod(x.longValue(), y.longValue());
    }
    return Division.mod("mod", a, b);
  }

  public static Object div0(Object a, Object b) {
    return Division.div0("div0", a, b);
  }

  public static Object mod0(Object a, Object b) {
    return Division.mod0("mod0", a, b);
  }

  public static Object exact(Object a) {
    return a instanceof Long ? a : Reals.exact("exact", a);
  }

  public static Object inexact(Object a) {
    return a instanceof Double ? a : Reals.inexact("inexact", a);
  }

  public static Object sqrt(Object a) {
    return Powers.sqrt(a);
  }

  public static Object expt(Object base, Object exponent) {
    return Powers.expt(base, exponent);
  }

  public static boolean isNumber(Object object) {
    return object instanceof Number;
  }

  public static boolean isReal(Object object) {
    return object instanceof Number && !(object instanceof Complex);
  }

  public static boolean isRational(Object object) {
    return object instanceof Double x
        ? Double.isFinite(x)
        : object instanceof Number && !(object instanceof Complex);
  }

  public static boolean isInteger(Object object) {
    return object instanceof Long
        || object instanceof BigInteger
        || (object instanceof Double x && isIntegral(x));
  }

  static boolean isIntegral(double x) {
    return x == Math.rint(x) && !Double.isInfinite(x);
  }

  public static boolean isExact(Object number) {
    return switch (number) {
      case Double _ -> false;
      case Complex z -> z.isExact();
      default -> true;
    };
  }

  static void checkNumber(String who, Object object) {
    if (!(object instanceof Number)) {
      throw Raise.type(who, "a number", object);
    }
  }

  static void checkReal(String who, Object object) {
    if (!isReal(object)) {
      throw Raise.type(who, "a real number", object);
    }
  }

  /** The nearest flonum to a real number. */
  public static double toDouble(Object real) {
    return ((Number) real).doubleValue();
  }
}
