// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.cml;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/** Which fiber of a process has started most others, for when those have filled the heap. */
final class SpawnCounts {

  /** Guessed: who has started fewer fibers has not filled the heap with them. */
  private static final int MANY = 10_000;

  private WeakReference<Fiber> busiest = new WeakReference<>(null);

  /** How many fibers one fiber has started at most. */
  private long most;

  /** A fiber that nothing else refers to any more is not kept for having started many. */
  void count(Fiber parent) {
    parent.spawned++;
    if (parent.spawned >= MANY && parent.spawned > most) {
      most = parent.spawned;
      if (busiest.get() != parent) {
        busiest = new WeakReference<>(parent);
      }
    }
  }

  void ended(Fiber fiber) {
    if (fiber == busiest.get()) {
      busiest.clear();
      most = 0;
    }
  }

  /** The fiber that has started most others, if it has started many and is still there; or null. */
  @Nullable Fiber busiest() {
    return busiest.get();
  }
}
