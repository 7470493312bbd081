// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.io.CurrentPorts;

/**
 * The simulated devices of a run: a timer and a source of random events. They run on alarms of the
 * kernel, so on the world's clock, and each belongs to the process that has started it.
 */
final class Devices {

  static final int TIMER = 0;
  static final int CONSOLE = 1;
  static final int RANDOM = 2;

  /** Nanoseconds between two events at the least: nothing would get on otherwise. */
  private static final long SHORTEST = 1_000;

  /** Thirty years: times of the clock and such a gap have a sum. */
  private static final long LONGEST = 1_000_000_000_000_000_000L;

  /** Events that nobody came to look at; more of them would tell nobody anything. */
  private static final int MOST_AT_ONCE = 100_000;

  private final Kernel kernel;
  private final Interrupts interrupts;
  private boolean consoleWatched;
  private final @Nullable Running[] running = new Running[Interrupts.LINES];

  Devices(Kernel kernel) {
    this.kernel = kernel;
    this.interrupts = new Interrupts(kernel);
  }

  Interrupts interrupts() {
    return interrupts;
  }

  /** What has to happen outside of the run before an interrupt can be raised that is wanted now. */
  void await(int irq) {
    if (irq != CONSOLE || kernel.world().isVirtual()) {
      return;
    }
    synchronized (kernel) {
      if (consoleWatched) {
        return;
      }
      consoleWatched = true;
      kernel.countDevices(1);
    }
    CurrentPorts.console(kernel.world()).whenReady(this::consoleReady);
  }

  private void consoleReady() {
    synchronized (kernel) {
      consoleWatched = false;
      interrupts.raise(CONSOLE, 1);
      kernel.countDevices(-1);
    }
  }

  /** Raises its interrupt every so many nanoseconds. */
  void startTimer(Process owner, long period) {
    start(TIMER, owner, () -> period);
  }

  /** Raises its interrupt after random times, as independent events do. */
  void startRandom(Process owner, long mean) {
    SplittableRandom random = new SplittableRandom(kernel.world().nextRandom());
    start(RANDOM, owner, () -> (long) (-Math.log(1 - random.nextDouble()) * mean));
  }

  private void start(int irq, Process owner, LongSupplier gaps) {
    synchronized (kernel) {
      stop(irq);
      running[irq] = new Running(irq, owner, gaps, kernel.world().nanoTime());
    }
  }

  void stop(int irq) {
    synchronized (kernel) {
      Running device = running[irq];
      if (device != null) {
        kernel.cancel(device.alarm);
        running[irq] = null;
      }
    }
  }

  /** Stops what an ended process has started, and takes its interrupts away. */
  void release(Process process) {
    synchronized (kernel) {
      for (int irq = 0; irq < running.length; irq++) {
        Running device = running[irq];
        if (device != null && device.owner == process) {
          stop(irq);
        }
      }
      interrupts.release(process);
    }
  }

  /** A device that is on. */
  private final class Running {
    private final int irq;
    private final Process owner;
    private final LongSupplier gaps;
    private Alarm alarm;
    private long due;

    Running(int irq, Process owner, LongSupplier gaps, long now) {
      this.irq = irq;
      this.owner = owner;
      this.gaps = gaps;
      due = now + gap();
      alarm = kernel.setAlarm(due, this::fire);
    }

    private long gap() {
      return Math.clamp(gaps.getAsLong(), SHORTEST, LONGEST);
    }

    /** If nobody came to look in time, more than one event is due. */
    private void fire(long now) {
      long times = 1;
      long next = due + gap();
      while (next <= now && times < MOST_AT_ONCE) {
        times++;
        next += gap();
      }
      next = Math.max(next, now);
      due = next;
      alarm = kernel.setAlarm(due, this::fire);
      interrupts.raise(irq, times);
    }
  }
}
