// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.lokoscope.store.Trace;
import org.lokoscope.store.file.JoinedRun;
import org.lokoscope.tracer.text.Figures;

/**
 * A stretch in which CPUs could have run and were not run. What the system took is sampled: it lies
 * somewhere in the stretch, and on any of the CPUs.
 *
 * @param nanos how much was taken, of all CPUs together
 * @param part of the time of all CPUs in the stretch, 0 to 1
 * @param byJvm whether the JVM collected; else the system ran something else
 */
public record Taken(long from, long to, long nanos, double part, boolean byJvm) {

  private static final String COLLECTION = "heapAfterCollection";
  private static final String DELAY = "runDelayed";

  /** What a collector that works beside the program reports is no pause. */
  private static final String BESIDE = "Cycles,";

  /** Less of a stretch is no delay that anybody would see. */
  private static final double LEAST = 0.02;

  /** Those of a trace; none of one that joins several runs, for whose they are nobody knows. */
  static List<Taken> of(Trace trace, int most) {
    List<Taken> found = new ArrayList<>();
    if (!JoinedRun.of(trace.info().settings()).isEmpty()) {
      return found;
    }
    int cpus = Math.max(1, trace.info().cpus());
    long[] sampled = {0};
    trace.eachEvent(
        0,
        Long.MAX_VALUE,
        Set.of(COLLECTION, DELAY),
        row -> {
          long time = row.time();
          if (row.type().equals(DELAY)) {
            long nanos = row.values().getFirst().number();
            double part = (double) nanos / Math.max(1, cpus * (time - sampled[0]));
            if (part >= LEAST) {
              found.add(new Taken(sampled[0], time, nanos, Math.min(1, part), false));
            }
            sampled[0] = time;
          } else if (!row.values().get(2).text().contains(BESIDE)) {
            long pause = row.values().get(1).number();
            if (pause > 0) {
              found.add(new Taken(Math.max(0, time - pause), time, pause, 1, true));
            }
          }
          return found.size() < most;
        });
    return List.copyOf(found);
  }

  /** {@code the system ran something else for 3 ms of 100 ms}. */
  public String text() {
    return byJvm
        ? "the JVM collected its heap for " + Figures.duration(nanos) + ": nothing ran"
        : "the system ran something else for "
            + Figures.duration(nanos)
            + " of these "
            + Figures.duration(to - from)
            + " (all CPUs together)";
  }
}
