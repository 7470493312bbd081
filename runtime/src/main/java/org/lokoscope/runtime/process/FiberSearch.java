// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lokoscope.runtime.cml.Fiber;

/**
 * Finds the fibers of a process that does not run just now, by following what it holds. Nobody
 * keeps a list that holds fibers: it would cost every fiber something, and keep those alive that
 * nothing can wake any more. So a fiber that the collector has taken is not found.
 */
final class FiberSearch {

  private static final int LIMIT = 8_000_000;

  /** The program stands still meanwhile, and a leaking one holds millions of frames. */
  private static final long LIMIT_NANOS = 300_000_000;

  /**
   * What was found.
   *
   * @param fibers by their numbers
   * @param complete false if there was too much to look at. The search goes from near to far, so
   *     the fibers that the scheduler, timers and channels at hand hold were found all the same
   */
  record Found(List<Fiber> fibers, boolean complete) {}

  private FiberSearch() {}

  /**
   * The fibers of a process.
   *
   * @param roots what may hold them besides
   */
  static Found of(Process process, Object... roots) {
    Map<Long, Fiber> found = new TreeMap<>();
    process.fibers().census().fibers().forEach(fiber -> found.put(fiber.id(), fiber));
    ReferenceWalk walk =
        new ReferenceWalk(
            process,
            LIMIT,
            found.size(),
            LIMIT_NANOS,
            object -> null,
            object -> {
              if (object instanceof Fiber fiber && fiber.id() >> 32 == process.id()) {
                found.put(fiber.id(), fiber);
              }
            });
    walk.from(process.machine());
    walk.from(process.fibers());
    walk.from(process.mailbox());
    for (Object root : roots) {
      walk.from(root);
    }
    boolean complete = walk.run();
    return new Found(new ArrayList<>(found.values()), complete);
  }
}
