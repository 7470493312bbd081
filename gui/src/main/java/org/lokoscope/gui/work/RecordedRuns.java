// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import java.io.OutputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.store.file.Traces;

/** Makes the runs of traces once more, for a client that debugs them; keeps the traces open. */
final class RecordedRuns implements AutoCloseable {

  private final Map<Path, Trace> open = new HashMap<>();

  /**
   * The run of a trace, before its first form.
   *
   * @param arguments may have {@code at} (nanoseconds), {@code event} (its number) or {@code leak}
   *     (the number of a finding, from 1): once it is let go, it stands there
   * @throws org.lokoscope.store.TraceException if it cannot be replayed, or there is no such event
   */
  synchronized DebuggedRun run(
      Path directory, Map<String, Object> arguments, OutputStream output, OutputStream errors) {
    Trace recorded = open.computeIfAbsent(directory, each -> Traces.open(each, Progress.NONE));
    return ReplayableRun.debugged(directory, recorded, output, errors, target(recorded, arguments));
  }

  private static @Nullable EventTarget target(Trace recorded, Map<String, Object> arguments) {
    if (arguments.get("at") instanceof Number at) {
      return EventTarget.from(recorded, at.longValue());
    }
    if (arguments.get("event") instanceof Number event) {
      return EventTarget.numbered(recorded, event.longValue());
    }
    if (arguments.get("leak") instanceof Number leak) {
      return EventTarget.ofLeak(recorded, leak.intValue());
    }
    return null;
  }

  @Override
  public synchronized void close() {
    open.values().forEach(Trace::close);
    open.clear();
  }
}
