// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.lokoscope.store.file.TraceRecorder;

/**
 * Records events at a stated rate through the recorder of real programs, each at the time at which
 * it is told of. The trace says what this machine's monotonic clock said when it began, so that who
 * follows it in another process knows how late he is.
 */
public final class LiveSource {

  /** The setting of the trace that says when it began: {@link System#nanoTime}. */
  private static final String ORIGIN = "monotonic origin";

  private static final long PACE_NANOS = 1_000_000;

  private LiveSource() {}

  /**
   * Records for a while.
   *
   * @param rate events per second
   * @param nanos how long
   */
  public static void record(Path directory, double rate, int fibers, long nanos) {
    long origin = System.nanoTime();
    Map<String, String> settings = Map.of("cpus", "1", ORIGIN, Long.toString(origin));
    try (TraceRecorder recorder =
        TraceRecorder.create(directory, "live.sps", settings, () -> System.nanoTime() - origin)) {
      Exchanges exchanges =
          new Exchanges(recorder.probe(0), fibers, new Random(1), recorder.clock());
      exchanges.begin("live.sps");
      long done = 0;
      for (long now = 0; now < nanos; now = System.nanoTime() - origin) {
        long due = (long) (now * rate / 1e9 / Exchanges.EVENTS);
        for (; done < due; done++) {
          exchanges.next();
        }
        LockSupport.parkNanos(PACE_NANOS);
      }
    }
  }

  /** When a trace began, as {@link System#nanoTime} of this machine. */
  public static long origin(Map<String, String> settings) {
    return Long.parseLong(settings.getOrDefault(ORIGIN, "0"));
  }
}
