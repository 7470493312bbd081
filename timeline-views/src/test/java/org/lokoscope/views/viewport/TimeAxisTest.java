// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.viewport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TimeAxisTest {

  private static final long END = 10_000_000_000L;

  /** Up to 60 folds of all lengths, none touching another one. */
  static List<TimeRange> folds(int seed) {
    Random random = new Random(seed);
    List<TimeRange> folds = new ArrayList<>();
    int count = random.nextInt(60);
    long time = random.nextLong(1_000_000);
    for (int i = 0; i < count; i++) {
      long to = time + 1 + (long) Math.pow(10, random.nextDouble() * 8);
      folds.add(new TimeRange(time, to));
      time = to + 1 + (long) Math.pow(10, random.nextDouble() * 7);
    }
    return folds;
  }

  @Provide
  Arbitrary<Double> gaps() {
    return Arbitraries.doubles().between(0.01, 1e9);
  }

  /** How much of a time is not folded, and a gap for each fold: added up one by one. */
  private static double oracle(List<TimeRange> folds, double gap, double time) {
    double place = time;
    for (TimeRange fold : folds) {
      double width = Math.min(gap, fold.length());
      if (time >= fold.to()) {
        place += width - fold.length();
      } else if (time > fold.from()) {
        place += (time - fold.from()) * (width / fold.length() - 1);
      }
    }
    return place;
  }

  @Property
  void shouldPlaceTimesAsAddingUpDoes(
      @ForAll int seed,
      @ForAll("gaps") double gap,
      @ForAll @DoubleRange(min = -1e9, max = END) double time) {
    List<TimeRange> folds = folds(seed);
    TimeAxis axis = TimeAxis.of(folds).withGap(gap);
    double expected = folds.isEmpty() ? time : oracle(folds, gap, time);
    assertThat(axis.place(time)).isCloseTo(expected, within(1e-3));
  }

  @Property
  void shouldRise(
      @ForAll int seed,
      @ForAll("gaps") double gap,
      @ForAll @DoubleRange(min = -1e9, max = END) double one,
      @ForAll @DoubleRange(min = -1e9, max = END) double other) {
    TimeAxis axis = TimeAxis.of(folds(seed)).withGap(gap);
    double early = Math.min(one, other);
    double late = Math.max(one, other);
    assertThat(axis.place(early)).isLessThanOrEqualTo(axis.place(late));
    assertThat(axis.time(early)).isLessThanOrEqualTo(axis.time(late));
    assertThat(axis.place(late) - axis.place(early)).isLessThanOrEqualTo(late - early + 1e-3);
  }

  @Property
  void shouldComeBackFromThePlaceToTheTime(
      @ForAll int seed,
      @ForAll("gaps") double gap,
      @ForAll @DoubleRange(min = -1e9, max = END) double time) {
    TimeAxis axis = TimeAxis.of(folds(seed)).withGap(gap);
    // Within a fold a place stands for much time, of which a double has only so many digits.
    TimeRange fold = axis.foldAt(time);
    double grain = fold == null ? 1 : fold.length() / Math.min(fold.length(), gap);
    assertThat(axis.time(axis.place(time))).isCloseTo(time, within(1e-5 * grain + 1e-3));
    assertThat(axis.place(axis.time(time))).isCloseTo(time, within(1e-3));
  }

  @Property
  void shouldBeTheSameNumberWithoutFolds(@ForAll double time, @ForAll("gaps") double gap) {
    assertThat(TimeAxis.of(List.of()).withGap(gap)).isSameAs(TimeAxis.LINEAR);
    assertThat(TimeAxis.LINEAR.place(time)).isEqualTo(time);
    assertThat(TimeAxis.LINEAR.time(time)).isEqualTo(time);
  }

  @Property
  void shouldShowAllButTheFolds(
      @ForAll int seed,
      @ForAll @IntRange(min = 0, max = 1_000_000_000) int from,
      @ForAll @IntRange(min = 1, max = 1_000_000_000) int length) {
    List<TimeRange> folds = folds(seed);
    TimeRange range = new TimeRange(from, (long) from + length);
    List<TimeRange> shown = TimeAxis.of(folds).shown(range);
    long sum = 0;
    for (TimeRange fold : folds) {
      sum += Math.max(0, Math.min(fold.to(), range.to()) - Math.max(fold.from(), range.from()));
    }
    assertThat(shown.stream().mapToLong(TimeRange::length).sum()).isEqualTo(length - sum);
    long before = from;
    for (TimeRange part : shown) {
      assertThat(part.from()).isGreaterThanOrEqualTo(before);
      assertThat(range.covers(part)).isTrue();
      assertThat(folds).noneMatch(fold -> fold.from() < part.to() && part.from() < fold.to());
      before = part.to();
    }
  }

  @Test
  void shouldTakeNoFoldsThatTouchOrAreOutOfOrder() {
    TimeRange one = new TimeRange(10, 20);
    for (TimeRange next : List.of(new TimeRange(20, 30), new TimeRange(5, 7), one)) {
      assertThatThrownBy(() -> TimeAxis.of(List.of(one, next)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("out of order");
    }
  }
}
