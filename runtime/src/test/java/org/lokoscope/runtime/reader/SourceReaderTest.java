// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lokoscope.runtime.datum.Keyword;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.datum.SchemeString;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.number.NumberReader;
import org.lokoscope.runtime.source.Annotation;
import org.lokoscope.runtime.source.SyntaxException;

class SourceReaderTest {

  private static Object read(String text) {
    return next(new SourceReader(text, "prog.sps", TestNumbers::parse)).datum();
  }

  private static Annotation next(SourceReader reader) {
    return Objects.requireNonNull(reader.read());
  }

  private static String shown(String text) {
    return Shown.show(read(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '@',
      value = {
        "(a b . c) ~ (a b . c)",
        "[a (b) ()] ~ (a (b) ())",
        "#(1 #(2) x) ~ #(1 #(2) x)",
        "#vu8(0 1 255) ~ #vu8(0 1 255)",
        "#u8(7) ~ #vu8(7)",
        "'a ~ (quote a)",
        "`(a ,b ,@c) ~ (quasiquote (a (unquote b) (unquote-splicing c)))",
        "#'a ~ (syntax a)",
        "#`(a #,b #,@c) ~ (quasisyntax (a (unsyntax b) (unsyntax-splicing c)))",
        "(#t #f #true #false #T) ~ (#t #f #t #f #t)",
        "(1 -2 +3 1.5 -.5 #x1F) ~ (1 -2 3 1.5 -0.5 31)",
        "(+ - ... -> 1+ .x a.b) ~ (+ - ... -> 1+ .x a.b)",
        "(a #;(hidden (deeply)) b #;c) ~ (a b)",
        "(a #;#;b c d) ~ (a d)",
        "(a #| x #| y |# z |# b) ~ (a b)",
        "|hello world| ~ hello world",
        "a|B c|d ~ aB cd",
        "h\\x65;llo ~ hello",
        "|a\\x41;| ~ aA",
        "(#\\a #\\space #\\x41 #\\x #\\( #\\nul #\\delete) ~ "
            + "(#\\x61 #\\x20 #\\x41 #\\x78 #\\x28 #\\x0 #\\x7f)",
        "(#\\λ #\\tab #\\alarm #\\A #\\#) ~ (#\\x3bb #\\x9 #\\x7 #\\x41 #\\x23)",
        "#!r6rs a ~ a",
        "#!fold-case HeLLo ~ hello",
        "#!fold-case |HeLLo| ~ HeLLo",
        "#!fold-case A #!no-fold-case B ~ a",
        "#!unknown-flag a ~ a",
        "#!optional ~ #!optional",
        "(a . #;b c) ~ (a . c)",
        "(a;comment ~ (a"
      })
  void shouldReadEachLexicalForm(String text, String expected) {
    if (text.endsWith("comment")) {
      text = text + "\n)";
      expected = expected + ")";
    }
    assertThat(shown(text)).isEqualTo(expected);
  }

  @Test
  void shouldResolveEscapesInStrings() {
    assertThat(read("\"a\\tb\\n\\\"\\\\\\x3bb;\\a\"").toString()).isEqualTo("a\tb\n\"\\λ\u0007");
    assertThat(read("\"one \\  \n   line\"").toString()).isEqualTo("one line");
    assertThat(read("\"two\r\nlines\rthree\"").toString()).isEqualTo("two\nlines\nthree");
  }

  @Test
  void shouldReadKeywordsAsObjectsOfTheirOwn() {
    assertThat(read("#:key")).isSameAs(Keyword.of("key"));
  }

  @Test
  void shouldKeepQuotedDigitsAsSymbols() {
    assertThat(read("|1|")).isSameAs(Symbol.of("1"));
    assertThat(read("||")).isSameAs(Symbol.of(""));
  }

  @Test
  void shouldSkipTheHeadOfAScript() {
    assertThat(shown("#!/usr/bin/env scheme-script\n(a)")).isEqualTo("(a)");
    assertThat(shown("#!/usr/bin/guile \\\n-e main -s\n!#\n(a)")).isEqualTo("(a)");
    assertThat(shown("#! /usr/bin/scheme\n(a)")).isEqualTo("(a)");
  }

  @Test
  void shouldCloseCyclesThroughDatumLabels() {
    Pair quote = (Pair) read("'#0=(a #1=\"s\" #1# . #0#)");
    Pair cycle = (Pair) ((Pair) quote.cdr).car;
    Pair second = (Pair) cycle.cdr;
    Pair third = (Pair) second.cdr;
    assertThat(third.cdr).isSameAs(cycle);
    assertThat(second.car).isInstanceOf(SchemeString.class).isSameAs(third.car);
  }

  @Test
  void shouldRefuseCodeThatContainsItself() {
    assertThatThrownBy(() -> read("#0=(a . #0#)"))
        .isInstanceOf(SyntaxException.class)
        .hasMessage("prog.sps:1:4: this form contains itself");
  }

  @Test
  void shouldRememberWhereEverythingStood() {
    SourceReader reader =
        new SourceReader("; λ\n  (añb \"x\ny\")\n'q", "f.scm", TestNumbers::parse);
    Annotation list = next(reader);
    assertThat(list.span().toString()).isEqualTo("f.scm:2:3");
    assertThat(list.span().endLine()).isEqualTo(3);
    assertThat(list.span().endColumn()).isEqualTo(4);
    Annotation string = (Annotation) ((Pair) ((Pair) list.form()).cdr).car;
    assertThat(string.span().column()).isEqualTo(8);
    Annotation quote = next(reader);
    assertThat(quote.span().toString()).isEqualTo("f.scm:4:1");
    assertThat(quote.span().endColumn()).isEqualTo(3);
    assertThat(reader.read()).isNull();
  }

  @Test
  void shouldCountLinesOnceWhateverTheLineEnding() {
    SourceReader reader = new SourceReader("a\r\nb\rc\nd", "f", TestNumbers::parse);
    reader.read();
    assertThat(next(reader).span().line()).isEqualTo(2);
    assertThat(next(reader).span().line()).isEqualTo(3);
    assertThat(next(reader).span().line()).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '@',
      value = {
        "(a (b c) ~ prog.sps:1:1: unexpected end of file: the list opened here is never closed",
        "(a #(b c ~ prog.sps:1:4: unexpected end of file: the vector opened here is never closed",
        "(a]      ~ prog.sps:1:3: expected ) to close the list opened at 1:1",
        "a )      ~ prog.sps:1:3: unexpected ): nothing is open here",
        "(')      ~ prog.sps:1:3: unexpected ): the quote before it has no datum",
        "(a . )   ~ prog.sps:1:6: nothing follows the dot",
        "( . a)   ~ prog.sps:1:3: unexpected dot",
        "(a . b c) ~ prog.sps:1:8: more than one datum after the dot",
        "@\"abc@  ~ prog.sps:1:1: unexpected end of file: the string opened here is never closed",
        "|abc     ~ prog.sps:1:1: unexpected end of file: the symbol opened here is never closed",
        "#|abc    ~ prog.sps:1:1: unexpected end of file: "
            + "the block comment opened here is never closed",
        "#\\bogus ~ prog.sps:1:1: unknown character #\\bogus",
        "#\\xD800 ~ prog.sps:1:1: no Unicode character has this number",
        "#vu8(256) ~ prog.sps:1:6: a bytevector holds only integers from 0 to 255",
        "#zap     ~ prog.sps:1:1: unknown syntax #zap",
        "#0#      ~ prog.sps:1:1: datum label #0# is not defined",
        "1.2.3    ~ prog.sps:1:1: malformed number 1.2.3",
        "'        ~ prog.sps:1:1: unexpected end of file: nothing follows this"
      })
  void shouldSayInOneLineWhatIsWrongAndWhere(String text, String message) {
    String source = text.startsWith("@") ? text.substring(1, text.length() - 1) : text;
    SourceReader reader = new SourceReader(source, "prog.sps", TestNumbers::parse);
    assertThatThrownBy(reader::readAll).isInstanceOf(SyntaxException.class).hasMessage(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "'", "#(", "#;", "`("})
  void shouldRefuseBottomlessNesting(String opening) {
    String text = opening.repeat(1_000_000);
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(SyntaxException.class)
        .hasMessageContaining("nested more than 10000 levels deep");
  }

  /** It used to point at the beginning of the file. */
  @Test
  void shouldPointAtTheFirstByteInAnotherEncoding() {
    byte[] latin = "(import (rnrs))\n\n(display \"\u00e4\")".getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> SourceText.decode(latin, "latin.sps"))
        .hasMessageStartingWith("latin.sps:3:11: not a text file: not valid UTF-8")
        .hasMessageContaining("coding: iso-8859-1");
  }

  /** A file that Guile's load was given, such as those of its tests, had to be called so. */
  @Test
  void shouldReadGuilesEscapesInFilesOfAnyNameButStandardOnes() {
    String text = "\"\\x41\\u0042\"";
    assertThat(
            new SourceReader(text, "strings.test", NumberReader::parse)
                .readAll()
                .getFirst()
                .datum())
        .hasToString("AB");
    assertThatThrownBy(() -> new SourceReader(text, "strings.sps", NumberReader::parse).readAll())
        .hasMessageContaining("escape in a string");
  }

  @Test
  void shouldPointAtASequenceThatTheFileCutsOff() {
    byte[] cut = {'\n', (byte) 0xE2, (byte) 0x82};
    assertThatThrownBy(() -> SourceText.decode(cut, "cut.sps"))
        .hasMessageStartingWith("cut.sps:2:1: not a text file");
  }

  @Test
  void shouldRefuseBinaryFiles() {
    byte[] broken = {'(', (byte) 0xC3, '(', ')'};
    assertThatThrownBy(() -> SourceText.decode(broken, "a.out"))
        .hasMessageStartingWith("a.out:1:2: not a text file: not valid UTF-8");
    byte[] nul = {'E', 'L', 'F', 0, 0};
    assertThatThrownBy(() -> SourceText.decode(nul, "a.out"))
        .hasMessage("a.out:1:4: not a text file: it contains NUL bytes");
  }

  @Test
  void shouldOnlyEverThrowSyntaxExceptionsAtGarbage() {
    String alphabet = "()[]#\\'`,@;|\"! \n.+-0123x8uvtfe=abλ\u0001\uD83D\uDE00\r";
    int[] codePoints = alphabet.codePoints().toArray();
    Random random = new Random(20251123);
    int complaints = 0;
    for (int i = 0; i < 50_000; i++) {
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(30);
      for (int j = 0; j < length; j++) {
        text.appendCodePoint(codePoints[random.nextInt(codePoints.length)]);
      }
      try {
        new SourceReader(text.toString(), "f", TestNumbers::parse).readAll();
      } catch (SyntaxException expected) {
        complaints++;
        assertThat(expected.getMessage()).startsWith("f:").doesNotContain("\n");
      }
    }
    assertThat(complaints).isBetween(1, 49_999);
  }

  @Test
  void shouldLeaveAPortRightAfterTheDatum() {
    StringSource source = new StringSource("(a) b\"c\"d 12)");
    DatumReader reader = new DatumReader(source, "port", TestNumbers::parse);
    assertThat(Shown.show(reader.read())).isEqualTo("(a)");
    assertThat(source.peek()).isEqualTo(' ');
    assertThat(Shown.show(reader.read())).isEqualTo("b");
    assertThat(Shown.show(reader.read())).isEqualTo("\"c\"");
    assertThat(source.peek()).isEqualTo('d');
    assertThat(reader.read()).isSameAs(Symbol.of("d"));
    assertThat(reader.read()).isEqualTo(12L);
    assertThat(source.peek()).isEqualTo(')');
  }

  @Test
  void shouldTellTheEndOfAPort() {
    assertThat(new DatumReader(new StringSource(" ; x"), "p", TestNumbers::parse).read())
        .isSameAs(Special.EOF);
  }
}
