// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.paint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.UniqueElements;
import org.lokoscope.store.Series;
import org.lokoscope.store.SeriesId;

class GraphPainterTest {

  @Property
  void shouldReadTheLastPointAtOrBeforeAMoment(
      @ForAll @UniqueElements List<@LongRange(min = 0, max = 100) Long> times,
      @ForAll @LongRange(min = 0, max = 110) long moment) {
    long[] sorted = times.stream().mapToLong(Long::longValue).sorted().toArray();
    double[] values = new double[sorted.length];
    double expected = Double.NaN;
    for (int i = 0; i < sorted.length; i++) {
      values[i] = i * 3;
      expected = sorted[i] <= moment ? values[i] : expected;
    }
    Series series =
        new Series(new SeriesId(SeriesId.Quantity.TIMERS, 0), sorted, values, values, values);
    assertThat(GraphPainter.valueAt(series, moment)).isEqualTo(Double.valueOf(expected));
  }
}
