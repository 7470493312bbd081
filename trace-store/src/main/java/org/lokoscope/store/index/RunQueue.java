// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.probe.SuspendReason;
import org.lokoscope.store.SeriesId.Quantity;

/**
 * How many fibers are ready and do not run. That changes with every switch: a point for each would
 * be most of an index. So one is kept for the most in each stretch of some microseconds, and one
 * for what it was at the end of it. The last stretch of a trace is left out: an index that follows
 * a trace could not take its points back.
 */
final class RunQueue implements Probe, Kept.State {

  /** Nanoseconds. */
  private static final long STRETCH = 10_000;

  private final Fibers fibers;
  private final SeriesTable series;
  private final Rows points;

  /** By fiber: 1 if it is ready. */
  private final Longs ready = new Longs(0);

  private long length;
  private long begin;
  private long last;
  private long most = -1;
  private long told = -1;

  RunQueue(Fibers fibers, SeriesTable series, Rows points) {
    this.fibers = fibers;
    this.series = series;
    this.points = points;
  }

  @Override
  public void keep(Kept kept) {
    kept.column(ready, fibers.ids.size());
    length = kept.number(length);
    begin = kept.number(begin);
    last = kept.number(last);
    most = kept.number(most);
    told = kept.number(told);
  }

  @Override
  public void fiberSpawned(long time, long fiber, long parent, long process, long site) {
    set(time, fiber, 1);
  }

  @Override
  public void fiberReady(long time, long fiber, long by, long object) {
    set(time, fiber, 1);
  }

  @Override
  public void fiberResumed(long time, long fiber) {
    set(time, fiber, 0);
  }

  @Override
  public void fiberEnded(long time, long fiber, int outcome) {
    set(time, fiber, 0);
  }

  @Override
  public void fiberSuspended(long time, long fiber, int reason, long object, long site) {
    boolean goesOn =
        reason == SuspendReason.YIELD.ordinal() || reason == SuspendReason.PREEMPTED.ordinal();
    set(time, fiber, goesOn ? 1 : 0);
  }

  private void set(long time, long fiber, long now) {
    int index = fibers.of(fiber, time);
    long before = ready.get(index);
    if (before == now) {
      return;
    }
    ready.set(index, now);
    if (most < 0) {
      begin = time;
    }
    length += now - before;
    most = Math.max(most, length);
    last = time;
  }

  /** Ends the stretch that a time, at which the next event is, lies behind. */
  void advance(long time) {
    if (most >= 0 && time - begin >= STRETCH) {
      tell();
    }
  }

  private void tell() {
    if (most > told) {
      point(begin, most);
    }
    if (most >= 0 && length != told) {
      point(last, length);
    }
    most = -1;
  }

  private void point(long time, long value) {
    points.add(series.of(Quantity.RUN_QUEUE, 0), time, value);
    told = value;
  }
}
