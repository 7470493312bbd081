// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.query;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Predicate;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.LaneState;
import org.lokoscope.store.Site;
import org.lokoscope.store.Trace;
import org.lokoscope.store.report.ControlCharacters;
import org.lokoscope.tracer.text.Figures;

/**
 * A table of how long fibers were in each state, most first: fiber by fiber, by the place that
 * spawned them, or all together; or of who woke whom how often.
 */
public final class TopReport {

  /** What a row is. */
  public enum By {
    FIBER,
    SITE,
    ALL,
    /** A pair of fibers, of which one woke the other. */
    WAKES
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The columns of the text: states that are told apart there. */
  private static final Map<String, Set<LaneState>> GROUPS = new LinkedHashMap<>();

  static {
    GROUPS.put("running", Set.of(LaneState.RUNNING));
    GROUPS.put("ready", Set.of(LaneState.READY, LaneState.OVERDUE));
    GROUPS.put(
        "blocked",
        Set.of(
            LaneState.BLOCKED_PUT,
            LaneState.BLOCKED_GET,
            LaneState.BLOCKED_CONDITION,
            LaneState.BLOCKED_CHOICE,
            LaneState.BLOCKED_IO,
            LaneState.BLOCKED_MAILBOX,
            LaneState.BLOCKED_OTHER));
    GROUPS.put("sleeping", Set.of(LaneState.SLEEPING));
  }

  private record Row(String name, long id, long fibers, Map<LaneState, Long> nanos) {
    long in(Set<LaneState> states) {
      return states.stream().mapToLong(state -> nanos.getOrDefault(state, 0L)).sum();
    }
  }

  private final Trace trace;
  private final long from;
  private final long to;
  private final Predicate<FiberInfo> wanted;

  private TopReport(Trace trace, long from, long to, Predicate<FiberInfo> wanted) {
    this.trace = trace;
    this.from = from;
    this.to = to;
    this.wanted = wanted;
  }

  /** The words by which a table may be sorted. */
  public static Set<String> orders() {
    return GROUPS.keySet();
  }

  /**
   * Puts a table together.
   *
   * @param to exclusive
   * @param wanted which fibers count
   * @param order one of {@link #orders}
   * @param limit rows at most
   */
  public static String of(
      Trace trace,
      By by,
      long from,
      long to,
      Predicate<FiberInfo> wanted,
      String order,
      int limit,
      FindFormat format) {
    TopReport report = new TopReport(trace, from, to, wanted);
    if (by == By.WAKES) {
      return report.wakes(limit, format);
    }
    Set<LaneState> states = GROUPS.getOrDefault(order, Set.of());
    List<Row> shown = report.rows(by, Comparator.comparingLong(row -> row.in(states)), limit);
    return switch (format) {
      case TEXT -> report.text(by, shown);
      case JSON -> json(by, shown);
      case CSV -> csv(by, shown);
    };
  }

  /** The greatest rows, of which no more are kept than are shown: there may be a million. */
  private List<Row> rows(By by, Comparator<Row> order, int limit) {
    PriorityQueue<Row> greatest = new PriorityQueue<>(order);
    Sums sums = new Sums(trace);
    if (by == By.FIBER) {
      sums.each(
          from,
          to,
          wanted,
          each ->
              keep(
                  new Row(each.fiber().name(), each.fiber().id(), 1, each.nanos()),
                  greatest,
                  limit));
    } else {
      Map<Site, Row> rows = new LinkedHashMap<>();
      sums.each(
          from,
          to,
          wanted,
          each -> {
            Site site = by == By.SITE ? each.fiber().spawnSite() : Site.UNKNOWN;
            String name = by == By.SITE ? site.position() : "all fibers";
            rows.merge(site, new Row(name, site.id(), 1, each.nanos()), TopReport::plus);
          });
      rows.values().forEach(row -> keep(row, greatest, limit));
    }
    List<Row> rows = new ArrayList<>(greatest);
    rows.sort(order.reversed().thenComparing(Row::id));
    return rows;
  }

  private static void keep(Row row, PriorityQueue<Row> greatest, int limit) {
    greatest.add(row);
    if (greatest.size() > limit) {
      greatest.remove();
    }
  }

