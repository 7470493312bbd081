// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.viewport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ViewportTest {

  private static final long HOUR = 3_600_000_000_000L;

  /** A gesture: zoom by a factor at a part of the width, or pan by a part of it. */
  record Gesture(boolean zoom, double place, double amount) {

    Viewport on(Viewport window) {
      double x = place * window.width();
      return zoom ? window.zoomed(x, amount) : window.panned((amount - 1) * window.width());
    }
  }

  @Provide
  Arbitrary<List<Gesture>> gestures() {
    return Combinators.combine(
            Arbitraries.of(true, false),
            Arbitraries.doubles().between(0, 1),
            Arbitraries.doubles().between(0.2, 5))
        .as(Gesture::new)
        .list()
        .ofMaxSize(60);
  }

  @Property
  void shouldNeverLeaveTheLimits(
      @ForAll("gestures") List<Gesture> gestures,
      @ForAll @LongRange(min = 1, max = HOUR) long end) {
    Viewport window = Viewport.fit(end, 800);
    for (Gesture gesture : gestures) {
      window = gesture.on(window);
      assertThat(window.from()).isGreaterThanOrEqualTo(window.lowest() - 1e-3);
      assertThat(window.to()).isLessThanOrEqualTo(window.highest() + 1e-3);
      assertThat(window.span())
          .isBetween(Math.min(200.0, end), window.highest() - window.lowest() + 1e-3);
    }
  }

  @Property
  void shouldAgreeWithExactArithmetic(
      @ForAll("gestures") List<Gesture> gestures,
      @ForAll @DoubleRange(min = 0, max = 800) double x) {
    Viewport window = Viewport.fit(HOUR, 800);
    for (Gesture gesture : gestures) {
      window = gesture.on(window);
    }
    BigDecimal exact =
        new BigDecimal(window.from())
            .add(
                new BigDecimal(x)
                    .multiply(new BigDecimal(window.span()))
                    .divide(new BigDecimal(window.width()), MathContext.DECIMAL128));
    assertThat(window.time(x)).isCloseTo(exact.doubleValue(), within(1e-2));
    assertThat(window.x(window.time(x))).isCloseTo(x, within(0.01));
  }

  @Property
  void shouldKeepTheMomentUnderTheCursorWhenZooming(
      @ForAll @DoubleRange(min = 100, max = 700) double x,
      @ForAll @DoubleRange(min = 1.01, max = 50) double factor) {
    Viewport window = Viewport.fit(HOUR, 800);
    Viewport near = window.zoomed(x, factor);
    assertThat(near.x(window.time(x))).isCloseTo(x, within(1e-6));
  }

  @Test
  void shouldNotDriftWhenZoomedInAndOutAThousandTimes() {
    Viewport start = Viewport.fit(HOUR, 1000).zoomed(500, 1e9);
    Viewport window = start;
    for (int i = 0; i < 1000; i++) {
      window = window.zoomed(333, 1 / 1.7).zoomed(333, 1.7);
    }
    assertThat(window.x(start.time(333))).isCloseTo(333, within(0.5));
  }

  @Test
  void shouldFitARangeWithRoomAtBothSides() {
    Viewport window = Viewport.fit(1_000_000, 500).showing(new TimeRange(200_000, 300_000));
    assertThat(window.x(200_000)).isBetween(20.0, 60.0);
    assertThat(window.x(300_000)).isBetween(440.0, 480.0);
  }

  @Test
  void shouldShowTheWholeRunAfterAnyGesture() {
    Viewport window = Viewport.fit(1_000_000, 500);
    assertThat(window.zoomed(10, 40).panned(90).all()).isEqualTo(window);
  }

  @Test
  void shouldMoveNoMoreThanNeededToRevealAMoment() {
    Viewport window = Viewport.fit(1_000_000, 500).exactly(new TimeRange(100_000, 200_000));
    assertThat(window.revealing(150_000)).isEqualTo(window);
    assertThat(window.revealing(250_000).x(250_000)).isCloseTo(450, within(1e-6));
    assertThat(window.revealing(50_000).x(50_000)).isCloseTo(50, within(1e-6));
  }

  /** A run that is recorded becomes longer while somebody looks. */
  @Test
  void shouldStayWhereItIsWhenTheRunGrowsUnlessTheEndIsWanted() {
    Viewport part = Viewport.fit(1_000_000, 500).exactly(new TimeRange(200_000, 400_000));
    Viewport grown = part.grown(3_000_000);
    assertThat(grown.from()).isEqualTo(part.from());
    assertThat(grown.span()).isEqualTo(part.span());
    assertThat(grown.showsAll()).isFalse();
    assertThat(grown.atEnd().span()).isEqualTo(part.span());
    assertThat(grown.atEnd().to()).isEqualTo(grown.highest()).isGreaterThan(3_000_000);
    assertThat(grown.all()).isEqualTo(Viewport.fit(3_000_000, 500));
    assertThat(grown.all().showsAll()).isTrue();
  }
}
