// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.sql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.lokoscope.runtime.probe.Kind;
import org.lokoscope.store.EventRow;
import org.lokoscope.store.EventRow.Value;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.tracer.schema.EventField;
import org.lokoscope.tracer.schema.EventType;

/**
 * Tables whose rows are events: a column for each name of a field that occurs in one of the types,
 * NULL where an event has no such field. Identifiers and quantities are numbers; codes, names and
 * source places are readable. What is a word of SQL gets its kind behind its name: {@code
 * from_process}.
 */
final class EventTable {

  private static final Set<String> WORDS = Set.of("from", "to", "since", "by", "column", "string");

  private final Map<String, Column> columns = new LinkedHashMap<>();
  private final Map<String, int[]> places = new HashMap<>();
  private final Set<String> types;

  EventTable(List<EventType> events) {
    types = events.stream().map(EventType::name).collect(Collectors.toUnmodifiableSet());
    List<String> order = new ArrayList<>();
    for (EventType event : events) {
      for (EventField field : fields(event)) {
        String name = columnOf(field);
        Column known = columns.get(name);
        if (known == null) {
          order.add(name);
          columns.put(name, column(name, field));
        } else if (isText(field.kind())) {
          columns.put(name, Column.text(name, known.meaning()));
        }
      }
    }
    for (EventType event : events) {
      List<EventField> fields = fields(event);
      int[] place = new int[order.size()];
      Arrays.fill(place, -1);
      for (int i = 0; i < fields.size(); i++) {
        place[order.indexOf(columnOf(fields.get(i)))] = fields.get(i).index() - 1;
      }
      places.put(event.name(), place);
    }
  }

  static Table of(String name, String meaning, List<EventType> events) {
    EventTable table = new EventTable(events);
    List<Column> all = new ArrayList<>();
    all.add(Column.number("time_ns", "nanoseconds since the run began"));
    all.add(Column.number("cpu", "the virtual CPU; below 0 a stream of the recorder's own"));
    all.add(Column.text("event", "its type"));
    all.addAll(table.columns.values());
    return Table.of(name, meaning, table::fill, all.toArray(Column[]::new));
  }

  /** The fields without the time, and without a CPU, which every event has. */
  private static List<EventField> fields(EventType event) {
    return event.fields().stream()
        .skip(1)
        .filter(field -> field.kind() != Kind.CPU && field.kind() != Kind.SEQUENCE)
        .toList();
  }

  private static Column column(String name, EventField field) {
    return isText(field.kind())
        ? Column.text(name, meaning(field))
        : Column.number(name, meaning(field));
  }

  private static boolean isText(Kind kind) {
    return switch (kind) {
      case TEXT, SEQUENCE, STRING, SITE, CODE -> true;
      default -> false;
    };
  }

  static String columnOf(EventField field) {
    String name = field.name().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    String kind = field.kind().name().toLowerCase(Locale.ROOT);
    return switch (field.kind()) {
      case TIME, DURATION -> name + "_ns";
      default -> WORDS.contains(name) ? name + "_" + kind : name;
    };
  }

  private static String meaning(EventField field) {
    String unit =
        switch (field.kind()) {
          case TIME -> "nanoseconds since the run began";
          case DURATION -> "nanoseconds";
          case WORDS -> "words of 8 bytes";
          case BYTES -> "bytes";
          case SITE -> "source place";
          default -> "";
        };
    return field.doc().isEmpty() || unit.isEmpty() ? unit + field.doc() : field.doc() + "; " + unit;
  }

  private void fill(Trace trace, Row row, Progress progress) throws SQLException {
    new EventSpread(this, row).fill(trace, progress);
  }

  void add(EventRow event, Row row) throws SQLException {
    row.begin().number(event.time()).number(event.cpu()).text(event.type());
    int[] place = places.getOrDefault(event.type(), new int[0]);
    int i = 0;
    for (Column column : columns.values()) {
      int at = place[i++];
      if (at < 0) {
        row.absent();
      } else {
        Value value = event.values().get(at);
        if (column.type() == Column.Type.VARCHAR) {
          row.text(value.text());
        } else {
          row.number(value.number());
        }
      }
    }
    row.end();
  }

  /** The names of the types whose events are rows. */
  Set<String> types() {
    return types;
  }
}
