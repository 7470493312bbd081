// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.viewport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class RulerTest {

  @Property
  void shouldPlaceDistinctLabelsFarEnoughApart(
      @ForAll @LongRange(min = 1000, max = 10_000_000_000_000L) long end,
      @ForAll @DoubleRange(min = 0, max = 1) double place,
      @ForAll @DoubleRange(min = 1, max = 1e8) double zoom) {
    Viewport window = Viewport.fit(end, 900).zoomed(place * 900, zoom);
    Ruler ruler = Ruler.of(window, 100);
    List<Ruler.Tick> labelled = ruler.ticks().stream().filter(Ruler.Tick::major).toList();
    assertThat(labelled).hasSizeLessThanOrEqualTo(10);
    assertThat(labelled.stream().map(Ruler.Tick::label)).doesNotHaveDuplicates();
    for (int i = 1; i < labelled.size(); i++) {
      double apart = window.x(labelled.get(i).time()) - window.x(labelled.get(i - 1).time());
      assertThat(apart).isGreaterThanOrEqualTo(99.9);
    }
  }

  @Test
  void shouldLabelInTheUnitOfTheStep() {
    Viewport window = Viewport.fit(400_000_000, 1000);
    assertThat(labels(Ruler.of(window, 100)))
        .startsWith("0 ms", "50 ms", "100 ms")
        .endsWith("400 ms");
  }

  /** The ruler used to say 1 500 ms where the playhead said 1.5 s. */
  @Test
  void shouldLabelInSecondsOnceTheRunIsOneLong() {
    Viewport window = Viewport.fit(1_850_000_000, 1000);
    assertThat(labels(Ruler.of(window, 200))).containsExactly("0.0 s", "0.5 s", "1.0 s", "1.5 s");
  }

  @Test
  void shouldCountFromABaseDeepInsideALongRun() {
    Viewport window =
        Viewport.fit(60_000_000_000L, 1000)
            .exactly(new TimeRange(12_345_000_000L, 12_345_100_000L));
    Ruler ruler = Ruler.of(window, 100);
    assertThat(ruler.baseLabel()).isEqualTo("12.345000 s");
    assertThat(labels(ruler)).startsWith("+0 µs", "+10 µs", "+20 µs");
  }

  private static List<String> labels(Ruler ruler) {
    return ruler.ticks().stream().filter(Ruler.Tick::major).map(Ruler.Tick::label).toList();
  }
}
