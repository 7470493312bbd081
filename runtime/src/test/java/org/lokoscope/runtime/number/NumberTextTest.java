// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.number;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberTextTest {

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "+5, 5",
    "-0, 0",
    "6/4, 3/2",
    "#e1.5, 3/2",
    "#i1/2, 0.5",
    "#xff, 255",
    "#b-101, -5",
    "#x#e10, 16",
    "#e#x10, 16",
    "1e100, 1e100",
    "1e21, 1e21",
    "1e20, 100000000000000000000.0",
    ".5, 0.5",
    "-.5e1, -5.0",
    "1., 1.0",
    "1.5|53, 1.5",
    "1s2, 100.0",
    "0.000001, 0.000001",
    "1e-7, 1e-7",
    "1e400, +inf.0",
    "-inf.0, -inf.0",
    "-nan.0, +nan.0",
    "+i, +i",
    "-2.5i, -2.5i",
    "1+2i, 1+2i",
    "1-i, 1-i",
    "1+inf.0i, 1.0+inf.0i",
    "+inf.0i, +inf.0i",
    "1@0, 1",
    "#e1e3, 1000"
  })
  void shouldReadAndWrite(String text, String written) {
    Object number = Objects.requireNonNull(NumberReader.parse(text, 10));
    assertThat(NumberPrinter.toString(number)).isEqualTo(written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "+",
        "-",
        ".",
        "...",
        "1+",
        "+-1",
        "1/0",
        "1/",
        "/2",
        "1e",
        "e5",
        "1.2.3",
        "--1",
        "1i",
        "#x",
        "#xg",
        "#e",
        "#e#e1",
        "#x#b1",
        "1+2",
        "1@",
        "+inf",
        "inf.0",
        "1|",
        "0x10",
        "->x",
        "1_000",
        "#e+inf.0",
        "#e1e99999999",
        "1 2",
        "١"
      })
  void shouldRefuseWhatIsNoNumber(String text) {
    assertThat(NumberReader.parse(text, 10)).isNull();
  }

  @Test
  void shouldReadBackEveryFlonumItWrites() {
    Random random = new Random(7);
    for (int i = 0; i < 50_000; i++) {
      Double x = Double.longBitsToDouble(random.nextLong());
      assertThat(NumberReader.parse(NumberPrinter.toString(x), 10)).isEqualTo(x);
    }
  }

  @Test
  void shouldReadBackIntegersAndRatiosInEveryRadix() {
    Random random = new Random(8);
    for (int i = 0; i < 5000; i++) {
      int radix = random.nextInt(2, 17);
      BigInteger n = new BigInteger(random.nextInt(1, 150), random);
      BigInteger d = new BigInteger(random.nextInt(1, 80), random).add(BigInteger.ONE);
      Object number = Ratio.of(random.nextBoolean() ? n : n.negate(), d);
      assertThat(NumberReader.parse(NumberPrinter.toString(number, radix), radix))
          .isEqualTo(number);
    }
  }

  @Test
  void shouldWriteFlonumsShortestInOtherRadices() {
    assertThat(NumberPrinter.toString(0.1, 2))
        .isEqualTo("0.0001100110011001100110011001100110011001100110011001101");
    assertThat(NumberPrinter.toString(255.5, 16)).isEqualTo("ff.8");
    assertThat(NumberPrinter.toString(-0.5, 3)).startsWith("-0.111");
  }
}
