package org.lokoscope.store.analysis;

import java.util.Arrays;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.LaneState;
import org.lokoscope.store.Series;
import org.lokoscope.store.Strip;
import org.lokoscope.store.Trace;

/**
 * Time as a program uses it: only while a CPU runs something does it pass. What grows in bursts is
 * told from what grows without end by how it goes on while the program works, and a wait in the
 * middle or at the end says nothing about that.
 */
final class WorkClock {
  private static final int STEPS = 4096;

  private final double[] worked;
  private final double step;

  WorkClock(Trace trace) {
    long end = Math.max(1, trace.end());
    int steps = (int) Math.min(STEPS, end);
    worked = new double[steps + 1];
    step = (double) end / steps;
    for (LaneId lane : trace.lanes()) {
      if (lane.kind() == LaneId.Kind.CPU) {
        add(trace.strip(lane, 0, end, steps));
      }
    }
    for (int i = 1; i <= steps; i++) {
      worked[i] += worked[i - 1];
    }
    if (worked[steps] == 0) {
      Arrays.setAll(worked, i -> i * step);
    }
  }

  /** A CPU runs or idles: what the one does not take of a bucket is the other's. */
  private void add(Strip strip) {
    for (int i = 0; i < Math.min(strip.dominant().length, worked.length - 1); i++) {
      double share = (strip.share()[i] & 0xFF) / 255.0;
      boolean runs = strip.dominant()[i] == LaneState.RUNNING.ordinal();
      worked[i + 1] += step * (runs ? share : 1 - share);
    }
  }

  /** The whole run. */
  double total() {
    return worked[worked.length - 1];
  }

  /** Work done before a moment. */
  double at(long time) {
    double place = Math.clamp(time / step, 0, worked.length - 1);
    int before = Math.min((int) place, worked.length - 2);
    return worked[before] + (place - before) * (worked[before + 1] - worked[before]);
  }

  /**
   * The least values of a quantity in parts of the run in which the same work was done.
   *
   * @return {@code parts} numbers
   */
  double[] least(Series series, int parts) {
    double[] least = new double[parts];
    int next = 0;
    double value = 0;
    for (int part = 0; part < parts; part++) {
      double end = total() * (part + 1) / parts;
      double smallest = part == 0 ? Double.POSITIVE_INFINITY : value;
      while (next < series.size() && (part == parts - 1 || at(series.times()[next]) < end)) {
        smallest = Math.min(smallest, series.low()[next]);
        value = series.low()[next];
        next++;
      }
      least[part] = smallest == Double.POSITIVE_INFINITY ? 0 : smallest;
    }
    return least;
  }
}
