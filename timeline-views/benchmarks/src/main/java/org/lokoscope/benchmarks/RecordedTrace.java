// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.lokoscope.runtime.cml.FiberMode;
import org.lokoscope.runtime.process.ProgramRun;
import org.lokoscope.runtime.process.RunSettings;
import org.lokoscope.runtime.vm.Layout;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.store.file.TraceRecorder;
import org.lokoscope.store.file.Traces;

/**
 * A seeded run of the program {@code recorded.sps}: the same events each time, in a new directory.
 */
final class RecordedTrace implements AutoCloseable {

  private static final String PROGRAM = "recorded.sps";
  private static final long SEED = 7;

  private final Path folder;

  RecordedTrace() {
    try {
      folder = Files.createTempDirectory("lokoscope-benchmark");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    record();
  }

  private void record() {
    Layout.detect();
    RunSettings settings = new RunSettings(FiberMode.CALLCC, 1, OptionalLong.of(SEED), false);
    BenchmarkWorld world =
        new BenchmarkWorld(InputStream.nullInputStream(), OutputStream.nullOutputStream());
    TraceRecorder[] recorder = new TraceRecorder[1];
    ProgramRun run =
        new ProgramRun(settings, world, List.of(Path.of("")), cpu -> recorder[0].probe(cpu));
    var program = run.load(ServedProgram.text(PROGRAM), PROGRAM);
    recorder[0] = TraceRecorder.create(folder, PROGRAM, Map.of(), run::elapsed);
    try (TraceRecorder _ = recorder[0]) {
      int status = run.execute(program, PROGRAM);
      if (status != 0) {
        throw new IllegalStateException("the recorded program ended with status " + status);
      }
    }
  }

  Trace open() {
    return Traces.open(folder, Progress.NONE);
  }

  /** Makes the next opening build the index again. */
  void deleteIndex() throws IOException {
    delete(folder.resolve("index"));
  }

  @Override
  public void close() throws IOException {
    delete(folder);
  }

  private static void delete(Path tree) throws IOException {
    if (Files.exists(tree)) {
      try (Stream<Path> paths = Files.walk(tree)) {
        for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
