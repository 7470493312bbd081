package org.lokoscope.gui.work;

import java.nio.file.Path;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.store.analysis.Diagnosis;
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

  /** Reads all of a trace and says what is missing or damaged. */
  Verification verify(Path trace, Progress progress);

  /** Writes all events as a table. */
  void exportCsv(Trace trace, Path file, Progress progress);

  ProgramRunner runner();
}
