package org.lokoscope.views.query;

import org.jspecify.annotations.Nullable;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.StackSnapshot;
import org.lokoscope.store.Trace;
import org.lokoscope.views.layout.FlameNode;
import org.lokoscope.views.viewport.TimeRange;

/**
 * Heap words by stack: of each fiber its last stack snapshot in a range, summed up.
 *
 * @param range the range that was asked for, or the whole run
 * @param whole whether it is the whole run
 * @param ended fibers with a snapshot that came to their end by the end of the range
 * @param without fibers that lived in the range and have no snapshot in it
 */
public record FlameData(
    String program, TimeRange range, boolean whole, long ended, long without, FlameNode root) {

  /**
   * @param range null for the whole run
   */
  public static FlameData of(Trace trace, @Nullable TimeRange range) {
    TimeRange asked = range == null ? new TimeRange(0, trace.end() + 1) : range;
    FlameNode root = FlameNode.root();
    long ended = 0;
    long without = 0;
    for (FiberInfo fiber : trace.fibers()) {
      StackSnapshot last = last(trace, fiber.id(), asked);
      if (last != null) {
        root.add(last);
        ended += hasEnded(fiber, asked) ? 1 : 0;
      } else {
        without += lived(fiber, asked) ? 1 : 0;
      }
    }
    String program = trace.info().program();
    return new FlameData(program, asked, range == null, ended, without, root);
  }

  private static @Nullable StackSnapshot last(Trace trace, long fiber, TimeRange range) {
    for (StackSnapshot snapshot : trace.stacks(fiber).reversed()) {
      if (range.contains(snapshot.time())) {
        return snapshot;
      }
    }
    return null;
  }

  /** A fiber that the end of the run has interrupted holds its stack to the last. */
  private static boolean hasEnded(FiberInfo fiber, TimeRange range) {
    return fiber.ended() >= 0 && fiber.ended() < range.to() && !fiber.isLeft();
  }

  private static boolean lived(FiberInfo fiber, TimeRange range) {
    return fiber.spawned() < range.to() && (fiber.ended() < 0 || fiber.ended() >= range.from());
  }
}
