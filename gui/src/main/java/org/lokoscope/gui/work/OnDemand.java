// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import java.io.IOException;
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

/**
 * Finds a part of the program that few commands need: on the class path, as in tests, or else in a
 * directory beside the program's jar. There it costs nothing until it is asked for.
 */
final class OnDemand {

  private OnDemand() {}

  /**
   * Loads a part.
   *
   * @param directory the name of its directory
   * @throws IOException in whose message stands why it cannot be had
   */
  static <T> T load(Class<T> service, String directory) throws IOException {
    Optional<T> known = ServiceLoader.load(service).findFirst();
    return known.isPresent() ? known.get() : fromDirectory(service, directory);
  }

  private static <T> T fromDirectory(Class<T> service, String name) throws IOException {
    Path directory;
    try {
      URI program = OnDemand.class.getProtectionDomain().getCodeSource().getLocation().toURI();
      directory = Path.of(program).resolveSibling(name);
    } catch (URISyntaxException wrong) {
      throw new IOException(wrong.getMessage(), wrong);
    }
    ClassLoader loader = new URLClassLoader(jars(directory), OnDemand.class.getClassLoader());
    return ServiceLoader.load(service, loader)
        .findFirst()
        .orElseThrow(() -> new IOException(directory + ": it is not installed there"));
  }

  private static URL[] jars(Path directory) throws IOException {
    List<URL> jars = new ArrayList<>();
    if (Files.isDirectory(directory)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, "*.jar")) {
        for (Path jar : entries) {
          jars.add(jar.toUri().toURL());
        }
      }
    }
    return jars.toArray(URL[]::new);
  }
}
