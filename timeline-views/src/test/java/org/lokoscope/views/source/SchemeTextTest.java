// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import org.junit.jupiter.api.Test;
import org.lokoscope.views.source.SchemeText.Kind;
import org.lokoscope.views.source.SchemeText.Piece;

class SchemeTextTest {

  @Property
  void shouldLoseNothingOfAnyText(
      @ForAll @CharRange(from = ' ', to = '~') @Chars({'\n', '"', '#', '|', ';', '\\'})
          String text) {
    List<List<Piece>> lines = SchemeText.lines(text);
    String again =
        lines.stream()
            .map(line -> line.stream().map(Piece::text).collect(Collectors.joining()))
            .collect(Collectors.joining("\n"));
    assertThat(again).isEqualTo(text);
  }

  @Test
  void shouldTellWhatAReaderTellsApart() {
    assertThat(SchemeText.lines("(define (f x) ; why\n  (if x \"a b\" 'c))"))
        .containsExactly(
            List.of(
                new Piece(Kind.PARENTHESIS, "("),
                new Piece(Kind.SYNTAX, "define"),
                new Piece(Kind.PLAIN, " "),
                new Piece(Kind.PARENTHESIS, "("),
                new Piece(Kind.DEFINED, "f"),
                new Piece(Kind.PLAIN, " "),
                new Piece(Kind.PLAIN, "x"),
                new Piece(Kind.PARENTHESIS, ")"),
                new Piece(Kind.PLAIN, " "),
                new Piece(Kind.COMMENT, "; why")),
            List.of(
                new Piece(Kind.PLAIN, "  "),
                new Piece(Kind.PARENTHESIS, "("),
                new Piece(Kind.SYNTAX, "if"),
                new Piece(Kind.PLAIN, " "),
                new Piece(Kind.PLAIN, "x"),
                new Piece(Kind.PLAIN, " "),
                new Piece(Kind.STRING, "\"a b\""),
                new Piece(Kind.PLAIN, " "),
                new Piece(Kind.CONSTANT, "'c"),
                new Piece(Kind.PARENTHESIS, ")"),
                new Piece(Kind.PARENTHESIS, ")")));
  }

  @Test
  void shouldFollowStringsAndNestedCommentsOverLines() {
    List<List<Piece>> lines = SchemeText.lines("#| a #| b\n|# c |# 1 \"x\n;y\" #\\( 2.5");
    assertThat(lines.get(0)).extracting(Piece::kind).containsExactly(Kind.COMMENT);
    assertThat(lines.get(1).getFirst()).isEqualTo(new Piece(Kind.COMMENT, "|# c |#"));
    assertThat(lines.get(1)).contains(new Piece(Kind.NUMBER, "1"), new Piece(Kind.STRING, "\"x"));
    assertThat(lines.get(2))
        .contains(
            new Piece(Kind.STRING, ";y\""),
            new Piece(Kind.CONSTANT, "#\\("),
            new Piece(Kind.NUMBER, "2.5"));
  }
}
