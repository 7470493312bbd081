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
}
