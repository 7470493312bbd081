// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.samples.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One HTTP server, as a program for us and for Guile. Each prints the port that it listens on, on
 * loopback, and runs until it is ended.
 */
public final class HttpServers {

  private HttpServers() {}

  /** Writes the program for us into a directory; returns where it is. */
  public static Path ours(Path directory) throws IOException {
    return copy("http-server.sps", directory);
  }

  /** The same for Guile, which needs its library of fibers. */
  public static Path guiles(Path directory) throws IOException {
    return copy("http-server.scm", directory);
  }

  private static Path copy(String file, Path directory) throws IOException {
    Path target = directory.resolve(file);
    try (InputStream in = HttpServers.class.getResourceAsStream("sockets/" + file)) {
      if (in == null) {
        throw new IllegalArgumentException("no such program: file=" + file);
      }
      Files.write(target, in.readAllBytes());
    }
    return target;
  }
}
