// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.model;

import java.util.List;
import org.lokoscope.views.viewport.TimeAxis;
import org.lokoscope.views.viewport.TimeRange;

/**
 * The playhead and its motion. The speed is a part of the run per second of watching, so that a run
 * of a millisecond and one of an hour play alike.
 */
public final class Playback {

  /** Seconds that the whole run takes at speed 1. */
  private static final double WHOLE_RUN = 20;

  private static final double SLOWEST = 1.0 / 4096;
  private static final double FASTEST = 16;

  private final Cell<Long> time = new Cell<>(0L);
  private final Cell<Boolean> playing = new Cell<>(false);
  private final Cell<Double> speed = new Cell<>(1.0);
  private long end;
  private double exact;
  private TimeAxis axis = TimeAxis.LINEAR;

  public Playback(long end) {
    this.end = end;
  }

  /** Nanoseconds since the run began. */
  public Cell<Long> time() {
    return time;
  }

  public Cell<Boolean> playing() {
    return playing;
  }

  /** Passes over the folds of an axis, and plays what is left in the time of a whole run. */
  void skip(List<TimeRange> folds) {
    axis = TimeAxis.of(folds);
  }

  /** 1 plays the whole run in twenty seconds. */
  public Cell<Double> speed() {
    return speed;
  }

  public void moveTo(double moment) {
    exact = Math.clamp(moment, 0, (double) end);
    time.set(Math.round(exact));
  }

  /** Starts or stops; from the end it starts over. */
  public void toggle() {
    if (!playing.get() && time.get() >= end) {
      moveTo(0);
    }
    playing.set(!playing.get());
  }

  public void faster() {
    speed.set(Math.min(FASTEST, speed.get() * 2));
  }

  public void slower() {
    speed.set(Math.max(SLOWEST, speed.get() / 2));
  }

  /** Moves on while playing; stops at the end. */
  public void advance(double seconds) {
    if (!playing.get()) {
      return;
    }
    moveTo(axis.time(axis.place(exact) + seconds * nanosPerSecond()));
    if (time.get() >= end) {
      playing.set(false);
    }
  }

  /** The run has become longer. */
  public void grow(long now) {
    end = Math.max(end, now);
  }

  /** The time of the last event. */
  public long end() {
    return end;
  }

  /** Nanoseconds of the run, without what is folded, in each second of watching. */
  public double nanosPerSecond() {
    return speed.get() * axis.place(end) / WHOLE_RUN;
  }
}
