// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.analysis;

import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Reachability;
import org.lokoscope.store.Series;
import org.lokoscope.store.SeriesId;
import org.lokoscope.store.Trace;

/** What detectors look at: the trace, and what several of them need, computed once. */
final class Evidence {
  private static final int PACE = 64;

  /** Points of a series; so many are never thinned to where a window holds none. */
  private static final int POINTS = 1 << 16;

  private final Trace trace;
  private final Limits limits;
  private final Progress progress;
  private @Nullable GrowingFibers growingFibers;
  private @Nullable WorkClock clock;

  Evidence(Trace trace, Progress progress) {
    this(trace, Limits.USUAL, progress);
  }

  Evidence(Trace trace, Limits limits, Progress progress) {
    this.trace = trace;
    this.limits = limits;
    this.progress = progress;
  }

  Trace trace() {
    return trace;
  }

  Limits limits() {
    return limits;
  }

  /** When the program ended, or was left: to look what can still be reached takes a while. */
  long end() {
    return trace.reachability().checks().stream()
        .filter(Reachability.Check::followed)
        .mapToLong(Reachability.Check::since)
        .min()
        .orElse(trace.end());
  }

  /** The fibers whose continuation or dynamic state grows. */
  GrowingFibers growingFibers() {
    if (growingFibers == null) {
      growingFibers = GrowingFibers.of(this);
    }
    return growingFibers;
  }

  /** Time as the program used it. */
  WorkClock clock() {
    if (clock == null) {
      clock = new WorkClock(trace);
    }
    return clock;
  }

  /** What was counted over the run. */
  Series series(SeriesId id) {
    return trace.series(id, 0, Long.MAX_VALUE, POINTS);
  }

  /** To be called for each of many things that are looked at. */
  void step(int done, int total) {
    if (done % PACE == 0 && !progress.at(done, total, "Looking for leaks")) {
      throw new CancellationException();
    }
  }
}
