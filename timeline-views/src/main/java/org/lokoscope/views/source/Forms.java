// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.source;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lokoscope.store.Site;
import org.lokoscope.views.source.SchemeText.Kind;
import org.lokoscope.views.source.SchemeText.Piece;

/** Where the forms of a source text begin and end. What is not closed is no form. */
final class Forms {

  /** Forms that hold the definitions of a file, and are not what one looks at. */
  private static final Set<String> AROUND_ALL =
      Set.of("library", "define-library", "begin", "define-module");

  private final List<List<Piece>> lines;
  private final List<Extent> found = new ArrayList<>();

  /** A parenthesis that is still open. */
  private static final class Open {
    private final int line;
    private final int column;
    private String head = "";
    private boolean empty = true;

    Open(int line, int column) {
      this.line = line;
      this.column = column;
    }
  }

  Forms(List<List<Piece>> lines) {
    this.lines = lines;
    List<Open> open = new ArrayList<>();
    for (int line = 0; line < lines.size(); line++) {
      int column = 0;
      for (Piece piece : lines.get(line)) {
        piece(piece, line, column, open);
        column += piece.text().length();
      }
    }
  }

  private void piece(Piece piece, int line, int column, List<Open> open) {
    if (piece.kind() == Kind.PARENTHESIS) {
      if ("([".contains(piece.text())) {
        open.forEach(each -> each.empty = false);
        open.add(new Open(line, column));
      } else if (!open.isEmpty()) {
        Open start = open.removeLast();
        found.add(new Extent(start.line, start.column, line, column + 1, open.size(), start.head));
      }
    } else if (!open.isEmpty() && open.getLast().empty && !piece.text().isBlank()) {
      open.getLast().head = piece.text();
      open.getLast().empty = false;
    }
  }

  /** The form that begins at a place; the word that does if none does. */
  Extent at(Site place) {
    int line = place.line() - 1;
    String text = text(line);
    int points = Math.clamp(place.column() - 1, 0, text.codePointCount(0, text.length()));
    int column = text.offsetByCodePoints(0, points);
    return found.stream()
        .filter(form -> form.line() == line && form.column() == column)
        .findFirst()
        .orElseGet(() -> word(line, column));
  }

  private Extent word(int line, int column) {
    int start = 0;
    for (Piece piece : lines.get(line)) {
      int end = start + piece.text().length();
      if (start <= column && column < end) {
        return new Extent(line, column, line, end, 0, "");
      }
      start = end;
    }
    return new Extent(line, column, line, column, 0, "");
  }

  /** The definition, or other form of the top level, that holds a form. */
  Optional<Extent> around(Extent form) {
    return found.stream()
        .filter(each -> each.contains(form.line(), form.column()))
        .filter(each -> !AROUND_ALL.contains(each.head()))
        .min(Comparator.comparingInt(Extent::depth));
  }

  private String text(int line) {
    StringBuilder text = new StringBuilder();
    lines.get(line).forEach(piece -> text.append(piece.text()));
    return text.toString();
  }
}
