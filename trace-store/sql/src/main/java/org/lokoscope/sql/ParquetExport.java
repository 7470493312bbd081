// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.tracer.schema.EventType;
import org.lokoscope.tracer.schema.Schema;

/**
 * Writes the tables of a trace as Parquet, each into {@code TABLE/run=ID/part-0.parquet}, as
 * readers of partitioned tables expect it: the run is a column for them. The events are a table for
 * each type, with the columns of that type.
 */
final class ParquetExport {

  /** What a directory may be called, everywhere, without a sign that readers would decode. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]{1,100}");

  private static final String PART = "part-0.parquet";

  private final Database database;
  private final Trace trace;
  private final Path directory;

  ParquetExport(Database database, Trace trace, Path directory) {
    this.database = database;
    this.trace = trace;
    this.directory = directory;
  }

  void write(Progress progress) throws SQLException, IOException {
    for (Table table : Tables.ALL) {
      if (!table.name().equals("events")) {
        database.create(List.of(table));
        DuckEngine.fill(database, table, trace, progress);
        copy(table, table.name());
      }
    }
    events(progress);
  }

  /** One reading of the events fills the tables of all types. */
  private void events(Progress progress) throws SQLException, IOException {
    List<Table> tables = new ArrayList<>();
    List<EventType> present =
        Schema.events().stream()
            .filter(event -> trace.info().eventsByType().containsKey(event.name()))
            .toList();
    for (EventType event : present) {
      tables.add(EventTable.of(event.name(), "", List.of(event)));
    }
    database.create(tables);
    List<DuckDBAppender> appenders = new ArrayList<>();
    try {
      List<Row> rows = new ArrayList<>();
      for (Table table : tables) {
        DuckDBAppender appender = database.connection().createAppender("main", table.name());
        appenders.add(appender);
        rows.add(new Row(appender, DuckEngine.run(trace)));
      }
      new EventSpread(present, rows).fill(trace, progress);
    } finally {
      for (DuckDBAppender appender : appenders) {
        appender.close();
      }
    }
    for (Table table : tables) {
      if (!progress.at(tables.indexOf(table), tables.size(), "Writing the tables")) {
        throw new CancellationException();
      }
      copy(table, "events/" + table.name());
    }
  }

  /** Writes a table and drops it. A file is there whole or not at all. */
  private void copy(Table table, String name) throws SQLException, IOException {
    Path into = directory.resolve(name).resolve("run=" + partition());
    Files.createDirectories(into);
    Path part = into.resolve("." + PART + ".tmp");
    String columns =
        table.columns().stream()
            .skip(1)
            .map(column -> '"' + column.name() + '"')
            .collect(Collectors.joining(", "));
    try (Statement statement = database.connection().createStatement()) {
      statement.execute(
          "COPY (SELECT "
              + columns
              + " FROM \""
              + table.name()
              + "\") TO '"
              + part.toString().replace("'", "''")
              + "' (FORMAT parquet, COMPRESSION gzip)");
      statement.execute("DROP TABLE \"" + table.name() + '"');
    }
    Files.move(part, into.resolve(PART), StandardCopyOption.REPLACE_EXISTING);
  }

  private String partition() {
    String run = DuckEngine.run(trace);
    return PLAIN.matcher(run).matches() && !run.startsWith(".")
        ? run
        : "trace-" + Integer.toHexString(run.hashCode());
  }
}
