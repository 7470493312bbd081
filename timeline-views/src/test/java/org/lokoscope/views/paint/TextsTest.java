// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.paint;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.lokoscope.views.layout.GraphTrack.Unit;

class TextsTest {

  @Test
  void shouldWriteAnAxisInOneUnit() {
    assertThat(Texts.atAxis(60_000, 120_000, Unit.WORDS)).isEqualTo("60 k words");
    assertThat(Texts.atAxis(500_000, 1_000_000, Unit.BYTES)).isEqualTo("0.5 MB");
    assertThat(Texts.atAxis(6e8, 1.2e9, Unit.TIME)).isEqualTo("0.6 s");
    assertThat(Texts.atAxis(5, 10, Unit.COUNT)).isEqualTo("5");
    assertThat(Texts.atAxis(10_000, 20_000, Unit.WORDS)).isEqualTo("10\u202f000 words");
  }

  private final RecordingSurface surface = new RecordingSurface();

  @Property
  void shouldNeverBeWiderThanAsked(
      @ForAll @AlphaChars String text, @ForAll @DoubleRange(min = 0, max = 300) double width) {
    String cut = Texts.cut(surface, text, TextStyle.SMALL, width);
    assertThat(surface.textWidth(cut, TextStyle.SMALL)).isLessThanOrEqualTo(width);
    assertThat(text).startsWith(cut.replace("…", ""));
  }

  @Test
  void shouldCutNoMoreThanNeeded() {
    assertThat(Texts.cut(surface, "abcdefgh", TextStyle.SMALL, 36)).isEqualTo("abcde…");
    assertThat(Texts.cut(surface, "abcdefgh", TextStyle.SMALL, 48)).isEqualTo("abcdefgh");
  }

  @Test
  void shouldBreakLinesAtSpaces() {
    assertThat(Texts.wrap(surface, "one two three unbreakable x", TextStyle.NORMAL, 48))
        .containsExactly("one two", "three", "unbreakable", "x");
  }

  @Test
  void shouldScaleQuantities() {
    assertThat(Texts.quantity(0, Unit.WORDS)).isEqualTo("0 words");
    assertThat(Texts.quantity(1, Unit.WORDS)).isEqualTo("1 word");
    assertThat(Texts.quantity(1000, Unit.WORDS)).isEqualTo("1\u202f000 words");
    assertThat(Texts.quantity(1500, Unit.COUNT)).isEqualTo("1\u202f500");
    assertThat(Texts.quantity(123_400, Unit.COUNT)).isEqualTo("123 k");
    assertThat(Texts.quantity(999_999, Unit.COUNT)).isEqualTo("1 M");
    assertThat(Texts.quantity(3_000_000, Unit.BYTES)).isEqualTo("3 MB");
  }
}
