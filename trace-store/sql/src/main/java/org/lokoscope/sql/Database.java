// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;

/**
 * A database in memory; what does not fit into {@value #MEMORY} lies in a temporary directory,
 * which goes when it is closed.
 */
final class Database implements AutoCloseable {

  private static final String MEMORY = "1GB";

  private final Path spill;
  private final DuckDBConnection connection;

  Database() throws SQLException, IOException {
    spill = Files.createTempDirectory("lokoscope-sql");
    Properties settings = new Properties();
    settings.setProperty("memory_limit", MEMORY);
    settings.setProperty("temp_directory", spill.toString());
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    settings.setProperty("allow_community_extensions", "false");
    settings.setProperty("preserve_insertion_order", "true");
    // Not by the DriverManager: it does not see what is loaded on demand.
    connection =
        (DuckDBConnection)
            Objects.requireNonNull(new DuckDBDriver().connect("jdbc:duckdb:", settings));
  }

  DuckDBConnection connection() {
    return connection;
  }

  void create(List<Table> tables) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (Table table : tables) {
        statement.execute(table.definition());
      }
    }
  }

  /** From now on nothing outside of the database can be read or written, for good. */
  void lock() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET enable_external_access = false");
      statement.execute("SET lock_configuration = true");
    }
  }

  @Override
  public void close() throws SQLException, IOException {
    try (Connection closing = connection) {
      closing.isClosed();
    }
    try (Stream<Path> paths = Files.walk(spill)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
