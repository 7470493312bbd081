// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.diagnosis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.lokoscope.runtime.cml.FiberMode;
import org.lokoscope.samples.Zoo;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.store.file.Traces;

/** Traces of the programs of the zoo, each recorded once, in a world of its own with a seed. */
final class ZooTraces {

  private static final Path FOLDER = temporary();
  private static final Map<String, Path> TRACES = new ConcurrentHashMap<>();

  private ZooTraces() {}

  /** The trace of a program, to be closed. */
  static Trace open(String name) {
    return open(name, Zoo.named(name).text());
  }

  /** The same of another text of the program. */
  static Trace open(String name, String text) {
    return Traces.open(TRACES.computeIfAbsent(text, _ -> record(name, text)), Progress.NONE);
  }

  private static Path record(String name, String text) {
    try {
      Zoo.Program program = Zoo.named(name);
      Path folder = Files.createTempDirectory(FOLDER, name);
      Path trace = folder.resolve("trace");
      Path source = Files.writeString(folder.resolve(name + ".sps"), text);
      return Recorded.run(source, FiberMode.CALLCC, program.faithful(), OptionalLong.of(1), trace)
          .trace();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("zoo");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
