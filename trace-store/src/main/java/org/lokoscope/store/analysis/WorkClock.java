// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.analysis;

import java.util.Arrays;
import org.lokoscope.store.Series;
import org.lokoscope.store.SeriesId;
import org.lokoscope.store.SeriesId.Quantity;
import org.lokoscope.store.Trace;

/**
 * Time as a program uses it: what passes are its events. What grows in bursts is told from what
 * grows without end by how it goes on while the program works; a wait in the middle or at the end
 * says nothing about that, and no more does a machine that had other things to do.
 */
final class WorkClock {
  private static final int POINTS = 1 << 16;

  private final long[] times;
  private final double[] events;

  WorkClock(Trace trace) {
    Series series = trace.series(new SeriesId(Quantity.EVENTS, 0), 0, Long.MAX_VALUE, POINTS);
    int size = series.size();
    times = Arrays.copyOf(series.times(), size + 1);
    events = Arrays.copyOf(series.values(), size + 1);
    times[size] = Math.max(1, trace.end());
    events[size] = Math.max(1, trace.info().events());
  }

  /** The whole run. */
  double total() {
    return events[events.length - 1];
  }

  /** Work done before a moment. */
  double at(long time) {
    int found = Arrays.binarySearch(times, time);
    if (found >= 0) {
      return events[found];
    }
    int after = -found - 1;
    if (after == 0 || after == times.length) {
      return after == 0 ? events[0] : total();
    }
    double part = (double) (time - times[after - 1]) / (times[after] - times[after - 1]);
    return events[after - 1] + part * (events[after] - events[after - 1]);
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
