// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.samples.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Programs whose recording is measured. Each prints the seconds that its last part took: what came
 * before warms up.
 */
public final class RecordedPrograms {

  private static final List<String> NAMES =
      List.of("compute", "web-server", "ping-pong", "live-fibers");

  private RecordedPrograms() {}

  public static List<String> names() {
    return NAMES;
  }

  /** Writes a program into a directory; returns where it is. */
  public static Path extract(String name, Path directory) throws IOException {
    Path target = directory.resolve(name + ".sps");
    try (InputStream in = RecordedPrograms.class.getResourceAsStream("record/" + name + ".sps")) {
      if (in == null) {
        throw new IllegalArgumentException("no such program: name=" + name);
      }
      Files.write(target, in.readAllBytes());
    }
    return target;
  }
}
