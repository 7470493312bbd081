// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.datum;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SchemeStringTest {

  @Test
  void shouldWidenWhenACharacterBeyondLatin1IsStored() {
    SchemeString text = SchemeString.of("abc");
    text.setCodePointAt(1, 0x1f600);
    assertThat(text.length()).isEqualTo(3);
    assertThat(text.codePointAt(1)).isEqualTo(0x1f600);
    assertThat(text.toString()).isEqualTo("a\uD83D\uDE00c");
  }

  @Test
  void shouldCopyBetweenNarrowAndWide() {
    SchemeString narrow = SchemeString.filled(4, 'x');
    SchemeString wide = SchemeString.of("λé");
    narrow.copyFrom(1, wide, 0, 2);
    assertThat(narrow.toString()).isEqualTo("xλéx");
    wide.copyFrom(0, SchemeString.of("é"), 0, 1);
    assertThat(wide.toString()).isEqualTo("éé");
  }

  @Test
  void shouldCopyWithinItself() {
    SchemeString text = SchemeString.of("abcdef");
    text.copyFrom(2, text, 0, 4);
    assertThat(text.toString()).isEqualTo("ababcd");
  }

  @Test
  void shouldOrderByScalarValueNotByUtf16() {
    SchemeString low = SchemeString.of("\uFF5E");
    SchemeString high = SchemeString.of("\uD83D\uDE00");
    assertThat(low.compareTo(high)).isNegative();
  }
}
