// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Writes as the JDK does, except for a fixed length of two bytes in front. */
final class Utf8Test {

  private static byte[] written(String text, int max) {
    byte[] target = new byte[100];
    int end = Utf8.write(text, target, 7, max);
    int length = target[7] & 0x7F | target[8] << 7;
    assertThat(end).isEqualTo(7 + 2 + length);
    return Arrays.copyOfRange(target, 9, end);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {0, 0x7F, 0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFF, 0x10000, 0x10FFFF, 0x1F600})
  void shouldWriteTheFirstAndTheLastCharacterOfEachLength(int c) {
    String text = "a" + Character.toString(c) + "z";
    byte[] bytes = written(text, 90);
    assertThat(bytes).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
    assertThat(Utf8.read(bytes, 0, bytes.length)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(chars = {'\uD800', '\uDBFF', '\uDC00', '\uDFFF'})
  void shouldWriteAQuestionMarkForALoneSurrogate(char surrogate) {
    assertThat(written("a" + surrogate, 90)).asString().isEqualTo("a?");
  }

  @Test
  void shouldKeepACharacterThatJustFits() {
    assertThat(written("a\u20ac\u20ac", 7)).hasSize(7);
    assertThat(written("a\u20ac\u20ac", 6)).hasSize(4);
    assertThat(written("\u20ac", 2)).isEmpty();
    assertThat(written("\u20aca", 2)).as("nothing after the cut").isEmpty();
  }
}
