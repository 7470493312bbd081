// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A look at a process while it does not run: by whoever asks if the process rests, or by its own
 * CPU at its next safe point. Both may try; it happens once, or never when it was given up.
 */
final class Look implements Runnable {

  /** How often it is tried whether a process rests that does not come to a safe point. */
  private static final long INTERVAL_NANOS = 20_000_000;

  private final Process process;
  private final Supplier<List<String>> what;
  private final AtomicBoolean taken = new AtomicBoolean();
  private final CountDownLatch done = new CountDownLatch(1);
  private volatile @Nullable List<String> seen;

  Look(Process process, Supplier<List<String>> what) {
    this.process = process;
    this.what = what;
  }

  @Override
  public void run() {
    if (taken.compareAndSet(false, true)) {
      try {
        seen = what.get();
      } catch (RuntimeException fault) {
        // Nobody's question may end the program.
        seen = List.of("process " + process.id() + ": cannot be looked at: " + fault);
      } finally {
        done.countDown();
      }
    }
  }

  private boolean isDone() {
    return done.getCount() == 0;
  }

  /** What was seen; null if there was no moment for it. A look that has begun is waited for. */
  @Nullable List<String> seen() {
    process.forget(this);
    if (taken.compareAndSet(false, true)) {
      done.countDown();
    } else {
      await(Long.MAX_VALUE);
    }
    return seen;
  }

  private boolean await(long nanos) {
    try {
      return done.await(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * Has all looks happen, in any order, as far as there is a moment for each in time. All processes
   * are asked before one is waited for, so that those that do not answer cost no more than one.
   */
  static void all(List<Look> looks, long timeoutNanos) {
    looks.forEach(look -> look.process.lookSoon(look));
    long end = System.nanoTime() + timeoutNanos;
    for (Look look : looks) {
      look.process.lookAtRest(look);
    }
    for (Look look : looks) {
      while (!look.isDone() && !Thread.currentThread().isInterrupted()) {
        long left = end - System.nanoTime();
        if (left <= 0) {
          return;
        }
        if (!look.await(Math.min(left, INTERVAL_NANOS))) {
          look.process.lookAtRest(look);
        }
      }
    }
  }
}
