// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.sql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;

/**
 * A table that can be asked for.
 *
 * @param meaning what a row is, for the reference page
 * @param columns the first is the run
 */
record Table(String name, String meaning, List<Column> columns, Filler filler) {

  /** Gives the rows of a trace. */
  @FunctionalInterface
  interface Filler {
    void fill(Trace trace, Row row, Progress progress) throws SQLException;
  }

  static Table of(String name, String meaning, Filler filler, Column... columns) {
    List<Column> all = new ArrayList<>();
    all.add(Column.text("run", "id of the run; the name of the trace if it has none"));
    all.addAll(List.of(columns));
    return new Table(name, meaning, List.copyOf(all), filler);
  }

  String definition() {
    return columns.stream()
        .map(Column::definition)
        .collect(Collectors.joining(", ", "CREATE TABLE \"" + name + "\" (", ")"));
  }
}
