// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.vm;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Counts milliseconds for the CPUs of one traced run, so that they need not look at the clock at
 * each event to know that much time has passed. Its thread sleeps while nobody asks.
 */
public final class TraceTicker implements AutoCloseable {

  /** What never ticks, for a clock that is looked at each time. */
  public static final TraceTicker NONE = new TraceTicker();

  private static final long TICK_NANOS = 1_000_000;

  /** So many ticks without a question and the thread goes to sleep. */
  private static final int IDLE_TICKS = 64;

  private final @Nullable Thread thread;

  private static final VarHandle TICK;

  static {
    try {
      TICK = MethodHandles.lookup().findVarHandle(TraceTicker.class, "tick", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** The number of the tick; read and written by its handle, without order. */
  private int tick;

  private volatile boolean asked;
  private volatile boolean asleep;
  private volatile boolean closed;

  private TraceTicker() {
    thread = null;
  }

  private TraceTicker(String name) {
    thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
  }

  /** One whose thread runs. */
  public static TraceTicker start() {
    TraceTicker ticker = new TraceTicker("lokoscope-clock");
    if (ticker.thread != null) {
      ticker.thread.start();
    }
    return ticker;
  }

  /** One that ticks when it is told to. */
  static TraceTicker byHand() {
    return new TraceTicker();
  }

  void advance() {
    TICK.setOpaque(this, tick + 1);
  }

  int tick() {
    return (int) TICK.getOpaque(this);
  }

  /** Says that somebody goes by the tick from now on. */
  void ask() {
    if (!asked) {
      asked = true;
      if (asleep) {
        LockSupport.unpark(thread);
      }
    }
  }

  private void run() {
    int idle = 0;
    while (!closed) {
      LockSupport.parkNanos(this, TICK_NANOS);
      advance();
      idle = asked ? 0 : idle + 1;
      asked = false;
      if (idle > IDLE_TICKS) {
        sleep();
        idle = 0;
      }
    }
  }

  /**
   * Who asks sets {@link #asked}, then looks at {@link #asleep}; here it is the other way round.
   */
  private void sleep() {
    asleep = true;
    while (!asked && !closed) {
      LockSupport.park(this);
    }
    asleep = false;
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