  private static Row plus(Row one, Row other) {
    Map<LaneState, Long> nanos = new EnumMap<>(LaneState.class);
    nanos.putAll(one.nanos);
    other.nanos.forEach((state, time) -> nanos.merge(state, time, Long::sum));
    return new Row(one.name, one.id, one.fibers + other.fibers, nanos);
  }

  private String text(By by, List<Row> rows) {
    StringBuilder text = new StringBuilder();
    for (String group : GROUPS.keySet()) {
      text.append(String.format(Locale.ROOT, "%12s", group));
    }
    text.append(by == By.FIBER ? "" : String.format(Locale.ROOT, "%10s", "fibers"));
    text.append(by == By.SITE ? "  spawned at\n" : "  fiber\n");
    for (Row row : rows) {
      for (Set<LaneState> states : GROUPS.values()) {
        text.append(String.format(Locale.ROOT, "%12s", Figures.duration(row.in(states))));
      }
      if (by != By.FIBER) {
        text.append(String.format(Locale.ROOT, "%10s", Figures.count(row.fibers)));
      }
      text.append("  ").append(row.name.replace('\n', ' ')).append('\n');
    }
    return ControlCharacters.shown(text.toString());
  }

  private static String json(By by, List<Row> rows) {
    StringBuilder lines = new StringBuilder();
    for (Row row : rows) {
      ObjectNode node = JSON.createObjectNode();
      node.put(by == By.SITE ? "site" : "name", row.name);
      node.put("id", row.id).put("fibers", row.fibers);
      ObjectNode nanos = node.putObject("nanos");
      row.nanos.forEach((state, time) -> nanos.put(States.word(state), time));
      lines.append(node).append('\n');
    }
    return lines.toString();
  }

  private static String csv(By by, List<Row> rows) {
    StringBuilder lines = new StringBuilder(by == By.SITE ? "site,id,fibers" : "name,id,fibers");
    for (LaneState state : LaneState.values()) {
      if (isOfFibers(state)) {
        lines.append(',').append(States.word(state));
      }
    }
    lines.append('\n');
    for (Row row : rows) {
      lines.append(quoted(row.name)).append(',').append(row.id).append(',').append(row.fibers);
      for (LaneState state : LaneState.values()) {
        if (isOfFibers(state)) {
          lines.append(',').append(row.nanos.getOrDefault(state, 0L));
        }
      }
      lines.append('\n');
    }
    return lines.toString();
  }

  private static boolean isOfFibers(LaneState state) {
    return state != LaneState.ABSENT && state != LaneState.IDLE;
  }

  private static String quoted(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
  }

  private String wakes(int limit, FindFormat format) {
    List<Long> fibers = trace.fibers().stream().filter(wanted).map(FiberInfo::id).toList();
    StringBuilder lines = new StringBuilder();
    if (format == FindFormat.TEXT) {
      lines.append(String.format(Locale.ROOT, "%12s  %s%n", "wakes", "by -> fiber"));
    } else if (format == FindFormat.CSV) {
      lines.append("by,byId,fiber,fiberId,wakes\n");
    }
    new Causes(trace)
        .wakes(fibers, from, to).stream()
            .limit(limit)
            .forEach(each -> lines.append(wakes(each, format)).append('\n'));
    return format == FindFormat.TEXT ? ControlCharacters.shown(lines.toString()) : lines.toString();
  }

  private String wakes(Causes.Wakes wakes, FindFormat format) {
    String by = trace.nameOf(wakes.by());
    String fiber = trace.nameOf(wakes.fiber());
    return switch (format) {
      case TEXT ->
          String.format(Locale.ROOT, "%12s  %s -> %s", Figures.count(wakes.count()), by, fiber);
      case JSON ->
          JSON.createObjectNode()
              .put("by", by)
              .put("byId", wakes.by())
              .put("fiber", fiber)
              .put("fiberId", wakes.fiber())
              .put("wakes", wakes.count())
              .toString();
      case CSV ->
          quoted(by)
              + ","
              + wakes.by()
              + ","
              + quoted(fiber)
              + ","
              + wakes.fiber()
              + ","
              + wakes.count();
    };
  }
}
