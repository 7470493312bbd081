// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.viewport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeTextTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0 ns",
    "950, 950 ns",
    "999.7, 1 µs",
    "12_345, 12.3 µs",
    "999_600, 1 ms",
    "4_560_000, 4.56 ms",
    "123_400_000, 123 ms",
    "1_230_000_000, 1.23 s",
    "123_000_000_000, 2 min 3 s",
  })
  void shouldShowThreeFiguresInTheUnitThatFits(String nanos, String text) {
    assertThat(TimeText.duration(Double.parseDouble(nanos.replace("_", "")))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"1_500, 1.500 µs", "1_234_567, 1.235 ms", "1_234_567_890, 1.234568 s"})
  void shouldShowMomentsPrecisely(String nanos, String text) {
    assertThat(TimeText.instant(Double.parseDouble(nanos.replace("_", "")))).isEqualTo(text);
  }
}
