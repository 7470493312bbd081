// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.lokoscope.store.Progress;
import org.lokoscope.store.SyntheticTrace;
import org.lokoscope.store.file.ChunkStreams;
import org.lokoscope.store.index.IndexFuzz;

/**
 * What a search begins with: parts of a real trace.
 *
 * <p>{@code Seeds DIRECTORY} writes them, those of each target into a directory of its name.
 */
final class Seeds {

  /** So that an input is tried quickly. */
  private static final int ROUNDS = 3;

  private static final int KINDS_OF_INDEX = 7;

  private Seeds() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    write(folder.resolve("ChunkFuzz"), ofChunks());
    write(folder.resolve("QueueFuzz"), ofQueues());
    write(folder.resolve("IndexFuzz"), ofIndexes());
  }

  private static void write(Path folder, List<byte[]> seeds) throws IOException {
    Files.createDirectories(folder);
    for (int i = 0; i < seeds.size(); i++) {
      Files.write(folder.resolve("seed" + i), seeds.get(i));
    }
  }

  private static <T> T withTrace(Use<T> use) throws IOException {
    Path folder = Files.createTempDirectory("lokoscope-seeds");
    try {
      Path trace = folder.resolve("trace");
      SyntheticTrace.write(trace, ROUNDS, true);
      return use.of(trace);
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private interface Use<T> {
    T of(Path trace) throws IOException;
  }

  static List<byte[]> ofChunks() throws IOException {
    byte[] stream = withTrace(Seeds::stream);
    return List.of(stream, Arrays.copyOfRange(stream, 0, stream.length / 2));
  }

  private static byte[] stream(Path trace) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ChunkStreams.write(trace, out, Progress.NONE);
    return out.toByteArray();
  }

  static List<byte[]> ofQueues() throws IOException {
    return withTrace(
        trace -> {
          List<byte[]> seeds = new ArrayList<>();
          seeds.add(stream(trace));
          try (Stream<Path> files = Files.list(trace.resolve("events"))) {
            for (Path file : files.filter(each -> each.toString().endsWith(".cq4")).toList()) {
              seeds.add(Files.readAllBytes(file));
            }
          }
          return seeds;
        });
  }

  static List<byte[]> ofIndexes() throws IOException {
    List<byte[]> seeds = new ArrayList<>();
    for (int i = 0; i < KINDS_OF_INDEX; i++) {
      byte[] seed = IndexFuzz.seed(i);
      if (seed.length > 1) {
        seeds.add(seed);
      }
    }
    return seeds;
  }
}
