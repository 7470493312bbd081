// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.text;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class FiguresTest {

  @Test
  void shouldWriteAColumnOfMomentsInOneUnit() {
    assertThat(Figures.instant(0, 2e9)).isEqualTo("0.000000 s");
    assertThat(Figures.instant(21_076_000, 2e9)).isEqualTo("0.021076 s");
    assertThat(Figures.instant(1_500, 5e6)).isEqualTo("0.002 ms");
    assertThat(Figures.instant(1_500, 9_000)).isEqualTo("1.500 µs");
  }

  @Test
  void shouldSeparateThousandsByANarrowSpace() {
    assertThat(Figures.count(29_112)).isEqualTo("29\u202f112");
    assertThat(Figures.count(-1_234_567)).isEqualTo("-1\u202f234\u202f567");
    assertThat(Figures.count(999)).isEqualTo("999");
  }

  /** A slope used to be 9.99 words in one place and 10.0 words in another. */
  @Test
  void shouldRoundWhatIsNearlyWhole() {
    assertThat(Figures.of(9.99, "word")).isEqualTo("10 words");
    assertThat(Figures.of(1.01, "word")).isEqualTo("1 word");
    assertThat(Figures.change(14.2, "word")).isEqualTo("+14.2 words");
    assertThat(Figures.change(-3, "byte")).isEqualTo("-3 bytes");
  }

  @Test
  void shouldNeverShowLittleAsNothing() {
    assertThat(Figures.percent(0)).isEqualTo("0 %");
    assertThat(Figures.percent(0.0001)).isEqualTo("< 0.1 %");
    assertThat(Figures.percent(0.004)).isEqualTo("0.4 %");
    assertThat(Figures.percent(0.0999)).isEqualTo("10 %");
    assertThat(Figures.percent(0.614)).isEqualTo("61 %");
  }

  @Test
  void shouldShowSizesInDecimalUnits() {
    assertThat(Figures.bytes(72)).isEqualTo("72 B");
    assertThat(Figures.bytes(232_900)).isEqualTo("233 kB");
    assertThat(Figures.bytes(1_250_000_000)).isEqualTo("1.25 GB");
    assertThat(Figures.bytes(999_960)).isEqualTo("1 MB");
  }

  @Test
  void shouldShowTimesInTheUnitThatFits() {
    assertThat(Figures.duration(1_851_306_000)).isEqualTo("1.85 s");
    assertThat(Figures.duration(427_400_000)).isEqualTo("427 ms");
    assertThat(Figures.duration(10_000_000)).isEqualTo("10 ms");
    assertThat(Figures.duration(123e9)).isEqualTo("2 min 3 s");
    assertThat(Figures.instant(1_851_306_000)).isEqualTo("1.851306 s");
  }

  @Property
  void shouldNeverBeOutByMoreThanHalfAPercent(@ForAll @DoubleRange(min = 1, max = 1e11) double x) {
    String[] parts = Figures.duration(x).split(" ", 2);
    double unit =
        switch (parts[1]) {
          case "ns" -> 1;
          case "µs" -> 1e3;
          case "ms" -> 1e6;
          default -> 1e9;
        };
    double shown = Double.parseDouble(parts[0].replace("\u202f", "")) * unit;
    assertThat(shown).isBetween(x * 0.995 - 0.5, x * 1.005 + 0.5);
  }

  @Test
  void shouldGiveAColumnOneUnit() {
    ColumnUnit unit = ColumnUnit.ofTimes(1_851_306_000);
    assertThat(unit.header("Running")).isEqualTo("Running, ms");
    assertThat(unit.cell(1_851_306_000)).isEqualTo("1\u202f851");
    assertThat(unit.cell(427_430_000)).isEqualTo("427");
    assertThat(unit.cell(4_560_000)).isEqualTo("4.56");
    assertThat(unit.cell(20_000)).isEqualTo("0.020");
    assertThat(unit.cell(20)).isEqualTo("< 0.001");
    assertThat(unit.cell(0)).isEmpty();
    assertThat(ColumnUnit.ofBytes(233_000).cell(72)).isEqualTo("0.072");
  }
}
