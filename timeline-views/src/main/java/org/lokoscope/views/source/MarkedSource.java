package org.lokoscope.views.source;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.Site;
import org.lokoscope.store.SourceText;
import org.lokoscope.store.Trace;
import org.lokoscope.views.source.SchemeText.Form;

/**
 * The lines of a source around some marked places, those between them folded.
 *
 * @param text the whole source
 * @param rows in order
 * @param marks what is marked, in the order in which it was asked for; null for what is elsewhere
 */
public record MarkedSource(
    String file, SchemeText text, List<Row> rows, List<@Nullable Form> marks) {

  /**
   * A line, or some that are folded.
   *
   * @param number from 1; 0 for a fold
   * @param hidden how many lines a fold hides
   */
  public record Row(int number, int hidden, String text, List<Token> tokens) {}

  /** A procedure of so many lines is shown as a whole. */
  private static final int WHOLE = 20;

  private static final int AROUND = 1;

  private static final Set<String> AROUND_ALL =
      Set.of("library", "define-library", "begin", "define-module");

  /** The lines around places that lie in one file; null if the trace keeps none of them. */
  public static @Nullable MarkedSource of(Trace trace, List<Site> places) {
    Site first =
        places.stream().filter(place -> place.line() > 0).findFirst().orElse(Site.UNKNOWN);
    SourceText source = first.line() == 0 ? null : trace.source(first.file());
    return source == null ? null : of(source, places);
  }

  static MarkedSource of(SourceText source, List<Site> places) {
    SchemeText text = SchemeText.of(source.text());
    List<@Nullable Form> marks = new ArrayList<>();
    for (Site place : places) {
      boolean here =
          place.line() > 0
              && place.file().equals(source.file())
              && place.line() <= text.lines().size();
      marks.add(here ? form(text, place) : null);
    }
    TreeSet<Integer> shown = new TreeSet<>();
    for (Form mark : marks) {
      if (mark != null) {
        show(text, mark, shown);
      }
    }
    return new MarkedSource(source.file(), text, rows(text, shown), marks);
  }

  /** The same with more lines around and between, where there is room for so many. */
  public MarkedSource with(int lines) {
    if (rows.isEmpty() || lines <= rows.size()) {
      return this;
    }
    TreeSet<Integer> shown = new TreeSet<>();
    rows.stream().filter(row -> row.number() > 0).forEach(row -> shown.add(row.number() - 1));
    boolean more = true;
    while (more) {
      TreeSet<Integer> larger = new TreeSet<>(shown);
      for (int line : shown) {
        larger.add(Math.max(0, line - 1));
        larger.add(Math.min(text.lines().size() - 1, line + 1));
      }
      more = larger.size() > shown.size() && rows(text, larger).size() <= lines;
      if (more) {
        shown.addAll(larger);
      }
    }
    return new MarkedSource(file, text, rows(text, shown), marks);
  }

  /** The form that begins at a place; if none does, the place itself. */
  private static Form form(SchemeText text, Site place) {
    String line = text.lines().get(place.line() - 1);
    int points = Math.min(place.column() - 1, line.codePointCount(0, line.length()));
    int column = line.offsetByCodePoints(0, Math.max(0, points));
    return text.forms().stream()
        .filter(form -> form.line() == place.line() - 1 && form.column() == column)
        .findFirst()
        .orElseGet(() -> word(text, place.line() - 1, column));
  }

  private static Form word(SchemeText text, int line, int column) {
    int end =
        text.tokens(line).stream()
            .filter(token -> token.start() <= column && column < token.end())
            .mapToInt(Token::end)
            .findFirst()
            .orElse(Math.min(column + 1, text.lines().get(line).length()));
    return new Form(line, column, line, end, 0, "");
  }

  private static void show(SchemeText text, Form mark, Set<Integer> shown) {
    Form around =
        text.forms().stream()
            .filter(form -> form.contains(mark.line(), mark.column()))
            .filter(form -> !AROUND_ALL.contains(form.head()))
            .min(Comparator.comparingInt(Form::depth))
            .orElse(mark);
    boolean whole = around.endLine() - around.line() < WHOLE;
    int from = whole ? around.line() : Math.max(around.line(), mark.line() - AROUND);
    int to = whole ? around.endLine() : Math.min(around.endLine(), mark.line() + AROUND);
    shown.add(around.line());
    for (int line = from; line <= to; line++) {
      shown.add(line);
    }
  }

  private static List<Row> rows(SchemeText text, TreeSet<Integer> shown) {
    List<Row> rows = new ArrayList<>();
    int next = shown.isEmpty() ? 0 : shown.first();
    for (int line : shown) {
      int hidden = line - next;
      if (hidden == 1) {
        rows.add(row(text, next));
      } else if (hidden > 1) {
        rows.add(new Row(0, hidden, "", List.of()));
      }
      rows.add(row(text, line));
      next = line + 1;
    }
    return rows;
  }

  private static Row row(SchemeText text, int line) {
    return new Row(line + 1, 0, text.lines().get(line), text.tokens(line));
  }
}
