// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks now and then, while a traced run goes on, which fibers nothing can reach any more. Each
 * look is a collection of all garbage; the pauses between are so long that looks take at most a
 * fiftieth of the time.
 */
public final class PeriodicCheck implements AutoCloseable {

  private static final int SHARE = 50;

  /** The same for what else is looked at, while the program runs on. */
  private static final int SHARE_BESIDE = 20;

  private final ProgramRun run;
  private final long nanos;
  private final Runnable onLost;
  private final Runnable alsoLook;
  private final @Nullable Thread thread;

  /**
   * Begins to look.
   *
   * @param nanos from one look to the next at least; 0 or less never to look
   * @param onLost is told when fibers were found that were not known to be lost; on a CPU's thread
   */
  public PeriodicCheck(ProgramRun run, long nanos, Runnable onLost) {
    this(run, nanos, onLost, () -> {});
  }

  /**
   * The same with something else that is looked at each time, on the thread that looks.
   *
   * @param alsoLook counts as part of the look, and raises nothing
   */
  public PeriodicCheck(ProgramRun run, long nanos, Runnable onLost, Runnable alsoLook) {
    this.run = run;
    this.nanos = nanos;
    this.onLost = onLost;
    this.alsoLook = alsoLook;
    this.thread =
        nanos <= 0 ? null : Thread.ofPlatform().daemon().name("lokoscope-check").start(this::look);
  }

  private void look() {
    long pause = nanos;
    try {
      while (true) {
        TimeUnit.NANOSECONDS.sleep(pause);
        long begun = System.nanoTime();
        run.check(onLost);
        long checked = System.nanoTime() - begun;
        long before = processorTime();
        alsoLook.run();
        pause = pause(nanos, checked, processorTime() - before);
      }
    } catch (InterruptedException _) {
      // The run is over.
    }
  }

  /** Of this thread, where that can be told; else the clock's. */
  private static long processorTime() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return threads.isCurrentThreadCpuTimeSupported()
        ? threads.getCurrentThreadCpuTime()
        : System.nanoTime();
  }

  /**
   * How long to wait after a look.
   *
   * @param took nanoseconds in which the program may have stood still
   * @param beside nanoseconds of the processor that were used beside the program
   */
  static long pause(long nanos, long took, long beside) {
    return Math.max(nanos, Math.max(SHARE * took, SHARE_BESIDE * beside));
  }

  @Override
  public void close() {
    if (thread != null) {
      thread.interrupt();
    }
  }
}
