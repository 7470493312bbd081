// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lokoscope.runtime.condition.ConditionTypes;
import org.lokoscope.runtime.condition.Conditions;
import org.lokoscope.runtime.condition.SchemeError;
import org.lokoscope.runtime.datum.SchemeString;

class TranscodingTest {

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  private static String decode(byte[] bytes, Codec codec, EolStyle eol, ErrorMode errors) {
    return TextCoding.decode(bytes, 0, bytes.length, new Transcoder(codec, eol, errors)).toString();
  }

  private static byte[] encode(String text, Codec codec, EolStyle eol, ErrorMode errors) {
    SchemeString string = SchemeString.of(text);
    return TextCoding.encode(string, 0, string.length(), new Transcoder(codec, eol, errors));
  }

  /** Java puts one replacement for a whole encoded surrogate, so replacements are left out. */
  @Test
  void shouldDecodeUtf8AsJavaDoes() {
    Random random = new Random(12);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(8)];
      for (int j = 0; j < bytes.length; j++) {
        bytes[j] = (byte) (random.nextInt(3) == 0 ? random.nextInt(128) : random.nextInt(128, 256));
      }
      assertThat(decode(bytes, Codec.UTF_8, EolStyle.NONE, ErrorMode.IGNORE))
          .isEqualTo(new String(bytes, StandardCharsets.UTF_8).replace("\uFFFD", ""));
    }
  }

  @Test
  void shouldEncodeAsJavaDoes() {
    String text = "aé€\uD83D\uDE00";
    assertThat(encode(text, Codec.UTF_8, EolStyle.NONE, ErrorMode.RAISE))
        .isEqualTo(text.getBytes(StandardCharsets.UTF_8));
    assertThat(encode(text, Codec.UTF_16, EolStyle.NONE, ErrorMode.RAISE))
        .isEqualTo(text.getBytes(StandardCharsets.UTF_16));
    assertThat(encode(text, Codec.UTF_16_LE, EolStyle.NONE, ErrorMode.RAISE))
        .isEqualTo(text.getBytes(StandardCharsets.UTF_16LE));
  }

  @Test
  void shouldFollowTheByteOrderMark() {
    assertThat(decode(bytes(0xff, 0xfe, 'a', 0), Codec.UTF_16, EolStyle.NONE, ErrorMode.RAISE))
        .isEqualTo("a");
    assertThat(decode(bytes(0xfe, 0xff, 0, 'a'), Codec.UTF_16, EolStyle.NONE, ErrorMode.RAISE))
        .isEqualTo("a");
    assertThat(decode(bytes(0, 'a'), Codec.UTF_16, EolStyle.NONE, ErrorMode.RAISE)).isEqualTo("a");
  }

  @Test
  void shouldTurnEveryLineEndIntoALinefeed() {
    byte[] text = "a\rb\r\nc\nd\u0085e\u2028f\r\u0085g".getBytes(StandardCharsets.UTF_8);
    assertThat(decode(text, Codec.UTF_8, EolStyle.LF, ErrorMode.RAISE))
        .isEqualTo("a\nb\nc\nd\ne\nf\ng");
    assertThat(decode(text, Codec.UTF_8, EolStyle.NONE, ErrorMode.RAISE)).contains("\r\n");
  }

  @Test
  void shouldWriteTheLineEndOfTheStyle() {
    assertThat(encode("a\nb", Codec.LATIN_1, EolStyle.CRLF, ErrorMode.RAISE))
        .isEqualTo(bytes('a', '\r', '\n', 'b'));
    assertThat(encode("\n", Codec.LATIN_1, EolStyle.NEL, ErrorMode.RAISE)).isEqualTo(bytes(0x85));
  }

  @Test
  void shouldTreatErrorsAsTheModeSays() {
    byte[] bad = bytes('a', 0xff, 'b');
    assertThat(decode(bad, Codec.UTF_8, EolStyle.NONE, ErrorMode.IGNORE)).isEqualTo("ab");
    assertThat(decode(bad, Codec.UTF_8, EolStyle.NONE, ErrorMode.REPLACE)).isEqualTo("a\uFFFDb");
    assertThatThrownBy(() -> decode(bad, Codec.UTF_8, EolStyle.NONE, ErrorMode.RAISE))
        .isInstanceOfSatisfying(
            SchemeError.class,
            e -> assertThat(Conditions.is(e.payload(), ConditionTypes.IO_DECODING)).isTrue());
    assertThat(encode("λ", Codec.LATIN_1, EolStyle.NONE, ErrorMode.REPLACE)).isEqualTo(bytes('?'));
    assertThat(encode("λ", Codec.LATIN_1, EolStyle.NONE, ErrorMode.IGNORE)).isEmpty();
    assertThatThrownBy(() -> encode("λ", Codec.LATIN_1, EolStyle.NONE, ErrorMode.RAISE))
        .isInstanceOfSatisfying(
            SchemeError.class,
            e -> assertThat(Conditions.is(e.payload(), ConditionTypes.IO_ENCODING)).isTrue());
  }
}
