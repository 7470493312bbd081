// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.log;

import java.nio.file.Path;
import org.lokoscope.store.TraceException;

/**
 * The directory of a trace, as it was at one moment.
 *
 * @param recording whether it was still being recorded into, so that its files may grow
 */
public record TraceFolder(Path directory, TraceMeta meta, boolean recording) {

  /**
   * Looks at a directory.
   *
   * @throws TraceException if it is not a trace; in one line
   */
  public static TraceFolder of(Path directory) {
    // In this order: who finishes in between has written all that there is.
    boolean held = RecordingLock.isHeld(directory);
    TraceMeta meta = TraceMeta.read(directory);
    return new TraceFolder(directory, meta, held && !meta.finished());
  }
}
