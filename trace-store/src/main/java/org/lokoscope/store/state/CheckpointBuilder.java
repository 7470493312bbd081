// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.state;

import java.io.IOException;
import java.util.PriorityQueue;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.EventWalk;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.store.state.MissingTimes.Hole;

/**
 * One pass over the events that keeps the state every now and then: after {@value #LEAST} events,
 * or {@value #PER_ENTRY} for each entry of the state if those are more. So the file takes less than
 * ten bytes an event however many fibers there are, and a few hundredths of one where there are
 * few. With twice as many events the file is half as large, but who asks for an instant of a
 * hundred thousand fibers may wait for the replay of 400,000.
 */
final class CheckpointBuilder {

  static final int LEAST = 1 << 16;
  private static final int PER_ENTRY = 2;

  private CheckpointBuilder() {}

  /**
   * @param least events between two checkpoints
   */
  static CheckpointFile build(Trace trace, int least, Progress progress) throws IOException {
    return build(trace, least, progress, null, 0);
  }

  /**
   * The same, but what is known of the trace from when it had less events is not looked up again.
   * The file is as if all were.
   *
   * @param older which remains open
   */
  static CheckpointFile extend(Trace trace, int least, Progress progress, CheckpointFile older)
      throws IOException {
    long unchanged = older.extent().unchangedBefore(trace.chunks());
    int known = 0;
    for (int i = 0; i < older.checkpoints().size(); i++) {
      long last = older.checkpoints().get(i).last();
      boolean inHole =
          older.holes().stream().anyMatch(hole -> hole.from() <= last && last <= hole.to());
      known = last < unchanged && !inHole ? i + 1 : known;
    }
    try {
      return build(trace, least, progress, older, known);
    } catch (IllegalStateException | IndexOutOfBoundsException damaged) {
      return build(trace, least, progress);
    }
  }

  private static CheckpointFile build(
      Trace trace, int least, Progress progress, @Nullable CheckpointFile older, int known)
      throws IOException {
    MissingTimes missing = new MissingTimes();
    missing.addGaps(trace.chunks());
    PriorityQueue<Long> ends = new PriorityQueue<>();
    missing.merged().forEach(hole -> ends.add(hole.to()));
    long total = trace.info().events();
    Extent extent = Extent.of(trace.chunks());
    Replay replay = new Replay();
    EventWalk walk;
    try (CheckpointFile.Writer writer = CheckpointFile.Writer.create(trace)) {
      long since = 0;
      long wait = least;
      long done = 0;
      if (older == null || known == 0) {
        walk = trace.walk(Long.MIN_VALUE, _ -> true);
      } else {
        Checkpoint last = older.checkpoints().get(known - 1);
        writer.take(older, known);
        replay = older.read(last);
        walk = trace.walk(last.position());
        done = last.events();
        wait = Math.max(least, PER_ENTRY * replay.size());
        goOn(older, last.last(), missing, ends);
      }
      for (; walk.next(); done++) {
        if ((done & 0xFFFF) == 0 && !progress.at(done, total, "Following the scheduler")) {
          throw new CancellationException();
        }
        while (!ends.isEmpty() && ends.peek() < walk.time()) {
          replay.forget(ends.poll());
        }
        walk.tell(replay);
        @Nullable Hole hole = MissingTimes.of(walk);
        if (hole != null) {
          missing.add(hole.from(), hole.to());
          ends.add(hole.to());
        }
        if (++since >= wait) {
          writer.add(walk.position(), walk.time(), StateBytes.write(replay, walk.time()));
          since = 0;
          wait = Math.max(least, PER_ENTRY * replay.size());
        }
      }
      return writer.finish(missing.merged(), extent);
    }
  }

  /** What was found before a checkpoint, which lies in no hole, counts on. */
  private static void goOn(
      CheckpointFile older, long last, MissingTimes missing, PriorityQueue<Long> ends) {
    ends.removeIf(end -> end < last);
    for (Hole hole : older.holes()) {
      if (hole.to() < last) {
        missing.add(hole.from(), hole.to());
      }
    }
  }
}
