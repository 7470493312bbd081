// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store;

/** A row of the timeline: one CPU, one process or one fiber. */
public record LaneId(Kind kind, long id) implements Comparable<LaneId> {

  public enum Kind {
    CPU,
    PROCESS,
    FIBER
  }

  public static LaneId cpu(long id) {
    return new LaneId(Kind.CPU, id);
  }

  public static LaneId process(long id) {
    return new LaneId(Kind.PROCESS, id);
  }

  public static LaneId fiber(long id) {
    return new LaneId(Kind.FIBER, id);
  }

  @Override
  public int compareTo(LaneId other) {
    int byKind = kind.compareTo(other.kind);
    return byKind != 0 ? byKind : Long.compare(id, other.id);
  }
}
