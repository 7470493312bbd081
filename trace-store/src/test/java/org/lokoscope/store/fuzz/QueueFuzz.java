// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.fuzz;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.Stream;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Questions;
import org.lokoscope.store.TraceException;
import org.lokoscope.store.file.ChunkStreams;

/** A queue file, or a bare stream, of any bytes: as a trace it answers, or is refused in a line. */
public final class QueueFuzz {

  private static final String META =
      """
      {"lokoscopeTrace": 1, "program": "fuzz.sps", "settings": {"cpus": "1"}, "finished": true}
      """;

  private QueueFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) {
    byte[] sealed = ForgedChunks.sealAll(data);
    try {
      Path folder = Files.createTempDirectory("lokoscope-fuzz");
      try {
        Path trace = folder.resolve("trace");
        Files.createDirectories(trace.resolve("events"));
        Files.writeString(trace.resolve("meta.json"), META);
        Files.write(trace.resolve("events").resolve("20260101F.cq4"), sealed);
        ask(trace);
        imports(sealed, folder.resolve("imported"));
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void imports(byte[] stream, Path trace) throws IOException {
    try {
      ChunkStreams.read(new ByteArrayInputStream(stream), "fuzz", trace, Progress.NONE);
    } catch (TraceException refused) {
      one(refused);
      return;
    }
    ask(trace);
  }

  private static void ask(Path trace) throws IOException {
    try {
      Questions.ask(trace, new Random(1));
    } catch (TraceException refused) {
      one(refused);
    }
  }

  private static void one(TraceException refused) {
    if (String.valueOf(refused.getMessage()).contains("\n")) {
      throw new AssertionError("more than a line", refused);
    }
  }

  private static void delete(Path tree) throws IOException {
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
