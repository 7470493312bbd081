// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.number;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lokoscope.runtime.condition.SchemeError;

class NumbersTest {

  private static final int ROUNDS = 20_000;

  /** Integers of very different sizes, many of them near the borders of a long. */
  private static BigInteger integer(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> BigInteger.valueOf(random.nextInt(-5, 6));
      case 1 -> BigInteger.valueOf(random.nextLong());
      case 2 ->
          BigInteger.valueOf(random.nextBoolean() ? Long.MIN_VALUE : Long.MAX_VALUE)
              .add(BigInteger.valueOf(random.nextInt(-3, 4)));
      default -> new BigInteger(random.nextInt(1, 200), random).subtract(BigInteger.TWO.pow(100));
    };
  }

  private static Object number(String text) {
    return Objects.requireNonNull(NumberReader.parse(text, 10));
  }

  private static Object normal(BigInteger x) {
    return Integers.normal(x);
  }

  @Test
  void shouldComputeIntegersLikeBigInteger() {
    Random random = new Random(1);
    for (int i = 0; i < ROUNDS; i++) {
      BigInteger x = integer(random);
      BigInteger y = integer(random);
      Object a = normal(x);
      Object b = normal(y);
      assertThat(Numbers.add(a, b)).isEqualTo(normal(x.add(y)));
      assertThat(Numbers.subtract(a, b)).isEqualTo(normal(x.subtract(y)));
      assertThat(Numbers.multiply(a, b)).isEqualTo(normal(x.multiply(y)));
      assertThat(Numbers.compare(a, b)).isEqualTo(x.compareTo(y));
      assertThat(Numbers.numEquals(a, b)).isEqualTo(x.equals(y));
    }
  }

  @Test
  void shouldDivideSoThatQuotientAndRemainderFit() {
    Random random = new Random(2);
    for (int i = 0; i < ROUNDS; i++) {
      BigInteger x = integer(random);
      BigInteger y = integer(random);
      if (y.signum() == 0) {
        continue;
      }
      Object a = normal(x);
      Object b = normal(y);
      BigInteger div = Integers.big(Numbers.div(a, b));
      BigInteger mod = Integers.big(Numbers.mod(a, b));
      assertThat(div.multiply(y).add(mod)).isEqualTo(x);
      assertThat(mod.signum()).isNotNegative();
      assertThat(mod).isLessThan(y.abs());
      BigInteger div0 = Integers.big(Numbers.div0(a, b));
      BigInteger mod0 = Integers.big(Numbers.mod0(a, b));
      assertThat(div0.multiply(y).add(mod0)).isEqualTo(x);
      assertThat(mod0.shiftLeft(1)).isLessThan(y.abs());
      assertThat(mod0.shiftLeft(1)).isGreaterThanOrEqualTo(y.abs().negate());
      assertThat(Numbers.quotient(a, b)).isEqualTo(normal(x.divide(y)));
      assertThat(Numbers.remainder(a, b)).isEqualTo(normal(x.remainder(y)));
      BigInteger modulo = Integers.big(Numbers.modulo(a, b));
      assertThat(modulo.signum() * y.signum()).isNotNegative();
      assertThat(x.subtract(modulo).mod(y.abs())).isEqualTo(BigInteger.ZERO);
    }
  }

  @Test
  void shouldKeepRatiosInLowestTerms() {
    assertThat(NumberPrinter.toString(Numbers.divide(6L, -4L))).isEqualTo("-3/2");
    assertThat(Numbers.divide(6L, 3L)).isEqualTo(2L);
    assertThat(Numbers.add(number("1/3"), number("2/3"))).isEqualTo(1L);
    assertThat(Numbers.multiply(number("2/3"), number("3/2"))).isEqualTo(1L);
  }

  @Test
  void shouldRoundRatiosToTheNearestFlonum() {
    Random random = new Random(3);
    for (int i = 0; i < 2000; i++) {
      BigInteger n = new BigInteger(random.nextInt(1, 300), random).add(BigInteger.ONE);
      BigInteger d = new BigInteger(random.nextInt(1, 300), random).add(BigInteger.ONE);
      Object quotient = Ratio.of(n, d);
      double expected =
          new BigDecimal(n).divide(new BigDecimal(d), new MathContext(400)).doubleValue();
      assertThat(Numbers.inexact(quotient)).isEqualTo(expected);
    }
    assertThat(Rounding.quotient(BigInteger.ONE, BigInteger.TWO.pow(1074)))
        .isEqualTo(Double.MIN_VALUE);
    assertThat(Rounding.quotient(BigInteger.ONE, BigInteger.TWO.pow(1075))).isEqualTo(0.0);
  }

  @Test
  void shouldMakeFlonumsExactAndBack() {
    Random random = new Random(4);
    for (int i = 0; i < ROUNDS; i++) {
      double x = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(x)) {
        Object exact = Numbers.exact(x);
        assertThat(exact).isNotInstanceOf(Double.class);
        assertThat(Numbers.inexact(exact)).isEqualTo(x == 0 ? 0.0 : x);
      }
    }
  }

  @Test
  void shouldCompareExactWithInexactWithoutRounding() {
    Object big = number("9007199254740993");
    assertThat(Numbers.numEquals(big, 9007199254740992.0)).isFalse();
    assertThat(Numbers.less(9007199254740992.0, big)).isTrue();
    assertThat(Numbers.less(number("1/3"), 0.3333333333333333)).isFalse();
    assertThat(Numbers.less(5L, Double.NaN)).isFalse();
    assertThat(Numbers.lessOrEqual(Double.NaN, Double.NaN)).isFalse();
    assertThat(Numbers.less(number("1000000000000000000000000"), Double.POSITIVE_INFINITY))
        .isTrue();
  }

  @Test
  void shouldFindExactRoots() {
    Random random = new Random(5);
    for (int i = 0; i < 5000; i++) {
      BigInteger x = integer(random).abs();
      Object[] root = Integers.sqrt(normal(x));
      assertThat(Integers.big(root[0])).isEqualTo(x.sqrt());
      assertThat(Integers.big(root[0]).pow(2).add(Integers.big(root[1]))).isEqualTo(x);
    }
    assertThat(Numbers.sqrt(number("9/4"))).isEqualTo(number("3/2"));
    assertThat(Numbers.sqrt(-4L)).isEqualTo(number("+2i"));
    assertThat(Numbers.sqrt(2L)).isEqualTo(Math.sqrt(2));
  }

  @Test
  void shouldRaiseExactNumbersToPowers() {
    assertThat(Numbers.expt(2L, 100L)).isEqualTo(BigInteger.TWO.pow(100));
    assertThat(Numbers.expt(2L, -2L)).isEqualTo(number("1/4"));
    assertThat(Numbers.expt(-1L, 1_000_000_000_001L)).isEqualTo(-1L);
    assertThat(Numbers.expt(0L, 0L)).isEqualTo(1L);
    assertThatThrownBy(() -> Numbers.expt(3L, 100_000_000_000L)).isInstanceOf(SchemeError.class);
  }

  @Test
  void shouldRefuseToDivideByZeroExactly() {
    assertThatThrownBy(() -> Numbers.divide(1L, 0L)).isInstanceOf(SchemeError.class);
    assertThatThrownBy(() -> Numbers.div(1L, 0L)).isInstanceOf(SchemeError.class);
    assertThat(Numbers.divide(1L, 0.0)).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void shouldCarryBetweenFixnums() {
    Random random = new Random(6);
    BigInteger modulus = BigInteger.TWO.pow(Fixnums.WIDTH);
    for (int i = 0; i < 2000; i++) {
      Long a = random.nextLong();
      Long b = random.nextLong();
      Long c = random.nextLong();
      Object[] parts = Fixnums.multiplyCarry(a, b, c);
      BigInteger whole =
          BigInteger.valueOf(a).multiply(BigInteger.valueOf(b)).add(BigInteger.valueOf(c));
      assertThat(parts[0]).isInstanceOf(Long.class);
      assertThat(parts[1]).isInstanceOf(Long.class);
      assertThat(Integers.big(parts[1]).multiply(modulus).add(Integers.big(parts[0])))
          .isEqualTo(whole);
    }
  }

  @Test
  void shouldReportFixnumOverflowAsRestriction() {
    assertThatThrownBy(() -> Fixnums.add(Long.MAX_VALUE, 1L)).isInstanceOf(SchemeError.class);
    assertThatThrownBy(() -> Fixnums.shiftLeft("fx", 1L, 63L)).isInstanceOf(SchemeError.class);
    assertThat(Fixnums.shiftLeft("fx", 1L, 62L)).isEqualTo(1L << 62);
  }

  @Test
  void shouldSimplifyWhenRationalizing() {
    assertThat(Reals.rationalize(number("3/10"), number("1/10"))).isEqualTo(number("1/3"));
    assertThat(Reals.rationalize(number("-3/10"), number("1/10"))).isEqualTo(number("-1/3"));
    assertThat(Reals.rationalize(0.3, 0.1)).isEqualTo(1.0 / 3);
  }
}
