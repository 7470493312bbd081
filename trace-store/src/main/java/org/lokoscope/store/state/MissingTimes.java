// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.state;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.ChunkSpan;
import org.lokoscope.store.EventWalk;
import org.lokoscope.tracer.schema.Schema;

/**
 * The times in which events of some stream are missing: what the recorder says that it lost, and
 * chunks that are not there. Both ends belong to such a time. What a recording that was killed
 * lacks at its end is not among them: nothing is known after it.
 */
public final class MissingTimes {

  private static final int LOST = Schema.code("eventsLost");
  private static final int LOST_SINCE = Schema.known("eventsLost").field("since").index();

  /** Events from one time to another are missing. */
  public record Hole(long from, long to) {}

  private final List<Hole> holes = new ArrayList<>();

  /** Adds what the numbers of the chunks tell. */
  void addGaps(List<ChunkSpan> chunks) {
    Map<Integer, ChunkSpan> last = new HashMap<>();
    for (ChunkSpan chunk : chunks) {
      ChunkSpan before = last.put(chunk.stream(), chunk);
      int expected = before == null ? 0 : before.sequence() + 1;
      if (chunk.sequence() > expected) {
        add(before == null ? Long.MIN_VALUE : before.last(), chunk.first());
      }
    }
  }

  /** The hole that an event ends, or null for one of another kind. */
  static @Nullable Hole of(EventWalk event) {
    return event.code() == LOST
        ? new Hole(Math.min(event.value(LOST_SINCE), event.time()), event.time())
        : null;
  }

  void add(long from, long to) {
    holes.add(new Hole(Math.min(from, to), to));
  }

  /** In order of time; those that touch are one. */
  List<Hole> merged() {
    List<Hole> ordered = new ArrayList<>(holes);
    ordered.sort(Comparator.comparingLong(Hole::from));
    List<Hole> merged = new ArrayList<>();
    for (Hole hole : ordered) {
      Hole last = merged.isEmpty() ? null : merged.getLast();
      if (last != null && hole.from <= last.to) {
        merged.set(merged.size() - 1, new Hole(last.from, Math.max(last.to, hole.to)));
      } else {
        merged.add(hole);
      }
    }
    return merged;
  }
}
