package org.lokoscope.runtime.process;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks now and then, while a traced run goes on, which fibers nothing can reach any more. Each
 * look is a collection of all garbage; the pauses between are so long that looks take at most a
 * fiftieth of the time.
 */
public final class PeriodicCheck implements AutoCloseable {

  private static final int SHARE = 50;

  private final ProgramRun run;
  private final long nanos;
  private final Runnable onLost;
  private final @Nullable Thread thread;

  /**
   * Begins to look.
   *
   * @param nanos from one look to the next at least; 0 or less never to look
   * @param onLost is told when fibers were found that were not known to be lost; on a CPU's thread
   */
  public PeriodicCheck(ProgramRun run, long nanos, Runnable onLost) {
    this.run = run;
    this.nanos = nanos;
    this.onLost = onLost;
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
        pause = pause(nanos, System.nanoTime() - begun);
      }
    } catch (InterruptedException _) {
      // The run is over.
    }
  }

  /** How long to wait after a look that took so long. */
  static long pause(long nanos, long took) {
    return Math.max(nanos, SHARE * took);
  }

  @Override
  public void close() {
    if (thread != null) {
      thread.interrupt();
    }
  }
}
