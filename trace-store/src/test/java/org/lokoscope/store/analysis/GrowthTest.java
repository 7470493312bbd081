package org.lokoscope.store.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.LongStream;
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
}
