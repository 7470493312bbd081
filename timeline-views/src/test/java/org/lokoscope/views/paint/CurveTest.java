// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.paint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CurveTest {

  /** Lengths of the strokes of a dashed line to the right. */
  private static List<Double> dashes(double... xs) {
    Curve curve = new Curve(xs.length);
    for (double x : xs) {
      curve.add(x, 3);
    }
    List<Double> lengths = new ArrayList<>();
    curve.dash(
        new RecordingSurface() {
          @Override
          public void strokePath(
              double[] atX, double[] atY, int count, double thickness, int colour) {
            lengths.add(atX[1] - atX[0]);
          }
        },
        1,
        -1);
    return lengths;
  }

  /** Of an arrow over half the window each sixteenth was a dash or a gap. */
  @Test
  void shouldDashInPiecesOfOneLength() {
    assertThat(dashes(0, 100)).hasSize(10).allMatch(length -> Math.abs(length - 5) < 1e-6);
    assertThat(dashes(0, 2.5, 5, 10, 15)).containsExactly(2.5, 2.5, 5.0);
  }

  @Test
  void shouldDrawFewPiecesOfWhatReachesFarOutOfSight() {
    assertThat(dashes(0, 1e9)).hasSizeBetween(150, 250);
  }
}
