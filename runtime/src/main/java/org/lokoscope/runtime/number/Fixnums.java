// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.number;

import java.math.BigInteger;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.condition.SchemeError;

/**
 * Operations of {@code (rnrs arithmetic fixnums)}. A fixnum is any Long, so the width is 64. A
 * result outside is an implementation restriction, another argument an assertion violation.
 */
public final class Fixnums {

  public static final int WIDTH = 64;

  private Fixnums() {}

  public static long check(String who, Object a) {
    if (a instanceof Long x) {
      return x;
    }
    throw Raise.type(who, "a fixnum", a);
  }

  static SchemeError overflow(String who, Object... arguments) {
    return Raise.restriction(who, "the result is not a fixnum", arguments);
  }

  public static Object add(Object a, Object b) {
    long x = check("fx+", a);
    long y = check("fx+", b);
    long sum = x + y;
    if (((x ^ sum) & (y ^ sum)) < 0) {
      throw overflow("fx+", a, b);
    }
    return sum;
  }

  public static Object subtract(Object a, Object b) {
    long x = check("fx-", a);
    long y = check("fx-", b);
    long difference = x - y;
    if (((x ^ y) & (x ^ difference)) < 0) {
      throw overflow("fx-", a, b);
    }
    return difference;
  }

  public static Object negate(Object a) {
    return subtract(0L, a);
  }

  public static Object multiply(Object a, Object b) {
    long x = check("fx*", a);
    long y = check("fx*", b);
    long product = x * y;
    if (Math.multiplyHigh(x, y) != product >> 63) {
      throw overflow("fx*", a, b);
    }
    return product;
  }

  private static void checkDivision(String who, Object a, Object b) {
    check(who, a);
    if (check(who, b) == 0) {
      throw Raise.assertion(who, "division by zero", a, b);
    }
  }

  public static Object div(Object a, Object b) {
    checkDivision("fxdiv", a, b);
    return inside("fxdiv", Division.div("fxdiv", a, b), a, b);
  }

  public static Object mod(Object a, Object b) {
    checkDivision("fxmod", a, b);
    return Division.mod("fxmod", a, b);
  }

  public static Object div0(Object a, Object b) {
    checkDivision("fxdiv0", a, b);
    return inside("fxdiv0", Division.div0("fxdiv0", a, b), a, b);
  }

  public static Object mod0(Object a, Object b) {
    checkDivision("fxmod0", a, b);
    return Division.mod0("fxmod0", a, b);
  }

  private static Object inside(String who, Object result, Object... arguments) {
    if (result instanceof Long) {
      return result;
    }
    throw overflow(who, arguments);
  }

  /** The sum of three as two fixnums: {@code low + high * 2^width}, low centred around zero. */
  public static Object[] addCarry(Object a, Object b, Object c) {
    check3("fx+/carry", a, b, c);
    return split(Numbers.add(Numbers.add(a, b), c));
  }

  public static Object[] subtractCarry(Object a, Object b, Object c) {
    check3("fx-/carry", a, b, c);
    return split(Numbers.subtract(Numbers.subtract(a, b), c));
  }

  public static Object[] multiplyCarry(Object a, Object b, Object c) {
    check3("fx*/carry", a, b, c);
    return split(Numbers.add(Numbers.multiply(a, b), c));
  }

  private static Object[] split(Object s) {
    Object modulus = Integers.normal(BigInteger.ONE.shiftLeft(WIDTH));
    return new Object[] {Division.mod0("fixnum", s, modulus), Division.div0("fixnum", s, modulus)};
  }

  private static void check3(String who, Object a, Object b, Object c) {
    check(who, a);
    check(who, b);
    check(who, c);
  }

  /** A shift count or a bit index: at least 0 and below the width. */
  public static int checkCount(String who, Object a) {
    long x = check(who, a);
    if (x < 0 || x >= WIDTH) {
      throw Raise.range(who, a);
    }
    return (int) x;
  }

  public static Object shiftLeft(String who, Object a, Object count) {
    long x = check(who, a);
    int n = checkCount(who, count);
    long shifted = x << n;
    if (shifted >> n != x) {
      throw overflow(who, a, count);
    }
    return shifted;
  }

  public static Object shiftRight(String who, Object a, Object count) {
    return check(who, a) >> checkCount(who, count);
  }

  public static Object shift(Object a, Object count) {
    long n = check("fxarithmetic-shift", count);
    if (n <= -WIDTH || n >= WIDTH) {
      throw Raise.range("fxarithmetic-shift", count);
    }
    return n >= 0 ? shiftLeft("fxarithmetic-shift", a, n) : shiftRight("fxarithmetic-shift", a, -n);
  }

  public static Object quotient(Object a, Object b) {
    checkDivision("fxquotient", a, b);
    return inside("fxquotient", Division.quotient("fxquotient", a, b), a, b);
  }

  public static Object remainder(Object a, Object b) {
    checkDivision("fxremainder", a, b);
    return Division.remainder("fxremainder", a, b);
  }

  public static Object modulo(Object a, Object b) {
    checkDivision("fxmodulo", a, b);
    return Division.modulo("fxmodulo", a, b);
  }

  public static Object abs(Object a) {
    return check("fxabs", a) < 0 ? negate(a) : a;
  }
}
