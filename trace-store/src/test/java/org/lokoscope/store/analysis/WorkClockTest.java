// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lokoscope.store.Series;
import org.lokoscope.store.SeriesId;
import org.lokoscope.store.SeriesId.Quantity;

final class WorkClockTest {

  private final FakeTrace trace = new FakeTrace();

  /** Slow at first, then fast, then slow: 10 events, 40 and 30. */
  @BeforeEach
  void record() {
    trace.series(Quantity.EVENTS, 0, new long[] {0, 100, 200}, 0, 10, 50);
    trace.end = 400;
    trace.events = 80;
  }

  @ParameterizedTest
  @CsvSource({
    "-5, 0", "0, 0", "50, 5", "100, 10", "125, 20", "200, 50", "300, 65", "400, 80", "900, 80"
  })
  void shouldPassAsEventsHappen(long time, double work) {
    assertThat(new WorkClock(trace).at(time)).isEqualTo(work);
  }

  @Test
  void shouldStandStillBeforeTheFirstEvent() {
    trace.series(Quantity.EVENTS, 0, new long[] {100, 200}, 3, 10);
    WorkClock clock = new WorkClock(trace);
    assertThat(clock.at(50)).isEqualTo(3);
    assertThat(clock.at(150)).isEqualTo(6.5);
    assertThat(clock.total()).isEqualTo(80);
  }

  private double[] least(int parts, long[] times, double... values) {
    trace.series(Quantity.MAILBOX, 1, times, values);
    Series series = trace.series(new SeriesId(Quantity.MAILBOX, 1), 0, 900, 100);
    return new WorkClock(trace).least(series, parts);
  }

  /** A part in which nothing changed has what there was before. */
  @Test
  void shouldTakeTheLeastValueOfEachPartOfTheWork() {
    long[] times = {10, 125, 130, 395, 400};
    assertThat(least(4, times, 5, 9, 7, 4, 6)).containsExactly(5, 5, 7, 4);
    assertThat(least(1, times, 5, 9, 7, 4, 6)).containsExactly(4);
    assertThat(least(2, times, 5, 9, 7, 4, 6)).containsExactly(5, 4);
    assertThat(least(4, new long[] {124, 125}, 5, 9)).containsExactly(5, 5, 9, 9);
    assertThat(least(4, new long[] {124, 125}, 5, 2)).containsExactly(5, 2, 2, 2);
  }

  @Test
  void shouldTakeNothingForTheLeastWhereNothingIsKnown() {
    assertThat(least(2, new long[0])).containsExactly(0, 0);
    assertThat(least(2, new long[] {300}, 7)).containsExactly(0, 0);
  }

  private Accumulation accumulation(int size, double each) {
    long[] times = new long[size];
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      times[i] = 400L * i / size;
      values[i] = each * i;
    }
    trace.series(Quantity.EVENTS, 0, new long[] {0}, 0);
    trace.series(Quantity.MAILBOX, 1, times, values);
    return Accumulation.of(
        trace.series(new SeriesId(Quantity.MAILBOX, 1), 0, 900, 1000), new WorkClock(trace));
  }

  @Test
  void shouldJudgeWhatIsCountedFrom150On() {
    assertThat(accumulation(150, 2).growing()).isTrue();
    assertThat(accumulation(149, 2)).isEqualTo(new Accumulation(false, 0, 0));
    assertThat(accumulation(1280, 0.1345).growing()).as("from part to part").isTrue();
    assertThat(accumulation(1280, 0.1345).count()).isEqualTo(169);
    assertThat(accumulation(1280, 0.134).growing()).as("less than 150 more").isFalse();
  }
}
