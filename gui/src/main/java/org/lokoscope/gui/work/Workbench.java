package org.lokoscope.gui.work;

import java.nio.file.Path;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.store.analysis.Diagnosis;

/** All that the application asks of the layers below. */
public interface Workbench {

  /**
   * @throws org.lokoscope.store.TraceException with one line for the user
   * @throws java.util.concurrent.CancellationException when the progress asked to stop
   */
  Trace open(Path trace, Progress progress);

  /**
   * @throws java.util.concurrent.CancellationException when the progress asked to stop
   */
  Diagnosis diagnose(Trace trace, Progress progress);

  /** Writes all events as a table. */
  void exportCsv(Trace trace, Path file, Progress progress);

  ProgramRunner runner();
}
