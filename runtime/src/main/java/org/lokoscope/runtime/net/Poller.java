// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which channels have become ready, for all processes of a run. What is watched is
 * watched for one event: who wants the next one asks again.
 *
 * <p>Whoever has nothing else to do waits here ({@link #await}), and those who run look now and
 * then ({@link #look}), so that no other thread has to be woken. Or there is a thread of its own,
 * started when first needed.
 */
final class Poller {

  private static final long NANOS_PER_MILLI = 1_000_000;

  /** Nanoseconds from one look to the next of those who run. Guessed. */
  private static final long INTERVAL = 200_000;

  /** Nanoseconds of a rest that is shorter than the selector's unit of time. Guessed. */
  private static final long NAP = 100_000;

  private final @Nullable ThreadFactory threads;
  private final Consumer<Throwable> died;

  /** Held by the one who uses the selector, for two would wait for each other. */
  private final ReentrantLock using = new ReentrantLock();

  private volatile @Nullable Selector selector;
  private boolean closed;

  /** Somebody is about to wait in the selector, or does. */
  private volatile boolean waiting;

  /** When somebody looked last, on the clock of the JVM. */
  private volatile long looked = System.nanoTime() - INTERVAL;

  /**
   * One without a thread.
   *
   * @param died is told what ended the waiting, if it was not {@link #close}: fibers that wait for
   *     sockets would wait for ever
   */
  Poller(Consumer<Throwable> died) {
    this(null, died);
  }

  /** One with a thread of its own. */
  static Poller withThread(Consumer<Throwable> died) {
    return new Poller(Thread.ofPlatform().daemon().name("poller").factory(), died);
  }

  /**
   * @param threads makes the thread; null if others wait here
   */
  Poller(@Nullable ThreadFactory threads, Consumer<Throwable> died) {
    this.threads = threads;
    this.died = died;
  }

  /**
   * Watches a channel, on the CPU of its process. If it is closed already, nobody hears of it
   * again.
   *
   * @param operations of {@link SelectionKey}, one or more
   * @param ready is told on the thread that has found out which of them are possible
   */
  void watch(SelectableChannel channel, int operations, IntConsumer ready) {
    Selector running = running();
    if (running == null) {
      return;
    }
    try {
      SelectionKey key = channel.keyFor(running);
      if (key == null) {
        channel.register(running, operations, new Watch(operations, ready));
        wakeIfWaiting(running);
      } else if (((Watch) key.attachment()).want(key, operations)) {
        wakeIfWaiting(running);
      }
    } catch (ClosedChannelException | CancelledKeyException | ClosedSelectorException _) {
      return;
    }
  }

  /** What has changed is seen by who waits now; others see it when they begin to. */
  private void wakeIfWaiting(Selector running) {
    if (waiting) {
      running.wakeup();
    }
  }

  /** Null once it is closed. */
  private @Nullable Selector running() {
    Selector running = selector;
    return running != null ? running : begin();
  }

  private synchronized @Nullable Selector begin() {
    if (selector == null && !closed) {
      // The thread may begin when the field is null again.
      Selector fresh = open();
      if (threads != null) {
        waiting = true;
        threads.newThread(() -> run(fresh)).start();
      }
      selector = fresh;
    }
    return selector;
  }

  private static Selector open() {
    try {
      return Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void run(Selector running) {
    try {
      while (select(running, Long.MAX_VALUE)) {
        looked = System.nanoTime();
      }
    } catch (StackOverflowError | OutOfMemoryError exhausted) {
      died.accept(exhausted);
    }
  }

  // For those who have no thread of the poller's

  /** Whether there is something to wait or look for. */
  boolean isUsed() {
    Selector running = selector;
    try {
      return threads == null && running != null && !running.keys().isEmpty();
    } catch (ClosedSelectorException _) {
      return false;
    }
  }

  /** How many nanoseconds ago somebody looked last. */
  long age() {
    return System.nanoTime() - looked;
  }

  /**
   * Waits until a channel is ready, or for less than that.
   *
   * @param nanos the longest time; {@link Long#MAX_VALUE} for any
   * @param called whether somebody wants the caller to go on: set before {@link #wakeup}
   */
  void await(long nanos, BooleanSupplier called) {
    Selector running = selector;
    if (running == null) {
      return;
    }
    using.lock();
    try {
      waiting = true;
      // A look may have used up the wake-up.
      if (!called.getAsBoolean()) {
        select(running, nanos);
      }
    } finally {
      waiting = false;
      looked = System.nanoTime();
      using.unlock();
    }
  }

  /** Looks without waiting if nobody waits and it is time. */
  void look() {
    Selector running = selector;
    if (running == null || waiting || age() < INTERVAL || !isUsed() || !using.tryLock()) {
      return;
    }
    try {
      select(running, 0);
    } finally {
      looked = System.nanoTime();
      using.unlock();
    }
  }

  /** False if nobody can wait any more. */
  private boolean select(Selector running, long nanos) {
    try {
      if (nanos == Long.MAX_VALUE) {
        running.select(Poller::report);
      } else if (nanos >= NANOS_PER_MILLI) {
        running.select(Poller::report, nanos / NANOS_PER_MILLI);
      } else if (running.selectNow(Poller::report) == 0 && nanos > 0) {
        LockSupport.parkNanos(this, Math.min(nanos, NAP));
      }
      return true;
    } catch (ClosedSelectorException _) {
      return false;
    } catch (StackOverflowError | OutOfMemoryError exhausted) {
      // Whoever runs the program knows what to do.
      throw exhausted;
    } catch (Throwable problem) {
      died.accept(problem);
      return false;
    }
  }

  private static void report(SelectionKey key) {
    try {
      ((Watch) key.attachment()).report(key);
    } catch (CancelledKeyException _) {
      return;
    }
  }

  /** Whoever waits, or is about to, goes on. */
  void wakeup() {
    Selector running = selector;
    if (running != null) {
      running.wakeup();
    }
  }

  /** The descriptor of a closed channel that was watched is freed at the next look at it. */
  void release() {
    if (waiting) {
      wakeup();
    }
  }

  /** Ends the thread, and frees the descriptors of all closed channels. */
  synchronized void close() {
    closed = true;
    Selector running = selector;
    if (running != null) {
      try {
        running.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      selector = null;
    }
  }
}
