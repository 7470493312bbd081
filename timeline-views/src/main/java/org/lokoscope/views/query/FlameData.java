// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.query;

import org.jspecify.annotations.Nullable;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.StackSnapshot;
import org.lokoscope.store.Trace;
import org.lokoscope.store.stacks.StackQuery;
import org.lokoscope.store.stacks.StackQuery.Weight;
import org.lokoscope.store.stacks.StackTree;
import org.lokoscope.store.stacks.StackTrees;
import org.lokoscope.tracer.text.Count;
import org.lokoscope.views.viewport.TimeRange;

/**
 * What weighs how much, by stack: heap words, of each fiber those of its last stack snapshot in a
 * range, or samples of what ran.
 *
 * @param range the range that was asked for, or the whole run
 * @param whole whether it is the whole run
 * @param ended fibers with a snapshot that came to their end by the end of the range
 * @param without fibers that lived in the range and have no snapshot in it
 */
public record FlameData(
    String program,
    TimeRange range,
    boolean whole,
    long ended,
    long without,
    StackTree root,
    Weight weight) {

  /** Samples of what ran, taken while the program was recorded with {@code --sample}. */
  public static FlameData ofSamples(Trace trace, @Nullable TimeRange range) {
    TimeRange asked = range == null ? new TimeRange(0, trace.end() + 1) : range;
    StackQuery query = StackQuery.all(Weight.SAMPLES).within(asked.from(), asked.to());
    return new FlameData(
        trace.info().program(),
        asked,
        range == null,
        0,
        0,
        StackTrees.of(trace, query),
        Weight.SAMPLES);
  }

  /** {@code 1 word}, {@code 3 samples}. */
  public String amount(long weight) {
    return Count.of(weight, this.weight == Weight.WORDS ? "word" : "sample");
  }

  /**
   * @param range null for the whole run
   */
  public static FlameData of(Trace trace, @Nullable TimeRange range) {
    TimeRange asked = range == null ? new TimeRange(0, trace.end() + 1) : range;
    StackTree root = StackTree.root();
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
    return new FlameData(program, asked, range == null, ended, without, root, Weight.WORDS);
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
