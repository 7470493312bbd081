// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.store.TraceInfo;
import org.lokoscope.store.file.TraceRecorder;
import org.lokoscope.store.file.Traces;

/**
 * What benchmarks of recording want to know of a trace.
 *
 * @param bytes of its events on disk
 */
public record MeasuredTrace(long events, long bytes, long lost) {

  /** Opens a trace. */
  public static MeasuredTrace of(Path directory) {
    try (Trace trace = Traces.open(directory, Progress.NONE)) {
      TraceInfo info = trace.info();
      return new MeasuredTrace(info.events(), info.bytes(), info.lostEvents());
    }
  }

  /** Records what is reported by one CPU; returns when all of it is written. */
  public static void record(Path directory, Consumer<Probe> reporting) {
    try (TraceRecorder recorder = TraceRecorder.create(directory, "bench", Map.of())) {
      reporting.accept(recorder.probe(0));
    }
  }

  public double bytesPerEvent() {
    return (double) bytes / events;
  }
}
