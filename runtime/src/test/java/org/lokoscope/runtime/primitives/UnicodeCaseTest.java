// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.primitives;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnicodeCaseTest {

  @Test
  void shouldTurnSharpSIntoTwoLetters() {
    assertThat(UnicodeCase.up("Straße")).isEqualTo("STRASSE");
    assertThat(UnicodeCase.fold("Straße")).isEqualTo("strasse");
    assertThat(UnicodeCase.fold("ẞ")).isEqualTo("ss");
    assertThat(UnicodeCase.title("ß")).isEqualTo("Ss");
  }

  @Test
  void shouldWriteAFinalSigmaOnlyAtTheEndOfAWord() {
    assertThat(UnicodeCase.down("ΧΑΟΣ")).isEqualTo("χαος");
    assertThat(UnicodeCase.down("ΧΑΟΣΣ")).isEqualTo("χαοσς");
    assertThat(UnicodeCase.down("ΧΑΟΣ Σ")).isEqualTo("χαος σ");
    assertThat(UnicodeCase.down("AΣ:x")).isEqualTo("aσ:x");
    assertThat(UnicodeCase.fold("ΧΑΟΣ")).isEqualTo("χαοσ");
  }

  @Test
  void shouldCapitalizeWords() {
    assertThat(UnicodeCase.title("kNock KNoCK")).isEqualTo("Knock Knock");
    assertThat(UnicodeCase.title("who's there?")).isEqualTo("Who's There?");
    assertThat(UnicodeCase.title("r6rs")).isEqualTo("R6rs");
  }

  @Test
  void shouldFoldSingleCharactersWithoutTurkishRules() {
    assertThat(UnicodeCase.fold('Σ')).isEqualTo('σ');
    assertThat(UnicodeCase.fold('ς')).isEqualTo('σ');
    assertThat(UnicodeCase.fold('İ')).isEqualTo('İ');
    assertThat(UnicodeCase.fold('ı')).isEqualTo('ı');
  }
}
