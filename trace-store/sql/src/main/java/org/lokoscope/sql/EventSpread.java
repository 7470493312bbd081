// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.sql;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.EventRow;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.tracer.schema.EventType;

/** Reads the events of a trace once and gives each to the table of its type. */
final class EventSpread {

  private record Target(EventTable table, Row row) {}

  private final Map<String, Target> targets = new HashMap<>();
  private long read;
  private @Nullable SQLException failure;

  /**
   * @param rows of the tables of these types, in the same order
   */
  EventSpread(List<EventType> types, List<Row> rows) {
    for (int i = 0; i < types.size(); i++) {
      EventTable table = new EventTable(List.of(types.get(i)));
      targets.put(types.get(i).name(), new Target(table, rows.get(i)));
    }
  }

  /** For a table that holds several types. */
  EventSpread(EventTable table, Row row) {
    table.types().forEach(type -> targets.put(type, new Target(table, row)));
  }

  void fill(Trace trace, Progress progress) throws SQLException {
    long total = trace.info().events();
    trace.eachEvent(
        Long.MIN_VALUE,
        Long.MAX_VALUE,
        Set.copyOf(targets.keySet()),
        event -> add(event, progress, total));
    if (failure != null) {
      throw failure;
    }
  }

  private boolean add(EventRow event, Progress progress, long total) {
    if ((read++ & 0xFFF) == 0 && !progress.at(read, total, "Reading the events")) {
      throw new CancellationException();
    }
    Target target = targets.get(event.type());
    try {
      if (target != null) {
        target.table.add(event, target.row);
      }
      return true;
    } catch (SQLException e) {
      failure = e;
      return false;
    }
  }
}
