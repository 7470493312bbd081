// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.snapshot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.lokoscope.store.EventRow;
import org.lokoscope.store.LaneState;
import org.lokoscope.store.ObjectInfo;
import org.lokoscope.store.Trace;
import org.lokoscope.tracer.text.ColumnUnit;
import org.lokoscope.tracer.text.Figures;
import org.lokoscope.views.detail.Wordings;
import org.lokoscope.views.paint.Surface;
import org.lokoscope.views.paint.TablePainter;
import org.lokoscope.views.paint.TablePainter.Column;
import org.lokoscope.views.paint.TablePainter.Content;
import org.lokoscope.views.statistics.Totals;
import org.lokoscope.views.statistics.Totals.OfObject;
import org.lokoscope.views.viewport.TimeRange;

/** The tables of the window as images; the window itself has controls for them. */
final class TableImage implements PaintedView {

  /** What the rows are. */
  enum Of {
    STATISTICS,
    EVENTS,
    CHANNELS
  }

  private static final Set<String> DEFINITIONS =
      Set.of("stringDefined", "siteDefined", "siteEnds", "named", "streamBegan");

  private final Of rows;

  TableImage(Of rows) {
    this.rows = rows;
  }

  @Override
  public String name() {
    return rows.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public boolean hasTab() {
    return false;
  }

  @Override
  public Consumer<Surface> prepare(Subject subject) {
    int most = TablePainter.rows(subject.height());
    Content content =
        switch (rows) {
          case STATISTICS -> statistics(subject, most);
          case EVENTS -> events(subject, most);
          case CHANNELS -> channels(subject.trace(), most);
        };
    return surface -> TablePainter.paint(surface, content, subject.width(), subject.height());
  }

  private static String in(Subject subject) {
    TimeRange range = subject.range();
    return range == null
        ? " of the whole run"
        : " from " + Figures.instant(range.from()) + " to " + Figures.instant(range.to());
  }

  private static Content statistics(Subject subject, int most) {
    List<Totals> all =
        Totals.distinct(Totals.of(subject.trace(), Totals.By.FIBER, subject.range())).stream()
            .sorted(Comparator.comparingLong(Totals::words).reversed())
            .toList();
    List<Column> columns = new ArrayList<>();
    List<Function<Totals, String>> cells = new ArrayList<>();
    columns.add(new Column("Fiber", false));
    cells.add(Totals::name);
    columns.add(new Column("Resumes", true));
    cells.add(row -> Figures.count(row.resumes()));
    time("Running", all, Totals::running, columns, cells);
    time("Ready", all, Totals::ready, columns, cells);
    time("Blocked", all, Totals::blocked, columns, cells);
    time("Sleeping", all, Totals::sleeping, columns, cells);
    columns.add(new Column("Words", true));
    cells.add(row -> Figures.count(row.words()));
    columns.add(new Column("Winders", true));
    cells.add(row -> Figures.count(row.winders()));
    if (all.stream().map(Totals::process).distinct().count() > 1) {
      columns.add(new Column("Process", false));
      cells.add(Totals::process);
    }
    columns.add(new Column("Spawned at", false));
    cells.add(Totals::spawn);
    double longest = all.stream().mapToLong(TableImage::lived).max().orElse(1);
    List<Map<LaneState, Double>> bars =
        all.stream().limit(most).map(row -> bar(row, Math.max(1, longest))).toList();
    List<List<String>> shown =
        all.stream()
            .limit(most)
            .map(row -> cells.stream().map(cell -> cell.apply(row)).toList())
            .toList();
    return new Content(
        "Fibers, times" + in(subject),
        columns,
        shown,
        all.size(),
        bars,
        "Running, ready, blocked, sleeping");
  }

  private static long lived(Totals row) {
    return row.running() + row.ready() + row.blocked() + row.sleeping();
  }

  /** In the order of the columns. */
  private static Map<LaneState, Double> bar(Totals row, double longest) {
    Map<LaneState, Double> parts = new EnumMap<>(LaneState.class);
    parts.put(LaneState.RUNNING, row.running() / longest);
    parts.put(LaneState.READY, row.ready() / longest);
    parts.put(LaneState.BLOCKED_OTHER, row.blocked() / longest);
    parts.put(LaneState.SLEEPING, row.sleeping() / longest);
    return parts;
  }

  private static void time(
      String title,
      List<Totals> all,
      ToLongFunction<Totals> value,
      List<Column> columns,
      List<Function<Totals, String>> cells) {
    ColumnUnit unit = ColumnUnit.ofTimes(all.stream().mapToLong(value).max().orElse(0));
    boolean empty = all.stream().allMatch(row -> value.applyAsLong(row) == 0);
    columns.add(new Column(empty ? title : unit.header(title), true));
    cells.add(row -> unit.cell(value.applyAsLong(row)));
  }

  private static Content events(Subject subject, int most) {
    Trace trace = subject.trace();
    long from = subject.range() == null ? 0 : subject.range().from();
    long to = subject.range() == null ? Long.MAX_VALUE : subject.range().to();
    Set<String> types =
        trace.info().eventsByType().keySet().stream()
            .filter(type -> !DEFINITIONS.contains(type))
            .collect(Collectors.toSet());
    List<EventRow> rows = trace.events(from, to, types, most + 1);
    long latest = rows.isEmpty() ? 0 : rows.get(Math.min(most, rows.size()) - 1).time();
    List<List<String>> shown = rows.stream().limit(most).map(row -> event(row, latest)).toList();
    List<Column> columns =
        List.of(
            new Column("Time", true),
            new Column("Seen by", false),
            new Column("Event", false),
            new Column("What", false));
    long all =
        subject.range() != null
            ? Content.UNKNOWN
            : types.stream().mapToLong(trace.info().eventsByType()::get).sum();
    long total = rows.size() > most ? all : rows.size();
    return new Content("Events" + in(subject), columns, shown, total);
  }

  private static List<String> event(EventRow row, long latest) {
    String what =
        row.values().stream()
            .filter(value -> !Wordings.value(row.type(), value).isEmpty())
            .map(value -> Wordings.field(value.name()) + " " + Wordings.value(row.type(), value))
            .collect(Collectors.joining("    "));
    return List.of(
        Figures.instant(row.time(), latest),
        Wordings.cpu(row.cpu()),
        Wordings.event(row.type()),
        what);
  }

  /** With its number where others have the name, and with its process if that is no help. */
  private static String name(
      ObjectInfo object, Map<String, Long> uses, boolean processes, Trace trace) {
    String number = "#" + (object.id() & 0xFFFF_FFFFL);
    String name = object.name();
    if (uses.getOrDefault(name, 0L) < 2) {
      return name;
    }
    String own = name.endsWith(number) ? name : name + " " + number;
    return processes ? own + " of " + trace.nameOf(object.id() >>> 32) : own;
  }

  private static Content channels(Trace trace, int most) {
    List<OfObject> all = OfObject.of(trace);
    Map<String, Long> uses =
        all.stream().collect(Collectors.groupingBy(r -> r.object().name(), Collectors.counting()));
    double latest = all.stream().mapToLong(row -> row.object().created()).max().orElse(0);
    boolean processes = all.stream().map(row -> row.object().id() >>> 32).distinct().count() > 1;
    List<List<String>> shown =
        all.stream()
            .sorted(Comparator.<OfObject>comparingLong(row -> row.object().matches()).reversed())
            .limit(most)
            .map(
                row ->
                    List.of(
                        name(row.object(), uses, processes, trace),
                        row.object().kind().name().toLowerCase(Locale.ROOT),
                        Figures.count(row.object().matches()),
                        Figures.count(row.object().peakQueue()),
                        Figures.instant(row.object().created(), latest),
                        row.creator(),
                        row.object().site().line() == 0 ? "" : row.object().site().position()))
            .toList();
    List<Column> columns =
        List.of(
            new Column("Object", false),
            new Column("Kind", false),
            new Column("Matches", true),
            new Column("Longest queue", true),
            new Column("Created", true),
            new Column("By", false),
            new Column("At", false));
    return new Content("Channels, conditions and mailboxes", columns, shown, all.size());
  }
}
