// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.report;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

final class WrappingTest {

  @Test
  void shouldIndentWhatGoesOn() {
    String word = "x".repeat(30);
    assertThat(Wrapping.of("Fix: " + word + " " + word + " " + word, 5))
        .isEqualTo("Fix: " + word + " " + word + "\n     " + word);
  }

  @Test
  void shouldLeaveAWordWholeThatIsLongerThanALine() {
    String path = "/".repeat(100);
    assertThat(Wrapping.of("Where: " + path + " end", 7))
        .isEqualTo("Where: " + path + "\n       end");
  }

  @Property
  void shouldKeepAllWordsAndTheColumns(
      @ForAll @StringLength(max = 400) @CharRange(from = 'a', to = 'c') String letters,
      @ForAll @IntRange(max = 20) int indent) {
    String text = letters.replace('c', ' ').strip();
    String wrapped = Wrapping.of(text, indent);
    assertThat(wrapped.split("\\s+")).containsExactly(text.split("\\s+"));
    for (String line : wrapped.split("\n")) {
      assertThat(line.length() <= Wrapping.COLUMNS || !line.strip().contains(" ")).isTrue();
    }
  }
}
