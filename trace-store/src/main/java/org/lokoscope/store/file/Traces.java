// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.file;

import java.nio.file.Path;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.store.TraceException;
import org.lokoscope.store.log.TraceFolder;
import org.lokoscope.store.log.TraceMeta;

/** Opens traces. */
public final class Traces {

  private Traces() {}

  /**
   * Opens a trace for reading. What was recorded is never changed; the index is built on the first
   * opening, which the progress sees and may cancel, and kept in the trace's directory.
   *
   * @throws TraceException if the directory is not a trace or cannot be read; one line says why. A
   *     trace that is damaged in places opens, and its info says where.
   * @throws java.util.concurrent.CancellationException if the progress asked to stop
   */
  public static Trace open(Path directory, Progress progress) {
    return new StoredTrace(TraceFolder.of(directory), progress);
  }

  /** Whether the directory looks like a trace, without reading it. */
  public static boolean isTrace(Path directory) {
    return TraceMeta.isTrace(directory);
  }
}
