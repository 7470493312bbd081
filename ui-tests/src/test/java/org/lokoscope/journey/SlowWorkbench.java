// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.journey;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.LockSupport;
import org.lokoscope.gui.work.LaunchSettings;
import org.lokoscope.gui.work.ProgramRunner;
import org.lokoscope.gui.work.RecordSettings;
import org.lokoscope.gui.work.SampleProgram;
import org.lokoscope.gui.work.StoreWorkbench;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.store.analysis.Diagnosis;

/**
 * The real workbench; a trace named {@code endless} takes for ever to open, one named {@code
 * puzzling} to diagnose.
 */
final class SlowWorkbench extends StoreWorkbench {

  @Override
  public Trace open(Path trace, Progress progress) {
    for (long done = 0; trace.endsWith("endless"); done++) {
      if (!progress.at(done, 1_000_000, "Indexing")) {
        throw new CancellationException();
      }
      LockSupport.parkNanos(5_000_000);
    }
    return super.open(trace, progress);
  }

  @Override
  public Diagnosis diagnose(Trace trace, Progress progress) {
    for (long done = 0; trace.info().directory().endsWith("puzzling"); done++) {
      if (!progress.at(done, 1_000_000, "Looking for leaks")) {
        throw new CancellationException();
      }
      LockSupport.parkNanos(5_000_000);
    }
    return super.diagnose(trace, progress);
  }

  @Override
  public ProgramRunner runner() {
    return new NoSamples(super.runner());
  }

  /** Keeps the journeys away from the user's directories, where samples are written. */
  private record NoSamples(ProgramRunner real) implements ProgramRunner {

    @Override
    public int run(Path program, List<String> arguments, LaunchSettings settings) {
      return real.run(program, arguments, settings);
    }

    @Override
    public int record(
        Path program,
        List<String> arguments,
        LaunchSettings settings,
        RecordSettings recording,
        Path into,
        boolean quiet,
        Progress progress) {
      return real.record(program, arguments, settings, recording, into, quiet, progress);
    }

    @Override
    public int recordApart(
        Path program,
        List<String> arguments,
        LaunchSettings settings,
        RecordSettings recording,
        Path into,
        Progress progress) {
      return real.recordApart(program, arguments, settings, recording, into, progress);
    }

    @Override
    public List<SampleProgram> samples() {
      return List.of();
    }
  }
}
