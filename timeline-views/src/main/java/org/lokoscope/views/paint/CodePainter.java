// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.paint;

import java.util.List;
import org.lokoscope.views.source.SchemeText;
import org.lokoscope.views.source.SchemeText.Kind;
import org.lokoscope.views.source.SchemeText.Piece;

/** Lines of Scheme in colours. */
final class CodePainter {

  /** From one line to the next. */
  static final double LINE = 18;

  private final Surface surface;
  private final double letter;

  CodePainter(Surface surface) {
    this.surface = surface;
    this.letter = surface.textWidth("m".repeat(64), TextStyle.CODE) / 64;
  }

  /** Width of a letter. */
  double letter() {
    return letter;
  }

  /** A line that stands alone. */
  void line(String text, double x, double baseline, double width) {
    line(SchemeText.lines(text).getFirst(), x, baseline, width);
  }

  /** A line in pieces; what does not fit ends in an ellipsis. */
  void line(List<Piece> pieces, double x, double baseline, double width) {
    int length = pieces.stream().mapToInt(piece -> piece.text().length()).sum();
    int room = (int) (width / letter);
    int end = length > room ? Math.max(0, room - 1) : length;
    int column = 0;
    for (Piece piece : pieces) {
      int fits = Math.min(piece.text().length(), end - column);
      if (fits > 0 && !piece.text().isBlank()) {
        String text = piece.text().substring(0, fits).replace('\t', ' ');
        surface.text(text, x + column * letter, baseline, TextStyle.CODE, colour(piece.kind()));
      }
      column += piece.text().length();
    }
    if (end < length) {
      int dim = surface.theme().of(Tone.DIM_TEXT);
      surface.text("…", x + end * letter, baseline, TextStyle.CODE, dim);
    }
  }

  private int colour(Kind kind) {
    Theme theme = surface.theme();
    return switch (kind) {
      case PLAIN -> theme.of(Tone.TEXT);
      case SYNTAX -> theme.of(Tone.SYNTAX);
      case DEFINED -> theme.of(Tone.DEFINED);
      case STRING -> theme.of(Tone.STRING);
      case NUMBER, CONSTANT -> theme.of(Tone.CONSTANT);
      case COMMENT -> theme.of(Tone.COMMENT);
      case PARENTHESIS -> Palette.mix(theme.of(Tone.TEXT), theme.of(Tone.PANEL), 0.6);
    };
  }
}
