// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.store.cut.TraceCut;

/** Parts of a trace as traces of their own, with the marks of their time. */
public final class TraceParts {

  private TraceParts() {}

  /**
   * Cuts out a time; see {@link TraceCut#write}.
   *
   * @param to exclusive
   * @param fibers those that are told of; null for all
   */
  public static void cut(
      Trace trace, long from, long to, @Nullable Set<Long> fibers, Path into, Progress progress) {
    TraceCut.write(trace, from, to, fibers, into, progress);
    if (!TraceMarks.read(trace.info().directory()).within(from, to).write(into)) {
      throw new WriteFailure(TraceMarks.file(into), new IOException("cannot be written"));
    }
  }
}
