// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

import org.lokoscope.runtime.probe.Probe;

/**
 * Stack and winder snapshots by fiber.
 *
 * <p>snapshots: kind, continuation, count, first number of its groups in {@code numbers} and how
 * many. numbers: one key, the numbers of all groups in a row.
 */
final class StackSnapshots implements Probe, Kept.State {

  static final int FRAMES = 0;
  static final int WINDERS = 1;

  private final Fibers fibers;
  private final Rows snapshots;
  private final Rows numbers;
  private long next;

  StackSnapshots(Fibers fibers, Rows snapshots, Rows numbers) {
    this.fibers = fibers;
    this.snapshots = snapshots;
    this.numbers = numbers;
  }

  @Override
  public void keep(Kept kept) {
    next = kept.number(next);
  }

  @Override
  public void stackSnapshot(long time, long fiber, long continuation, long frames, long[] groups) {
    add(FRAMES, time, fiber, continuation, frames, groups);
  }

  @Override
  public void winderSnapshot(
      long time, long fiber, long continuation, long winders, long[] groups) {
    add(WINDERS, time, fiber, continuation, winders, groups);
  }

  private void add(int kind, long time, long fiber, long continuation, long count, long[] groups) {
    snapshots.add(fibers.of(fiber, time), time, kind, continuation, count, next, groups.length, 0);
    for (long number : groups) {
      numbers.add(0, 0, number);
    }
    next += groups.length;
  }
}
