// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.lokoscope.runtime.cml.FiberMode;
import org.lokoscope.runtime.process.ProgramRun;
import org.lokoscope.runtime.process.RunSettings;
import org.lokoscope.runtime.world.SystemWorld;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.store.analysis.Diagnosis;
import org.lokoscope.store.analysis.LeakAnalysis;
import org.lokoscope.store.file.KeptSources;
import org.lokoscope.store.file.TraceRecorder;
import org.lokoscope.store.file.Traces;

/**
 * A program that was run and recorded.
 *
 * @param output what it has printed
 */
record Recorded(Path trace, String output) {

  /** Runs a program, which must end well, with the libraries beside it. */
  static Recorded run(Path program, FiberMode mode, boolean faithful, Path trace)
      throws IOException {
    return run(program, mode, faithful, OptionalLong.empty(), trace);
  }

  /** The same in a world of its own, with a virtual clock, if a seed is given. */
  static Recorded run(Path program, FiberMode mode, boolean faithful, OptionalLong seed, Path trace)
      throws IOException {
    String file = program.getFileName().toString();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    KeptSources sources = new KeptSources();
    try (TraceRecorder recorder = TraceRecorder.create(trace, file, described(seed))) {
      ProgramRun run =
          new ProgramRun(
              new RunSettings(mode, 1, seed, faithful),
              new SystemWorld(
                  InputStream.nullInputStream(),
                  out,
                  OutputStream.nullOutputStream(),
                  List.of(file)),
              List.of(program.getParent()),
              recorder::probe);
      run.onSource(sources::add);
      sources.begin(
          trace,
          problem -> {
            throw new AssertionError(problem);
          });
      int status = run.execute(run.load(Files.readString(program), file), file);
      assertThat(status).isZero();
    }
    return new Recorded(trace, out.toString(StandardCharsets.UTF_8));
  }

  private static Map<String, String> described(OptionalLong seed) {
    return seed.isPresent() ? Map.of("seed", Long.toString(seed.getAsLong())) : Map.of();
  }

  Diagnosis diagnosis() {
    try (Trace opened = Traces.open(trace, Progress.NONE)) {
      return LeakAnalysis.analyse(opened);
    }
  }
}
