package org.lokoscope.gui.work;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.lokoscope.store.TraceException;
import org.lokoscope.store.sql.SqlEngine;

/**
 * Finds the engine for SQL and Parquet: on the class path, as in tests, or else in the directory
 * {@code sql} beside the program's jar. There it costs nothing until it is asked for.
 */
public final class SqlEngines {

  private static final String DIRECTORY = "sql";

  private SqlEngines() {}

  /**
   * Loads the engine.
   *
   * @throws TraceException if this installation has none
   */
  public static SqlEngine load() {
    Optional<SqlEngine> known = ServiceLoader.load(SqlEngine.class).findFirst();
    return known.orElseGet(SqlEngines::fromDirectory);
  }

  private static SqlEngine fromDirectory() {
    try {
      URI program = SqlEngines.class.getProtectionDomain().getCodeSource().getLocation().toURI();
      Path directory = Path.of(program).resolveSibling(DIRECTORY);
      ClassLoader loader = new URLClassLoader(jars(directory), SqlEngines.class.getClassLoader());
      return ServiceLoader.load(SqlEngine.class, loader)
          .findFirst()
          .orElseThrow(
              () -> new TraceException(directory + ": the engine for SQL is not installed there"));
    } catch (URISyntaxException | IOException e) {
      throw new TraceException("the engine for SQL cannot be loaded: " + e.getMessage(), e);
    }
  }

  private static URL[] jars(Path directory) throws IOException {
    List<URL> jars = new ArrayList<>();
    if (Files.isDirectory(directory)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, "*.jar")) {
        for (Path jar : entries) {
          jars.add(url(jar));
        }
      }
    }
    return jars.toArray(URL[]::new);
  }

  private static URL url(Path jar) throws MalformedURLException {
    return jar.toUri().toURL();
  }
}
