// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import java.util.concurrent.locks.LockSupport;
import org.lokoscope.runtime.process.ProgramRun;
import org.lokoscope.store.Progress;

/** Tells how long a run has taken, and stops it when it is cancelled. */
final class Watch implements AutoCloseable {

  private static final long INTERVAL_NANOS = 100_000_000;

  private final Thread thread;
  private volatile boolean over;
  private volatile boolean cancelled;

  Watch(ProgramRun run, Progress progress, String what) {
    long began = System.nanoTime();
    thread =
        Thread.ofPlatform()
            .daemon()
            .name("lokoscope-watch")
            .start(() -> watch(run, progress, what, began));
  }

  private void watch(ProgramRun run, Progress progress, String what, long began) {
    try {
      while (!cancelled) {
        LockSupport.parkNanos(this, INTERVAL_NANOS);
        if (over) {
          return;
        }
        long seconds = (System.nanoTime() - began) / 1_000_000_000;
        cancelled = !progress.at(seconds, -1, what + " (" + seconds + " s)");
      }
    } catch (Throwable problem) {
      System.err.println("lokoscope: the progress cannot be shown any more: " + problem);
    }
    if (cancelled) {
      run.stop();
    }
  }

  boolean wasCancelled() {
    return cancelled;
  }

  /** Nothing is told any more afterwards: what shows progress is about to be gone. */
  @Override
  public void close() {
    over = true;
    LockSupport.unpark(thread);
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
