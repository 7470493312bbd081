// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.sql;

import java.nio.file.Path;
import java.util.Map;
import org.lokoscope.runtime.probe.CaptureReason;
import org.lokoscope.runtime.probe.ObjectKind;
import org.lokoscope.runtime.probe.OfferSide;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.probe.SuspendReason;
import org.lokoscope.store.file.TraceRecorder;

/** A trace with an event of each kind that the tables show. */
final class SmallTrace {

  private static final long PROCESS = 1L << 32;
  private static final long CHANNEL = PROCESS + 1_000_000;

  private SmallTrace() {}

  /** Fibers that each wait for a message and for a timer. */
  static Path write(Path directory, int fibers) {
    long[] now = {0};
    try (TraceRecorder recorder =
        TraceRecorder.create(directory, "p.sps", Map.of("cpus", "1"), () -> now[0])) {
      Probe probe = recorder.probe(0);
      probe.stringDefined(0, 1, "p.sps");
      probe.siteDefined(0, 1, 1, 3, 5, 0, 1);
      probe.processSpawned(0, 1, 0, 1, 0);
      probe.processDispatched(1, 1, 0);
      probe.objectCreated(2, CHANNEL, ObjectKind.CHANNEL.ordinal(), 0, 1);
      for (int i = 0; i < fibers; i++) {
        long fiber = PROCESS + 1 + i;
        long time = 1000L * (i + 1);
        probe.fiberSpawned(time, fiber, 0, 1, 1);
        probe.fiberResumed(time + 10, fiber);
        probe.continuationCaptured(
            time + 20,
            CHANNEL + i,
            fiber,
            CaptureReason.SUSPEND.ordinal(),
            4,
            20 + i,
            1,
            8,
            4,
            0,
            0,
            1);
        probe.offerEnqueued(time + 21, CHANNEL, PROCESS + i, fiber, OfferSide.GET.ordinal(), 1 + i);
        probe.timerArmed(time + 22, CHANNEL + 5000 + i, fiber, PROCESS + i, time + 500, 1, 1);
        probe.fiberSuspended(time + 30, fiber, SuspendReason.SLEEP.ordinal(), 0, 1);
        probe.fiberReady(time + 500, fiber, 0, 0);
        probe.fiberResumed(time + 510, fiber);
        probe.fiberEnded(time + 520, fiber, 0);
        now[0] = time + 520;
      }
    }
    return directory;
  }
}
