// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.viewport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WallClockTest {

  private static final Instant STARTED = Instant.parse("2026-11-28T21:40:00Z");
  private static final ZoneId ZONE = ZoneOffset.UTC;

  private static OptionalLong parse(String text) {
    return WallClock.parse(text, 5_000_000, STARTED, ZONE);
  }

  @ParameterizedTest
  @CsvSource({
    "12.5 ms, 12500000",
    "1.2, 1200000000",
    "3us, 3000",
    "+20us, 5020000",
    "-1 ms, 4000000",
    "2min, 120000000000"
  })
  void shouldReadTimesOfTheRun(String text, long nanos) {
    assertThat(parse(text)).hasValue(nanos);
  }

  /** What one has at hand is a line of a log. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "21:40:03.120 | 3120000000",
        "9:00 | 40800000000000",
        "2026-11-28 21:40:03,120 | 3120000000",
        "2026-11-28T21:40:03.12Z | 3120000000",
        "2026-11-28T22:40:03.12+01:00 | 3120000000",
        "[2026-11-28 21:40:01] INFO served 12 requests | 1000000000"
      })
  void shouldReadTheTimesOfLogs(String text, long nanos) {
    assertThat(parse(text)).hasValue(nanos);
  }

  @ParameterizedTest
  @CsvSource({"worker", "12 parsecs", "99:99:99", "''"})
  void shouldReadNothingElse(String text) {
    assertThat(parse(text)).isEmpty();
  }

  @Test
  void shouldKnowNoTimeOfDayOfARunThatDoesNotSayWhenItBegan() {
    assertThat(WallClock.parse("21:40:03", 0, null, ZONE)).isEmpty();
    assertThat(WallClock.parse("3 s", 0, null, ZONE)).hasValue(3_000_000_000L);
  }

  @Test
  void shouldWriteAsFinelyAsTheRulerNeeds() {
    assertThat(WallClock.time(STARTED, 3.12e9, 1e9, ZONE)).isEqualTo("21:40:03");
    assertThat(WallClock.time(STARTED, 3.12e9, 2e6, ZONE)).isEqualTo("21:40:03.120");
    assertThat(WallClock.full(STARTED, 3.12e9, ZONE)).isEqualTo("2026-11-28 21:40:03.120000");
  }
}
