// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What trends are computed with: against tables, and against the definitions, word for word. */
final class StatisticsTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0.5",
    "0.1, 0.5398278",
    "0.5, 0.6914625",
    "1, 0.8413447",
    "1.5, 0.9331928",
    "1.959964, 0.975",
    "2.5, 0.9937903",
    "4, 0.9999683",
    "-0.5, 0.3085375",
    "-1, 0.1586553",
    "-3, 0.0013499"
  })
  void shouldGiveTheNormalDistributionOfTheTables(double z, double probability) {
    assertThat(MannKendall.normal(z)).isCloseTo(probability, within(1e-7));
  }

  private static double[] random(Random random, int size, int bound) {
    return IntStream.range(0, size).mapToDouble(i -> random.nextInt(bound)).toArray();
  }

  /** Kendall's score and its variance, from how often each value comes. */
  private static double certainty(double[] values) {
    long score = 0;
    for (int later = 0; later < values.length; later++) {
      for (int earlier = 0; earlier < later; earlier++) {
        score += Double.compare(values[later], values[earlier]);
      }
    }
    Map<Double, Long> ties =
        Arrays.stream(values)
            .boxed()
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    double n = values.length;
    double variance = n * (n - 1) * (2 * n + 5);
    for (double t : ties.values()) {
      variance -= t * (t - 1) * (2 * t + 5);
    }
    boolean rises = score > 0 && variance > 0;
    return rises ? MannKendall.normal((score - 1) / Math.sqrt(variance / 18)) : 0;
  }

  @Test
  void shouldTakeTheCertaintyOfARiseFromItsDefinition() {
    Random random = new Random(11);
    for (int round = 0; round < 2000; round++) {
      double[] values = random(random, random.nextInt(14), 1 + random.nextInt(9));
      assertThat(MannKendall.certainty(values))
          .as("%s", Arrays.toString(values))
          .isCloseTo(certainty(values), within(1e-12));
    }
  }

  @Test
  void shouldBeCertainOfARiseAndOfNothingElse() {
    double[] rising = IntStream.range(0, 50).asDoubleStream().toArray();
    assertThat(MannKendall.certainty(rising)).isGreaterThan(0.999999);
    assertThat(MannKendall.certainty(DoubleStream.of(rising).map(x -> -x).toArray())).isZero();
    assertThat(MannKendall.certainty(new double[] {7, 7, 7, 7})).isZero();
    assertThat(MannKendall.certainty(new double[] {1, 2}))
        .as("score 1")
        .isCloseTo(0.5, within(1e-7));
  }

  private static double median(double[] sorted) {
    int n = sorted.length;
    return n == 0 ? 0 : 0.5 * sorted[(n - 1) / 2] + 0.5 * sorted[n / 2];
  }

  @Test
  void shouldTakeTheMedianOfTheSlopesOfAllPairs() {
    Random random = new Random(12);
    for (int round = 0; round < 1000; round++) {
      int size = random.nextInt(9);
      double[] x = random(random, size, 6);
      double[] y = random(random, size, 50);
      double[] slopes =
          IntStream.range(0, size * size)
              .filter(pair -> pair / size < pair % size && x[pair / size] != x[pair % size])
              .mapToDouble(
                  pair -> (y[pair / size] - y[pair % size]) / (x[pair / size] - x[pair % size]))
              .sorted()
              .toArray();
      assertThat(TheilSen.slope(x, y)).isCloseTo(median(slopes), within(1e-12));
    }
  }

  @Test
  void shouldTakeTheMiddleOfAsManyNumbersAsAreMeant() {
    double[] values = {1, 2, 4, 8, 16};
    assertThat(TheilSen.middle(values, 0)).isZero();
    assertThat(TheilSen.middle(values, 1)).isEqualTo(1);
    assertThat(TheilSen.middle(values, 2)).isEqualTo(1.5);
    assertThat(TheilSen.middle(values, 3)).isEqualTo(2);
    assertThat(TheilSen.middle(values, 4)).isEqualTo(3);
    assertThat(TheilSen.middle(values, 5)).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "64, 0", "128, 0.05", "65536, 0.5", "67108864, 1", "134217728, 1"})
  void shouldRankBytesByHowOftenTheyDouble(double bytes, double severity) {
    assertThat(Severity.ofBytes(bytes)).isCloseTo(severity, within(1e-12));
    assertThat(Severity.ofCount((long) bytes / 64)).isCloseTo(severity, within(1e-12));
  }
}
