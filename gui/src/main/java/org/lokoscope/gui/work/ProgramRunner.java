// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import java.nio.file.Path;
import java.util.List;
import org.lokoscope.store.Progress;

/** Runs Scheme programs. */
public interface ProgramRunner {

  /** Runs a program on this process's console. Returns its exit status: 0, or 1 if it raised. */
  int run(Path program, List<String> arguments, LaunchSettings settings);

  /**
   * Runs a program and records it into a directory; what it prints goes to {@code console.txt}
   * there when {@code quiet}, else to this process's console as well.
   *
   * @return the program's exit status
   * @throws java.util.concurrent.CancellationException when the progress asked to stop; the trace
   *     up to then is kept
   */
  int record(
      Path program,
      List<String> arguments,
      LaunchSettings settings,
      RecordSettings recording,
      Path into,
      boolean quiet,
      Progress progress);

  /** The same; everything is recorded and kept. */
  default int record(
      Path program,
      List<String> arguments,
      LaunchSettings settings,
      Path into,
      boolean quiet,
      Progress progress) {
    return record(program, arguments, settings, RecordSettings.DEFAULT, into, quiet, progress);
  }

  /**
   * The same in a process of its own, so that nothing of this one is in the trace. The program's
   * output goes to {@code console.txt} alone.
   */
  default int recordApart(
      Path program,
      List<String> arguments,
      LaunchSettings settings,
      RecordSettings recording,
      Path into,
      Progress progress) {
    return record(program, arguments, settings, recording, into, true, progress);
  }

  List<SampleProgram> samples();

  /** Whether {@code -} stands for a program, whose text is then read from standard input. */
  static boolean isStandardInput(Path program) {
    return program.toString().equals("-");
  }
}
