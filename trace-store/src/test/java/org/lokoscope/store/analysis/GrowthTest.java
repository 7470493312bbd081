// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.lokoscope.store.GrowthPoint;

class GrowthTest {

  private static GrowthPoint point(long resume, long words) {
    return new GrowthPoint(resume * 1000, resume, 1, words, 0, 1, 0);
  }

  @Test
  void shouldFollowTheLineThatMostPointsLieOn() {
    List<GrowthPoint> points =
        LongStream.range(0, 1000)
            .mapToObj(i -> point(i, i % 9 == 0 ? 90_000 : 50 + 6 * i))
            .toList();
    Growth growth = Growth.of(points);
    assertThat(growth.slope()).isCloseTo(6, within(0.2));
    assertThat(growth.at(500)).isCloseTo(3050, within(100.0));
  }

  @Test
  void shouldBeFlatWithoutEnoughPoints() {
    assertThat(Growth.of(List.of()).slope()).isZero();
    assertThat(Growth.of(List.of(point(1, 70))).at(9)).isEqualTo(70);
  }

  private static List<GrowthPoint> points(int size, IntToLongFunction own) {
    return IntStream.range(0, size).mapToObj(i -> point(i, own.applyAsLong(i))).toList();
  }

  @Test
  void shouldNotLayToAFiberWhatLiesBelowIt() {
    Growth below =
        Growth.of(
            IntStream.range(0, 100)
                .mapToObj(i -> new GrowthPoint(i, i, 1, 70 + 6L * i, 6L * i, 1, 0))
                .toList());
    assertThat(below.isGrowing()).isFalse();
    assertThat(below.slope()).isZero();
    Growth own =
        Growth.of(
            IntStream.range(0, 100)
                .mapToObj(i -> new GrowthPoint(i, i, 1, 2000 + 2L * i, 2000 - 4L * i, 1, 0))
                .toList());
    assertThat(own.isGrowing()).isTrue();
    assertThat(own.slope()).isEqualTo(6);
    assertThat(own.rise()).isEqualTo(6 * 99);
  }

  @Test
  void shouldDrawTheLineThroughTheMiddlePoint() {
    Growth growth = Growth.of(points(11, i -> i == 5 ? 90_000 : 100 + 6L * i));
    assertThat(growth.slope()).isEqualTo(6);
    assertThat(growth.at(0)).isEqualTo(100);
    assertThat(growth.at(10)).isEqualTo(160);
    assertThat(growth.isEmpty()).isFalse();
    assertThat(Growth.of(List.of()).isEmpty()).isTrue();
  }

  @Test
  void shouldGrowByNothingWhenItIsSteadyAndByWhatIsSeenWhenThatIsLittle() {
    assertThat(Growth.of(points(100, i -> 50 + i / 10)).slope()).as("steady").isZero();
    assertThat(Growth.of(points(3, i -> 50 + 6L * i)).slope()).as("few").isEqualTo(6);
    assertThat(Growth.of(points(7, i -> 50 + 6L * i)).words().judged()).isFalse();
    assertThat(Growth.of(points(7, i -> 50 + 6L * i)).isGrowing()).isTrue();
    assertThat(Growth.of(points(8, i -> 50 + 6L * i)).words().judged()).isTrue();
  }

  @Test
  void shouldTakeEverySoManyPointsWhenThereAreTooMany() {
    assertThat(Growth.of(points(300, i -> i)).points()).hasSize(300);
    Growth growth = Growth.of(points(601, i -> 6L * i));
    assertThat(growth.points()).hasSize(201);
    assertThat(growth.points()).extracting(GrowthPoint::resume).startsWith(0L, 3L, 6L);
    assertThat(growth.rise()).isEqualTo(3600);
  }

