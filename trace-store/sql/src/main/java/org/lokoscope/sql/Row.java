// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.sql;

import java.sql.SQLException;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/** Takes the values of one row after the other, each in the order of the table's columns. */
final class Row {

  private final DuckDBAppender appender;
  private final String run;

  Row(DuckDBAppender appender, String run) {
    this.appender = appender;
    this.run = run;
  }

  /** Each row begins with its run. */
  Row begin() throws SQLException {
    appender.beginRow();
    appender.append(run);
    return this;
  }

  void end() throws SQLException {
    appender.endRow();
  }

  Row number(long value) throws SQLException {
    appender.append(value);
    return this;
  }

  /** What nobody knows, or what does not apply, is NULL and not 0. */
  Row number(boolean known, long value) throws SQLException {
    if (known) {
      appender.append(value);
    } else {
      appender.appendNull();
    }
    return this;
  }

  Row real(double value) throws SQLException {
    appender.append(value);
    return this;
  }

  Row text(@Nullable String value) throws SQLException {
    if (value == null || value.isEmpty()) {
      appender.appendNull();
    } else {
      appender.append(value);
    }
    return this;
  }

  Row absent() throws SQLException {
    appender.appendNull();
    return this;
  }
}
