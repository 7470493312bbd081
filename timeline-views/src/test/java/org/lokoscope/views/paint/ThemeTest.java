// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.paint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lokoscope.store.LaneState;
import org.lokoscope.views.paint.SeenColour.Eye;

class ThemeTest {

  private static final double FAR = 15;

  /** Nearer than this, not even a pattern would be seen as another one at a glance. */
  private static final double NEAR = 10;

  private record Pair(LaneState a, LaneState b) {}

  private static List<Pair> pairs() {
    List<Pair> pairs = new ArrayList<>();
    for (LaneState a : LaneState.values()) {
      for (LaneState b : LaneState.values()) {
        if (a != LaneState.ABSENT && b.ordinal() > a.ordinal()) {
          pairs.add(new Pair(a, b));
        }
      }
    }
    return pairs;
  }

  private static double apart(int a, int b, Eye eye) {
    return SeenColour.of(a, eye).distance(SeenColour.of(b, eye));
  }

  /** Two of the pairs that Sharma, Wu and Dalal published to check implementations by. */
  @Test
  void shouldMeasureAsCie2000Does() {
    SeenColour blue = new SeenColour(50, 2.6772, -79.7751);
    assertThat(blue.distance(new SeenColour(50, 0, -82.7485))).isCloseTo(2.0425, within(1e-4));
    SeenColour grey = new SeenColour(50, 2.5, 0);
    assertThat(grey.distance(new SeenColour(61, -5, 29))).isCloseTo(22.8977, within(1e-4));
  }

  /** Green turned grey without green cones; condition and other, choice and other were alike. */
  @ParameterizedTest
  @EnumSource(Theme.class)
  void shouldTellAllStatesApartByColourOrPatternWithoutAnyKindOfCones(Theme theme) {
    for (Pair pair : pairs()) {
      boolean patterned = Pattern.of(pair.a()) != Pattern.of(pair.b());
      double least = theme.isSafe() || !patterned ? FAR : NEAR;
      for (Eye eye : Eye.values()) {
        assertThat(apart(theme.of(pair.a()), theme.of(pair.b()), eye))
            .as("%s and %s, %s, %s", pair.a(), pair.b(), theme, eye)
            .isGreaterThanOrEqualTo(least);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Theme.class)
  void shouldWriteReadably(Theme theme) {
    for (Tone back : List.of(Tone.BACKGROUND, Tone.PANEL, Tone.LANE_EVEN, Tone.LANE_ODD)) {
      for (Tone ink : List.of(Tone.TEXT, Tone.DIM_TEXT, Tone.LEAK, Tone.COMMENT, Tone.SYNTAX)) {
        assertThat(contrast(theme.of(ink), theme.of(back)))
            .as("%s on %s, %s", ink, back, theme)
            .isGreaterThanOrEqualTo(4.5);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Theme.class)
  void shouldKeepRedForFindings(Theme theme) {
    for (LaneState state : LaneState.values()) {
      if (state != LaneState.ABSENT) {
        assertThat(apart(theme.of(state), theme.of(Tone.LEAK), Eye.ALL_CONES))
            .as("%s, %s", state, theme)
            .isGreaterThan(FAR);
      }
    }
  }

  @Test
  void shouldGiveEachReasonToWaitAPatternOfItsOwn() {
    List<Pattern> patterns = new ArrayList<>();
    for (LaneState state : LaneState.values()) {
      if (state.name().startsWith("BLOCKED")) {
        patterns.add(Pattern.of(state));
      }
    }
    assertThat(patterns).doesNotHaveDuplicates().doesNotContain(Pattern.NONE);
    assertThat(patterns.stream().map(ThemeTest::pixels)).doesNotHaveDuplicates();
  }

  private static String pixels(Pattern pattern) {
    StringBuilder pixels = new StringBuilder();
    for (int i = 0; i < Pattern.TILE * Pattern.TILE; i++) {
      pixels.append(pattern.at(i % Pattern.TILE, i / Pattern.TILE) ? '#' : '.');
    }
    return pixels.toString();
  }

  /** After WCAG: 4.5 is enough for text of normal size. */
  private static double contrast(int a, int b) {
    double x = luminance(a) + 0.05;
    double y = luminance(b) + 0.05;
    return Math.max(x, y) / Math.min(x, y);
  }

  private static double luminance(int argb) {
    double sum = 0;
    double[] weights = {0.2126, 0.7152, 0.0722};
    for (int i = 0; i < 3; i++) {
      double value = (argb >> (16 - 8 * i) & 0xff) / 255.0;
      sum +=
          weights[i] * (value <= 0.03928 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4));
    }
    return sum;
  }
}
