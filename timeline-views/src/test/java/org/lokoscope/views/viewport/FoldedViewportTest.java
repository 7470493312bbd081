// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.viewport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

/** A window on a run of which stretches are folded. */
class FoldedViewportTest {

  private static final long END = 10_000_000_000L;

  @Provide
  Arbitrary<Viewport> windows() {
    return Arbitraries.integers()
        .map(seed -> Viewport.fit(END, 800).folding(TimeAxisTest.folds(seed)));
  }

  private static void inLimits(Viewport window) {
    assertThat(window.from()).isGreaterThanOrEqualTo(window.lowest() - 1e-3);
    assertThat(window.to()).isLessThanOrEqualTo(window.highest() + 1);
    assertThat(window.span()).isGreaterThan(100);
  }

  @Property
  void shouldStayInTheLimitsAndKeepTheMomentUnderTheCursor(
      @ForAll("windows") Viewport start,
      @ForAll @DoubleRange(min = 0, max = 800) double x,
      @ForAll @DoubleRange(min = 1.01, max = 1e6) double factor) {
    inLimits(start);
    assertThat(start.showsAll()).isTrue();
    Viewport near = start.zoomed(x, factor);
    inLimits(near);
    if (near.from() > near.lowest() && near.to() < near.highest() - 1) {
      assertThat(near.x(start.time(x))).isCloseTo(x, within(0.5));
    }
    inLimits(near.panned(300));
    assertThat(near.all().x(0)).isCloseTo(start.x(0), within(1e-6));
  }

  @Property
  void shouldDrawFoldsNarrowAtEachZoom(
      @ForAll("windows") Viewport start,
      @ForAll @DoubleRange(min = 0, max = 800) double x,
      @ForAll @DoubleRange(min = 1, max = 1e6) double factor) {
    Viewport near = start.zoomed(x, factor);
    double all = 0;
    for (TimeRange fold : near.axis().folds()) {
      double width = near.x(fold.to()) - near.x(fold.from());
      assertThat(width).isBetween(0.0, Viewport.GAP + 1e-3);
      all += near.equals(start) ? width : 0;
    }
    assertThat(all).as("as much room as what is not folded").isLessThan(401);
  }

  @Property
  void shouldComeBackFromThePixelToTheTime(
      @ForAll("windows") Viewport start, @ForAll @DoubleRange(min = 0, max = 800) double x) {
    assertThat(start.x(start.time(x))).isCloseTo(x, within(0.01));
  }

  @Property
  void shouldShowExactlyARange(
      @ForAll("windows") Viewport start,
      @ForAll @DoubleRange(min = 0, max = 0.5) double begin,
      @ForAll @DoubleRange(min = 0.01, max = 0.4) double length) {
    TimeRange range =
        new TimeRange((long) (begin * END), (long) (begin * END) + (long) (length * END));
    Viewport window = start.exactly(range);
    if (window.span() > Viewport.MIN_SPAN) {
      assertThat(window.x(range.from())).isCloseTo(0, within(0.5));
      assertThat(window.x(range.to())).isCloseTo(800, within(0.5));
    }
  }

  @Test
  void shouldBeTheOldWindowWhenNothingIsFolded() {
    Viewport plain = Viewport.fit(END, 800);
    Viewport part = plain.exactly(new TimeRange(1_000_000, 5_000_000));
    assertThat(part.folding(List.of())).isSameAs(part);
    List<TimeRange> folds = List.of(new TimeRange(2_000_000_000L, 9_000_000_000L));
    assertThat(plain.folding(folds)).isNotEqualTo(plain);
    assertThat(plain.folding(folds).folding(List.of())).isEqualTo(plain);
  }

  @Test
  void shouldShowTheSameTimeBeforeAndAfterFolding() {
    Viewport plain = Viewport.fit(END, 800).exactly(new TimeRange(1_000_000_000L, END));
    Viewport folded = plain.folding(List.of(new TimeRange(2_000_000_000L, 9_000_000_000L)));
    assertThat(folded.from()).isCloseTo(1e9, within(1.0));
    assertThat(folded.to()).isCloseTo(1e10, within(1e6));
    assertThat(folded.x(2e9)).isCloseTo(393, within(1.0));
    assertThat(folded.x(9e9)).isCloseTo(407, within(1.0));
  }

  @Test
  void shouldShowAllWhenWhatWasLookedAtIsFoldedAway() {
    Viewport empty = Viewport.fit(END, 800).exactly(new TimeRange(3_000_000_000L, 4_000_000_000L));
    assertThat(empty.folding(List.of(new TimeRange(2_000_000_000L, 9_000_000_000L))).showsAll())
        .isTrue();
  }

  @Test
  void shouldKeepItsBeginWhenThePaneGetsWiderOrTheRunLonger() {
    List<TimeRange> folds = List.of(new TimeRange(2_000_000_000L, 9_000_000_000L));
    Viewport window =
        Viewport.fit(END, 800).folding(folds).exactly(new TimeRange(1_500_000_000L, END));
    assertThat(window.resized(1200).from()).isCloseTo(1.5e9, within(1.0));
    assertThat(window.grown(2 * END).from()).isCloseTo(1.5e9, within(1.0));
    assertThat(window.all().resized(1200).showsAll()).isTrue();
  }

  /** The labels on the ruler are the times of the places at which they stand. */
  @Property
  void shouldLabelTheRulerWithTheTimesThatStandThere(
      @ForAll("windows") Viewport start, @ForAll @DoubleRange(min = 1, max = 1e5) double factor) {
    Viewport window = start.zoomed(400, factor);
    Ruler ruler = Ruler.of(window, 104);
    List<Ruler.Tick> labelled = new ArrayList<>();
    double before = Double.NEGATIVE_INFINITY;
    for (Ruler.Tick tick : ruler.ticks()) {
      assertThat(tick.time()).isGreaterThanOrEqualTo(before);
      before = tick.time();
      TimeRange fold = window.axis().foldAt(tick.time());
      assertThat(fold == null || fold.from() == (long) tick.time()).isTrue();
      if (tick.major()) {
        labelled.add(tick);
      }
    }
    assertThat(ruler.ticks()).hasSizeLessThan(800);
    if (window.axis().folds().stream()
        .anyMatch(fold -> fold.from() < window.to() && fold.to() > window.from())) {
      assertThat(ruler.base()).isZero();
      for (Ruler.Tick tick : labelled) {
        assertThat(nanos(tick.label())).isCloseTo(tick.time(), within(ruler.step()));
      }
    }
  }

  private static double nanos(String label) {
    String[] parts = label.split(" ");
    String unit = parts[parts.length - 1];
    double number =
        Double.parseDouble(
            label.substring(0, label.length() - unit.length()).replaceAll("[^0-9.]", ""));
    return number
        * switch (unit) {
          case "ns" -> 1;
          case "µs" -> 1e3;
          case "ms" -> 1e6;
          default -> 1e9;
        };
  }
}
