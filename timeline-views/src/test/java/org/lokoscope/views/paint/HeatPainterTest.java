// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.paint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.Progress;
import org.lokoscope.views.FakeTrace;
import org.lokoscope.views.statistics.Heat;
import org.lokoscope.views.statistics.Latencies;
import org.lokoscope.views.viewport.TimeRange;

class HeatPainterTest {

  private final FakeTrace trace = new FakeTrace();

  private Latencies measured() {
    return Latencies.of(
        trace,
        Latencies.Measure.RUNNING,
        List.of(LaneId.fiber(FakeTrace.LEAKING_FIBER)),
        new TimeRange(0, trace.end()),
        Progress.NONE);
  }

  @Test
  void shouldCountEachDurationWhenItBeganAndByItsLength() {
    Latencies found = measured();
    int sum = 0;
    for (int column = 0; column < Heat.COLUMNS; column++) {
      for (int row = 0; row < Heat.ROWS; row++) {
        sum += found.heat().count(column, row);
      }
    }
    assertThat(sum).isEqualTo(found.count()).isPositive();
    int longest = Heat.ROWS - 1;
    while (found.heat().begin(0) == 0 && rowIsEmpty(found.heat(), longest)) {
      longest--;
    }
    assertThat(found.percentile(1)).isBetween(Heat.from(longest), Heat.from(longest + 1));
  }

  private static boolean rowIsEmpty(Heat heat, int row) {
    for (int column = 0; column < Heat.COLUMNS; column++) {
      if (heat.count(column, row) > 0) {
        return false;
      }
    }
    return true;
  }

  @Test
  void shouldKnowTheColumnBelowAPixel() {
    RecordingSurface surface = new RecordingSurface();
    HeatPainter.paint(surface, measured().heat(), 100, 800, 200);
    assertThat(surface.texts()).contains("When they began");
    assertThat(HeatPainter.columnAt(10, 800)).isEqualTo(-1);
    assertThat(HeatPainter.columnAt(61, 800)).isZero();
    assertThat(HeatPainter.columnAt(787, 800)).isEqualTo(Heat.COLUMNS - 1);
    assertThat(HeatPainter.columnAt(795, 800)).isEqualTo(-1);
  }
}
