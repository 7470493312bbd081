// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.paint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lokoscope.store.LaneState;

class PaletteTest {

  /** Sees as someone without the long-wave (red) cones does; after Viénot, Brettel and Mollon. */
  private static double[] withoutRedCones(int argb) {
    double r = Math.pow(((argb >> 16) & 0xff) / 255.0, 2.2);
    double g = Math.pow(((argb >> 8) & 0xff) / 255.0, 2.2);
    double b = Math.pow((argb & 0xff) / 255.0, 2.2);
    double yellow = 0.11238 * r + 0.88762 * g;
    double blue = 0.00401 * r - 0.00401 * g + b;
    return new double[] {
      255 * Math.pow(yellow, 1 / 2.2), 255 * Math.pow(Math.max(0, blue), 1 / 2.2)
    };
  }

  @Test
  void shouldTellRunningReadyAndEachKindOfWaitingApartWithoutRedCones() {
    List<LaneState> states = new ArrayList<>(List.of(LaneState.values()));
    states.removeAll(List.of(LaneState.ABSENT, LaneState.IDLE));
    for (LaneState a : states) {
      for (LaneState b : states) {
        if (a.ordinal() < b.ordinal() && Palette.height(a) == Palette.height(b)) {
          double[] x = withoutRedCones(Palette.of(a));
          double[] y = withoutRedCones(Palette.of(b));
          double apart = Math.hypot(x[0] - y[0], x[1] - y[1]);
          assertThat(apart).as("%s and %s", a, b).isGreaterThan(12);
        }
      }
    }
  }

  @Test
  void shouldMixFromOneColourToTheOther() {
    assertThat(Palette.mix(0xffff0000, 0xff0000ff, 1)).isEqualTo(0xffff0000);
    assertThat(Palette.mix(0xffff0000, 0xff0000ff, 0)).isEqualTo(0xff0000ff);
    assertThat(Palette.mix(0xffff0000, 0xff0000ff, 0.5)).isEqualTo(0xff800080);
  }

  @Test
  void shouldWriteDarkOnLightAndLightOnDark() {
    assertThat(Palette.inkOn(0xffffffff) & 0xff).isLessThan(0x40);
    assertThat(Palette.inkOn(0xff000000) & 0xff).isGreaterThan(0xc0);
  }
}
