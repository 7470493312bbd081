// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.cml;

import java.util.ArrayDeque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.vm.Frame;

/** The fibers of a process that are ready to run, first come first served. */
final class ReadyQueue {

  private final ArrayDeque<Fiber> fibers = new ArrayDeque<>();

  void add(Fiber fiber) {
    fibers.add(fiber);
  }

  /** Before all others. */
  void addFirst(Fiber fiber) {
    fibers.addFirst(fiber);
  }

  /** The next one, or null. */
  @Nullable Fiber poll() {
    return fibers.poll();
  }

  /** The one that came so many after the first. */
  @Nullable Fiber poll(int index) {
    if (index == 0) {
      return fibers.poll();
    }
    Iterator<Fiber> all = fibers.iterator();
    Fiber chosen = null;
    for (int i = 0; i <= index && all.hasNext(); i++) {
      chosen = all.next();
    }
    all.remove();
    return chosen;
  }

  boolean isEmpty() {
    return fibers.isEmpty();
  }

  int size() {
    return fibers.size();
  }

  /** Whether a fiber of that group is ready. */
  boolean hasAny(FiberGroup group) {
    for (Fiber fiber : fibers) {
      if (fiber.group == group) {
        return true;
      }
    }
    return false;
  }

  /** The one with the largest continuation, or null. */
  @Nullable Fiber largest() {
    Fiber largest = null;
    for (Fiber fiber : fibers) {
      if (largest == null || Frame.wordsOf(fiber.frame) > Frame.wordsOf(largest.frame)) {
        largest = fiber;
      }
    }
    return largest;
  }
}