  /** A worker that ends, hands over its result and is gone. */
  @Test
  void shouldJudgeALoopThatHasEndedByItself() {
    Growth growth = Growth.of(points(100, i -> i < 95 ? 50 + 6L * i : 40));
    assertThat(growth.isGrowing()).isTrue();
    assertThat(growth.hasEnded()).isTrue();
    assertThat(growth.judged()).hasSize(95);
    assertThat(growth.points()).hasSize(100);
    assertThat(growth.slope()).isEqualTo(6);
    assertThat(growth.rise()).isEqualTo(6 * 94);
    Growth goesOn = Growth.of(points(100, i -> i < 94 ? 50 + 6L * i : 40));
    assertThat(goesOn.isGrowing()).as("seen too often after it").isFalse();
    assertThat(goesOn.hasEnded()).isFalse();
  }

  @Test
  void shouldTakeTheLastOfTheLargestPointsForTheEndOfALoop() {
    Growth growth = Growth.of(points(100, i -> i < 95 ? 50 + 6L * Math.min(i, 90) : 40));
    assertThat(growth.hasEnded()).isTrue();
    assertThat(growth.judged()).hasSize(95);
    assertThat(Growth.of(points(100, i -> 50 + 6L * i)).hasEnded()).isFalse();
  }

  private static Growth late(int steady, int size) {
    return Growth.of(points(size, i -> 50 + 6L * Math.max(0, i - steady + 1)));
  }

  @Test
  void shouldJudgeALateLoopFromAHundredPointsOn() {
    Growth growth = late(151, 250);
    assertThat(growth.isGrowing()).isTrue();
    assertThat(growth.hasEnded()).isFalse();
    assertThat(growth.judged()).hasSize(100);
    assertThat(growth.judged().getFirst().resume()).as("the last steady one").isEqualTo(150);
    assertThat(growth.slope()).isEqualTo(6);
    assertThat(late(152, 250).isGrowing()).isFalse();
    assertThat(late(152, 250).judged()).hasSize(250);
  }

  @Test
  void shouldJudgeALateLoopThatHasEnded() {
    Growth growth = Growth.of(points(275, i -> i < 270 ? 50 + 6L * Math.max(0, i - 149) : 50));
    assertThat(growth.isGrowing()).isTrue();
    assertThat(growth.hasEnded()).isTrue();
    assertThat(growth.judged().getFirst().resume()).isEqualTo(149);
    assertThat(growth.judged().getLast().resume()).isEqualTo(269);
  }

  @Test
  void shouldAskOfALateLoopThatItRisesAboveTheFirstHalf() {
    assertThat(risingLate(32).isGrowing()).isTrue();
    assertThat(risingLate(31).isGrowing()).isFalse();
    Growth before = Growth.of(points(270, i -> i == 60 ? 900 : 50 + 6L * Math.max(0, i - 149)));
    assertThat(before.isGrowing()).as("it has been larger").isFalse();
  }

  private static Growth risingLate(int rise) {
    return Growth.of(points(270, i -> 50 + Math.ceilDiv(rise * Math.max(0L, i - 149), 120)));
  }

  @Test
  void shouldLookAtEachPointOfALateLoopThatIsShortForTheRun() {
    FakeTrace trace = new FakeTrace();
    trace.growth.put(7L, points(3000, i -> 50 + 6L * Math.max(0, i - 2800)));
    Growth growth = Growth.of(trace, 7);
    assertThat(growth.isGrowing()).isTrue();
    assertThat(growth.slope()).isEqualTo(6);
    assertThat(growth.judged()).hasSizeBetween(200, 211);
    assertThat(growth.judged().getFirst().resume()).isBetween(2789L, 2800L);
    assertThat(growth.judged().getLast().resume()).isEqualTo(2999);
    assertThat(growth.points()).as("what is drawn").hasSize(300);
  }

  /** Whatever went before it, with whatever ups and downs. */
  @Property(tries = 60)
  void shouldSeeALoopOfTwoHundredTurnsWhereverItBegins(
      @ForAll @IntRange(max = 20_000) int steady, @ForAll @IntRange(max = 60) int swing) {
    FakeTrace trace = new FakeTrace();
    trace.growth.put(
        7L,
        points(
            steady + 200, i -> i < steady ? 50 + i * 7919L % (swing + 1) : 50 + 4L * (i - steady)));
    assertThat(Growth.of(trace, 7).isGrowing()).isTrue();
  }
}
