// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.cml;

import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.probe.StackShape;
import org.lokoscope.runtime.vm.Frame;
import org.lokoscope.runtime.vm.TraceContext;
import org.lokoscope.runtime.vm.Winder;

/**
 * Reports the frames and the winders of a suspended fiber, cycles compressed. Fibers of one place
 * come with the same few frames one after the other: what was compressed last is kept for them.
 */
final class StackReport {

  private static final long[] NOTHING = {};

  /** Frames that are compared with those of the last stack. */
  private static final int FEW = 32;

  /** Where the last short stack was reported, with its frames: their sites, labels and sizes. */
  private @Nullable TraceContext lastTrace;

  private int lastDepth;
  private final int[] sites = new int[FEW];
  private final int[] words = new int[FEW];
  private final String[] labels = new String[FEW];
  private long[] groups = NOTHING;

  void report(TraceContext trace, Fiber fiber) {
    // What was kept back comes first: who measures the heap then finds no arrays of ours in it.
    Probe probe = trace.probe();
    int depth = Frame.depthOf(fiber.frame);
    fiber.reportedDepth = depth;
    long[] frames = isLast(trace, fiber.frame, depth) ? groups : compress(trace, fiber, depth);
    probe.stackSnapshot(trace.now(), fiber.id, fiber.lastContinuation, depth, frames);
    int length = Winder.lengthOf(fiber.winders);
    long[] entries = length == 0 ? NOTHING : compressWinders(trace, fiber);
    trace.probe().winderSnapshot(trace.now(), fiber.id, fiber.lastContinuation, length, entries);
  }

  private boolean isLast(TraceContext trace, @Nullable Frame first, int depth) {
    if (trace != lastTrace || depth != lastDepth) {
      return false;
    }
    int i = 0;
    for (Frame frame = first; frame != null; frame = frame.next()) {
      if (frame.site() != sites[i]
          || frame.ownWords() != words[i]
          || !frame.label().equals(labels[i++])) {
        return false;
      }
    }
    return true;
  }

  private long[] compress(TraceContext trace, Fiber fiber, int depth) {
    long[] allSites = new long[depth];
    long[] allWords = new long[depth];
    int i = 0;
    for (Frame frame = fiber.frame; frame != null; frame = frame.next()) {
      allSites[i] = trace.site(frame);
      allWords[i++] = frame.ownWords();
    }
    long[] compressed = StackShape.compress(allSites, allWords);
    if (depth <= FEW) {
      keep(trace, fiber, depth, compressed);
    }
    return compressed;
  }

  private void keep(TraceContext trace, Fiber fiber, int depth, long[] compressed) {
    lastTrace = trace;
    lastDepth = depth;
    groups = compressed;
    int i = 0;
    for (Frame frame = fiber.frame; frame != null; frame = frame.next()) {
      sites[i] = frame.site();
      words[i] = frame.ownWords();
      labels[i++] = frame.label();
    }
  }

  private long[] compressWinders(TraceContext trace, Fiber fiber) {
    int length = Winder.lengthOf(fiber.winders);
    long[] winderSites = new long[length];
    long[] winderWords = new long[length];
    int i = 0;
    for (Winder winder = fiber.winders; winder != null; winder = winder.next()) {
      winderSites[i] = trace.site(winder.site());
      winderWords[i++] = winder.ownWords();
    }
    return StackShape.compress(winderSites, winderWords);
  }
}
