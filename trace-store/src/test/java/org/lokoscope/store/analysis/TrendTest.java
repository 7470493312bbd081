// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TrendTest {

  private static Trend of(int points, IntToDoubleFunction value) {
    double[] x = IntStream.range(0, points).asDoubleStream().toArray();
    double[] y = IntStream.range(0, points).mapToDouble(value).toArray();
    return Trend.of(x, y, 16);
  }

  @Test
  void shouldFindTheSlopeThoughAQuarterOfThePointsIsWild() {
    Random random = new Random(3);
    double[] x = IntStream.range(0, 200).asDoubleStream().toArray();
    double[] y = new double[200];
    for (int i = 0; i < y.length; i++) {
      y[i] = random.nextInt(4) == 0 ? random.nextDouble() * 1e6 : 7 + 6 * i;
    }
    assertThat(TheilSen.slope(x, y)).isCloseTo(6, within(0.5));
  }

  @Test
  void shouldCallSteadyGrowthALeakFromEightResumesOn() {
    assertThat(of(7, i -> 6 * i).judged()).isFalse();
    assertThat(of(8, i -> 6 * i).growing()).isTrue();
    Trend long300 = of(300, i -> 20 + 6 * i);
    assertThat(long300.growing()).isTrue();
    assertThat(long300.slope()).isEqualTo(6);
    assertThat(long300.confidence()).isGreaterThan(0.95);
  }

  @Test
  void shouldCallGrowthALeakThoughItIsSlowOrNoisyOrLate() {
    Random random = new Random(5);
    assertThat(of(300, i -> Math.floorDiv(i, 10)).growing()).as("slow").isTrue();
    assertThat(of(300, i -> 6 * i + random.nextInt(100)).growing()).as("noisy").isTrue();
    assertThat(of(300, i -> 4 * i + 200 * (i % 7)).growing()).as("under a recursion").isTrue();
    assertThat(of(300, i -> i < 140 ? 20 : 6 * (i - 140)).growing()).as("late").isTrue();
  }

  @Test
  void shouldCallWhatComesBackOrComesToRestSteady() {
    Random random = new Random(6);
    assertThat(of(300, i -> 50).growing()).as("constant").isFalse();
    assertThat(of(300, i -> 50 + random.nextInt(500)).growing()).as("noise").isFalse();
    assertThat(of(300, i -> i < 150 ? 6 * i : 6 * (300 - i)).growing()).as("recursion").isFalse();
    assertThat(of(300, i -> 6 * (i % 50)).growing()).as("saw").isFalse();
    assertThat(of(300, i -> 6 * (i % 290)).growing()).as("saw that fell at the end").isFalse();
    assertThat(of(300, i -> Math.min(i, 60) * 20).growing()).as("warm-up").isFalse();
    assertThat(of(300, i -> Math.min(i, 200) * 20).growing()).as("long warm-up").isFalse();
    assertThat(of(300, i -> 100 * Math.log(1 + i * 10)).growing()).as("logarithm").isFalse();
    assertThat(of(300, i -> Integer.bitCount(i) * 30).growing()).as("tree walk").isFalse();
    assertThat(of(300, i -> Math.floorDiv(i, 30)).growing())
        .as("less than a frame or two")
        .isFalse();
  }

  @Test
  void shouldNotBeFooledByRandomWalksThatAreBounded() {
    int alarms = 0;
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      double[] depth = {0};
      Trend trend =
          of(
              300,
              i -> {
                depth[0] = Math.clamp(depth[0] + random.nextInt(7) - 3, 0, 12);
                return 20 + 8 * depth[0];
              });
      alarms += trend.growing() ? 1 : 0;
    }
    assertThat(alarms).isZero();
  }

  /** Sixteen points: two to each of eight windows. */
  private static Trend steps(double... least) {
    return of(2 * least.length, i -> least[i / 2]);
  }

  @Test
  void shouldAskForTheWholeRiseAndNoMore() {
    assertThat(steps(0, 2, 4, 6, 8, 10, 12, 16).growing()).isTrue();
    assertThat(steps(0, 2, 4, 6, 8, 10, 12, 15.9).growing()).isFalse();
    assertThat(steps(50, 52, 54, 56, 58, 60, 62, 65).growing()).as("from 50").isFalse();
  }

  @Test
  void shouldForgiveAFallByATenthOfTheRise() {
    assertThat(steps(10, 20, 10, 30, 50, 70, 90, 110).growing()).isTrue();
    assertThat(steps(10, 20, 9.9, 30, 50, 70, 90, 110).growing()).isFalse();
    assertThat(steps(20, 10, 20, 30, 50, 70, 90, 120).growing()).as("the first window").isTrue();
    assertThat(steps(20, 9.9, 20, 30, 50, 70, 90, 120).growing()).isFalse();
    assertThat(steps(0, 60, 40, 50, 70, 80, 90, 100).growing()).as("rises at the end").isFalse();
  }

  @Test
  void shouldAskForARiseInEachWindowOfTheSecondHalf() {
    assertThat(steps(0, 0, 0, 0, 20, 40, 60, 80).growing()).isTrue();
    assertThat(steps(0, 0, 0, 0, 0, 40, 60, 80).growing()).as("the fifth").isFalse();
    assertThat(steps(0, 20, 40, 50, 60, 70, 80, 80).growing()).as("the last").isFalse();
  }

  /** In the second half, 4 of the 7 steps, it must rise by a quarter of what is its share: 14 %. */
  @Test
  void shouldCallWhatRisesLessAndLessSteady() {
    assertThat(steps(0, 200, 400, 600, 625, 650, 675, 700).growing()).isTrue();
    assertThat(steps(0, 200, 400, 601, 625, 650, 675, 700).growing()).isFalse();
  }

  /** Fewer than 16 points are cut into four windows. */
  @Test
  void shouldJudgeFewPointsInWiderWindows() {
    double[] values = {0, 1, 9, 8, 20, 19, 30, 29, 40, 39, 50, 49, 60, 59, 70};
    assertThat(of(15, i -> values[i]).growing()).isTrue();
    assertThat(of(8, i -> i % 2 == 0 ? 10 * i : 10 * i - 19).growing()).isTrue();
    double[] bent = {0, 10, 20, 30, 40, 50, 60, 70, 80, 80, 80, 81, 82, 83, 84, 85};
    assertThat(of(16, i -> bent[i]).growing()).as("eight windows").isFalse();
  }

  @Test
  void shouldTakeTheSlopeFromBothEndsWhenMostPairsDoNotRise() {
    double[] x = IntStream.range(0, 160).mapToDouble(i -> 5 + 2 * i).toArray();
    double[] y = IntStream.range(0, 160).mapToDouble(i -> 1000 - i).toArray();
    for (int w = 0; w < 8; w++) {
      y[20 * w + 3] = w < 4 ? w : 20 * (w - 3);
    }
    assertThat(TheilSen.slope(x, y)).isNegative();
    Trend trend = Trend.of(x, y, 16);
    assertThat(trend.growing()).as("not sure").isFalse();
    assertThat(trend.slope()).isEqualTo(80.0 / (2 * 159));
  }

  @Test
  void shouldBeSurerTheMorePointsThereAreAndTheFewerFall() {
    assertThat(of(8, i -> 6 * i).confidence()).isCloseTo(0.8 * certainty(8), within(1e-9));
    assertThat(of(300, i -> 6 * i).confidence())
        .isCloseTo(300 / 302.0 * certainty(300), within(1e-9));
    double[] falling = new double[300];
    double[] x = new double[300];
    for (int i = 0; i < falling.length; i++) {
      x[i] = i;
      falling[i] = 10 * i - (i % 3 == 2 ? 15 : 0);
    }
    double up = (299.0 - 100) / 299;
    assertThat(Trend.of(x, falling, 16).confidence())
        .isCloseTo(MannKendall.certainty(falling) * (0.5 + 0.5 * up) * 300 / 302, within(1e-9));
  }

  private static double certainty(int rising) {
    return MannKendall.certainty(IntStream.range(0, rising).asDoubleStream().toArray());
  }

  private static Trend few(double... values) {
    double[] x = IntStream.range(0, values.length).mapToDouble(i -> 3 * i).toArray();
    return Trend.ofFew(x, values, 16);
  }

  @Test
  void shouldBelieveFewPointsOnlyIfEachIsHigherThanTheOneBefore() {
    Trend trend = few(100, 106, 112, 118);
    assertThat(trend.growing()).isTrue();
    assertThat(trend.judged()).isFalse();
    assertThat(trend.slope()).isEqualTo(2);
    assertThat(trend.confidence()).isEqualTo(3 / 8.0);
    assertThat(few(100, 106, 118).growing()).as("too few").isFalse();
    assertThat(few(100, 104, 108, 115).growing()).as("too little").isFalse();
    assertThat(few(100, 104, 108, 116).growing()).as("just enough").isTrue();
    assertThat(few(100, 110, 110, 120).growing()).as("not each").isFalse();
    assertThat(few(100, 99, 110, 120).growing()).as("not the second").isFalse();
    assertThat(few(100, 110, 121, 120).growing()).as("not the last").isFalse();
    assertThat(few().growing()).isFalse();
  }
}
