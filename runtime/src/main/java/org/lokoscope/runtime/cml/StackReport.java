package org.lokoscope.runtime.cml;

import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.probe.StackShape;
import org.lokoscope.runtime.vm.Frame;
import org.lokoscope.runtime.vm.TraceContext;
import org.lokoscope.runtime.vm.Winder;

/** Reports the frames and the winders of a suspended fiber, cycles compressed. */
final class StackReport {

  private StackReport() {}

  static void report(TraceContext trace, Fiber fiber) {
    // What was kept back comes first: who measures the heap then finds no arrays of ours in it.
    Probe probe = trace.probe();
    int depth = Frame.depthOf(fiber.frame);
    fiber.reportedDepth = depth;
    long[] sites = new long[depth];
    long[] words = new long[depth];
    int i = 0;
    for (Frame frame = fiber.frame; frame != null; frame = frame.next()) {
      sites[i] = trace.site(frame);
      words[i++] = frame.ownWords();
    }
    long[] groups = StackShape.compress(sites, words);
    probe.stackSnapshot(trace.now(), fiber.id, fiber.lastContinuation, depth, groups);
    reportWinders(trace, fiber);
  }

  private static void reportWinders(TraceContext trace, Fiber fiber) {
    int length = Winder.lengthOf(fiber.winders);
    long[] sites = new long[length];
    long[] words = new long[length];
    int i = 0;
    for (Winder winder = fiber.winders; winder != null; winder = winder.next()) {
      sites[i] = trace.site(winder.site());
      words[i++] = winder.ownWords();
    }
    long[] groups = StackShape.compress(sites, words);
    trace.probe().winderSnapshot(trace.now(), fiber.id, fiber.lastContinuation, length, groups);
  }
}
