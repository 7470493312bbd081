package org.lokoscope.views.paint;

import java.util.List;
import org.lokoscope.views.source.SchemeText;
import org.lokoscope.views.source.Token;

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
    SchemeText parsed = SchemeText.of(text);
    if (!parsed.lines().isEmpty()) {
      line(parsed.lines().getFirst(), parsed.tokens(0), x, baseline, width);
    }
  }

  /** A line of which the pieces are known; what does not fit ends in an ellipsis. */
  void line(String text, List<Token> tokens, double x, double baseline, double width) {
    int room = (int) (width / letter);
    boolean cut = text.length() > room;
    int end = cut ? Math.max(0, room - 1) : text.length();
    for (Token token : tokens) {
      if (token.start() < end) {
        String piece = text.substring(token.start(), Math.min(token.end(), end));
        surface.text(
            piece, x + token.start() * letter, baseline, TextStyle.CODE, colour(token.kind()));
      }
    }
    if (cut) {
      surface.text("…", x + end * letter, baseline, TextStyle.CODE, Palette.DIM_TEXT);
    }
  }

  private static int colour(Token.Kind kind) {
    return switch (kind) {
      case PLAIN -> Palette.TEXT;
      case KEYWORD -> Palette.MESSAGE;
      case DEFINED -> Palette.SELECTION;
      case STRING -> Palette.STEADY;
      case CONSTANT -> Palette.WAKE;
      case COMMENT -> Palette.DIM_TEXT;
      case PARENTHESIS -> Palette.mix(Palette.TEXT, Palette.PANEL, 0.6);
    };
  }
}
