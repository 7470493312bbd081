// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import java.nio.file.Path;
import org.lokoscope.store.Imported;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.store.analysis.Diagnosis;
import org.lokoscope.store.analysis.Limits;
import org.lokoscope.store.verify.Verification;

/**
 * All that the application and the command line ask of the layers below. What can fail throws
 * {@link org.lokoscope.store.TraceException} with one line for the user, what takes long {@link
 * java.util.concurrent.CancellationException} when the progress asked to stop.
 */
public interface Workbench {

  /** Whether the directory looks like a trace, without reading it. */
  boolean isTrace(Path directory);

  Trace open(Path trace, Progress progress);

  Diagnosis diagnose(Trace trace, Progress progress);

  /** The same with limits of the user's own. */
  Diagnosis diagnose(Trace trace, Limits limits, Progress progress);

  /** Reads all of a trace and says what is missing or damaged. */
  Verification verify(Path trace, Progress progress);

  /** Writes all events, or what the timeline shows of them, into a file. */
  void export(Trace trace, ExportFormat format, Path file, Progress progress);

  /**
   * Makes a trace of a bare stream of chunks.
   *
   * @param file the stream; the standard input if it is {@code -}
   */
  Imported importChunks(Path file, Path into, Progress progress);

  ProgramRunner runner();
}
