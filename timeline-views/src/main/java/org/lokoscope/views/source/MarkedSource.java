// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.source;

import java.util.ArrayList;
import java.util.List;
import java.util.SequencedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.Site;
import org.lokoscope.store.SourceText;
import org.lokoscope.store.Trace;
import org.lokoscope.views.source.SchemeText.Piece;

/**
 * The lines of a source around some marked places, those between them folded.
 *
 * @param text the pieces of all lines
 * @param rows in order
 * @param marks what is marked, in the order in which it was asked for; null for what is elsewhere
 */
public record MarkedSource(
    String file, List<List<Piece>> text, List<Row> rows, List<@Nullable Extent> marks) {

  /**
   * A line, or some that are folded.
   *
   * @param number from 1; 0 for a fold
   * @param hidden how many lines a fold hides
   */
  public record Row(int number, int hidden, List<Piece> pieces) {}

  /** A procedure of so many lines is shown as a whole. */
  private static final int WHOLE = 20;

  private static final int AROUND = 1;

  /** The lines around places that lie in one file; null if the trace keeps none of them. */
  public static @Nullable MarkedSource of(Trace trace, List<Site> places) {
    Site first = places.stream().filter(place -> place.line() > 0).findFirst().orElse(Site.UNKNOWN);
    SourceText source = first.line() == 0 ? null : trace.source(first.file());
    MarkedSource marked = source == null ? null : of(source, places);
    return marked == null || marked.rows.isEmpty() ? null : marked;
  }

  static MarkedSource of(SourceText source, List<Site> places) {
    List<List<Piece>> text = SchemeText.lines(source.text().stripTrailing());
    Forms forms = new Forms(text);
    List<@Nullable Extent> marks = new ArrayList<>();
    TreeSet<Integer> shown = new TreeSet<>();
    for (Site place : places) {
      boolean here =
          place.line() > 0 && place.file().equals(source.file()) && place.line() <= text.size();
      Extent mark = here ? forms.at(place) : null;
      marks.add(mark);
      if (mark != null) {
        show(mark, forms.around(mark).orElse(mark), shown);
      }
    }
    return new MarkedSource(source.file(), text, rows(text, shown), marks);
  }

  private static void show(Extent mark, Extent around, TreeSet<Integer> shown) {
    boolean whole = around.endLine() - around.line() < WHOLE;
    int from = whole ? around.line() : Math.max(around.line(), mark.line() - AROUND);
    int to = whole ? around.endLine() : Math.min(around.endLine(), mark.line() + AROUND);
    shown.add(around.line());
    for (int line = from; line <= to; line++) {
      shown.add(line);
    }
  }

  /** The same with more lines around and between, where there is room for so many. */
  public MarkedSource with(int lines) {
    TreeSet<Integer> shown = new TreeSet<>();
    rows.stream().filter(row -> row.number() > 0).forEach(row -> shown.add(row.number() - 1));
    boolean more = lines > rows.size();
    while (more) {
      TreeSet<Integer> larger = new TreeSet<>(shown);
      for (int line : shown) {
        larger.add(Math.max(0, line - 1));
        larger.add(Math.min(text.size() - 1, line + 1));
      }
      more = larger.size() > shown.size() && rows(text, larger).size() <= lines;
      if (more) {
        shown.addAll(larger);
      }
    }
    return new MarkedSource(file, text, rows(text, shown), marks);
  }

  private static List<Row> rows(List<List<Piece>> text, SequencedSet<Integer> shown) {
    List<Row> rows = new ArrayList<>();
    int next = shown.isEmpty() ? 0 : shown.getFirst();
    for (int line : shown) {
      int hidden = line - next;
      if (hidden == 1) {
        rows.add(row(text, next));
      } else if (hidden > 1) {
        rows.add(new Row(0, hidden, List.of()));
      }
      rows.add(row(text, line));
      next = line + 1;
    }
    return rows;
  }

  private static Row row(List<List<Piece>> text, int line) {
    return new Row(line + 1, 0, text.get(line));
  }
}
