// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.lifecycle;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongUnaryOperator;

/**
 * The times in which events of some stream are missing. Both ends count: events of two streams that
 * bear the same time may have happened in either order.
 */
public final class Holes {

  private record Hole(long from, long to) {}

  private final List<Hole> holes = new ArrayList<>();

  /** Events between the two times are missing. */
  public void add(long from, long to) {
    holes.add(new Hole(from, to));
  }

  /** Nobody knows where events are missing, so they may be missing anywhere. */
  public void addAll() {
    add(Long.MIN_VALUE, Long.MAX_VALUE);
  }

  /** Events from that time on are missing. */
  public void addEnd(long from) {
    add(from, Long.MAX_VALUE);
  }

  /** A number that tells apart the holes that began up to a time; 0 if there are none. */
  public long fingerprint(long until) {
    long hash = 0;
    List<Hole> ordered = new ArrayList<>(holes);
    ordered.sort(Comparator.comparingLong(Hole::from).thenComparingLong(Hole::to));
    for (Hole hole : ordered) {
      if (hole.from <= until) {
        hash = (hash * 31 + hole.from) * 31 + hole.to + 1;
      }
    }
    return hash;
  }

  /** A walk over the holes, in order of time. */
  Walk walk() {
    List<Hole> ordered = new ArrayList<>(holes);
    ordered.sort(Comparator.comparingLong(Hole::from));
    return new Walk(ordered);
  }

  /** Knows at each time whether events are missing, and how often that has begun. */
  static final class Walk {
    private final List<Hole> holes;
    private int next;
    private long end = Long.MIN_VALUE;
    private int begun;

    private Walk(List<Hole> holes) {
      this.holes = holes;
    }

    /** Goes to a time, which is never before the last one. */
    void to(long time) {
      while (next < holes.size() && holes.get(next).from <= time) {
        end = Math.max(end, holes.get(next++).to);
        begun++;
      }
    }

    /** Has a hole begin here of which only its end is known. */
    void endsAt(long time) {
      end = Math.max(end, time);
      begun++;
    }

    void keep(LongUnaryOperator each) {
      next = (int) each.applyAsLong(next);
      end = each.applyAsLong(end);
      begun = (int) each.applyAsLong(begun);
    }

    /** How many holes have begun so far. */
    int begun() {
      return begun;
    }

    boolean isInside(long time) {
      return begun > 0 && time <= end;
    }
  }
}
