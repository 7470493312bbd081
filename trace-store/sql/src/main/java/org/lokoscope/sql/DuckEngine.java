// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.sql;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import org.duckdb.DuckDBAppender;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Recording;
import org.lokoscope.store.Trace;
import org.lokoscope.store.file.Traces;
import org.lokoscope.store.sql.SqlEngine;
import org.lokoscope.store.sql.SqlException;
import org.lokoscope.store.sql.SqlFormat;

/** The engine on DuckDB. */
public final class DuckEngine implements SqlEngine {

  @Override
  public void query(
      List<Path> traces, String query, SqlFormat format, Appendable out, Progress progress)
      throws IOException {
    Set<String> words = QueryWords.of(query);
    List<Table> wanted = Tables.ALL.stream().filter(table -> words.contains(table.name())).toList();
    try (Database database = new Database()) {
      database.create(Tables.ALL);
      for (Path path : wanted.isEmpty() ? List.<Path>of() : traces) {
        try (Trace trace = Traces.open(path, progress)) {
          for (Table table : wanted) {
            fill(database, table, trace, progress);
          }
        }
      }
      database.lock();
      answer(database, query, format, out);
    } catch (SQLException e) {
      throw new SqlException(line(e), e);
    }
  }

  static void fill(Database database, Table table, Trace trace, Progress progress)
      throws SQLException {
    try (DuckDBAppender appender = database.connection().createAppender("main", table.name())) {
      table.filler().fill(trace, new Row(appender, run(trace)), progress);
    }
  }

  /** What a trace is called in all tables. */
  static String run(Trace trace) {
    List<Recording> recordings = trace.recordings();
    return recordings.isEmpty()
        ? String.valueOf(trace.info().directory().toAbsolutePath().normalize().getFileName())
        : recordings.getFirst().origin().run().toString();
  }

  private static void answer(Database database, String query, SqlFormat format, Appendable out)
      throws SQLException, IOException {
    try (Statement statement = database.connection().createStatement()) {
      if (statement.execute(query)) {
        try (ResultSet rows = statement.getResultSet()) {
          ResultPrinter.print(rows, format, out);
        }
      }
    }
  }

  /** What DuckDB says, without the lines that quote the query and point into it. */
  private static String line(SQLException problem) {
    String message = String.valueOf(problem.getMessage());
    return message.lines().filter(line -> !line.isBlank()).findFirst().orElse("the query failed");
  }

  @Override
  public void parquet(Trace trace, Path directory, Progress progress) throws IOException {
    try (Database database = new Database()) {
      new ParquetExport(database, trace, directory).write(progress);
    } catch (SQLException e) {
      throw new IOException(line(e), e);
    }
  }
}
