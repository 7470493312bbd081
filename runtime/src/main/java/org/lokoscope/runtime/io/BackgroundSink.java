// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.io;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes bytes for something that can be written only by blocking: a thread writes them in order.
 *
 * <p>Writes are numbered. When one fails, those that wait behind it are dropped, and each operation
 * hears once of the failure of its own: {@link #unchecked} tells what to ask about, and {@link
 * #check} whether it went well. What is written later is tried again.
 */
public final class BackgroundSink implements ByteSink, Working {

  /** Nanoseconds that it is worth waiting for a file: less than to run another fiber. Guessed. */
  static final long SHORT_WAIT = 200_000;

  /** Numbers of writes, without the first. */
  record Writes(long after, long last) {

    boolean areNone() {
      return after == last;
    }
  }

  private final ByteSink blocking;
  private final Executor executor;
  private final long timeout;
  private final boolean mayTakeForEver;
  private final ArrayDeque<byte[]> pending = new ArrayDeque<>();
  private final NavigableMap<Long, IOException> failures = new TreeMap<>();

  /** The number of the last write, of the last that is done, and of the last that was asked for. */
  private long begun;

  private long done;
  private long asked;

  private boolean writing;
  private boolean closing;
  private List<Runnable> waiting = new ArrayList<>();

  private BackgroundSink(
      ByteSink blocking, Executor executor, long timeout, boolean mayTakeForEver) {
    this.blocking = blocking;
    this.executor = executor;
    this.timeout = timeout;
    this.mayTakeForEver = mayTakeForEver;
  }

  static BackgroundSink ofFile(ByteSink file, Executor executor) {
    return new BackgroundSink(file, executor, SHORT_WAIT, false);
  }

  public static BackgroundSink ofStream(ByteSink stream, Executor executor) {
    return new BackgroundSink(stream, executor, SHORT_WAIT, true);
  }

  @Override
  public synchronized boolean isWorking() {
    return writing;
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int count) throws IOException {
    begun++;
    pending.add(Arrays.copyOfRange(bytes, from, from + count));
    begin();
    waitABit(this, timeout, () -> !writing);
    checkSoFar();
  }

  private void begin() {
    if (!writing) {
      writing = true;
      try {
        executor.execute(this::work);
      } catch (RuntimeException | Error refused) {
        fail(Faults.asIoException(refused));
        rest();
      }
    }
  }

  /** On a thread that may block. */
  private void work() {
    byte[] next;
    while ((next = next()) != null) {
      try {
        blocking.write(next, 0, next.length);
        blocking.flush();
        succeed();
      } catch (Throwable e) {
        fail(Faults.asIoException(e));
      }
      tell().forEach(Runnable::run);
    }
    tell().forEach(Runnable::run);
  }

  private synchronized byte @Nullable [] next() {
    byte[] next = pending.poll();
    if (next == null) {
      rest();
    }
    return next;
  }

  /** Nothing is left to be written. */
  private void rest() {
    if (closing) {
      closing = false;
      closeNow();
    }
    writing = false;
    notifyAll();
  }

  private synchronized void succeed() {
    done++;
  }

  private synchronized void fail(IOException e) {
    pending.clear();
    while (done < begun) {
      failures.put(++done, e);
    }
  }

  private synchronized List<Runnable> tell() {
    List<Runnable> told = waiting;
    waiting = new ArrayList<>();
    return told;
  }

  public synchronized boolean isPending() {
    return writing;
  }

  /** Whether some of these are still to be written. */
  synchronized boolean isPending(Writes writes) {
    return done < writes.last;
  }

  /** All writes so far. */
  synchronized Writes all() {
    return new Writes(0, begun);
  }

  /** The writes since this was asked last. */
  synchronized Writes unchecked() {
    Writes writes = new Writes(asked, begun);
    asked = begun;
    return writes;
  }

  /** Raises what went wrong with one of these, if anything did; only once. */
  synchronized void check(Writes writes) throws IOException {
    var failed = failures.subMap(writes.after, false, writes.last, true);
    if (!failed.isEmpty()) {
      IOException first = failed.firstEntry().getValue();
      failed.clear();
      throw first;
    }
  }

  /** The same with what has been done so far of the writes that nobody has asked about. */
  private void checkSoFar() throws IOException {
    if (done > asked && !failures.isEmpty()) {
      long before = asked;
      asked = done;
      check(new Writes(before, done));
    }
  }

  /** Has something run, on some thread, as soon as less is pending than now. */
  public void whenDone(Runnable action) {
    synchronized (this) {
      if (writing) {
        waiting.add(action);
        return;
      }
    }
    action.run();
  }

  /** Waits until nothing is pending; blocks the thread. */
  synchronized void await() {
    waitABit(this, Long.MAX_VALUE, () -> !writing);
  }

  @Override
  public long position() throws IOException {
    await();
    return blocking.position();
  }

  @Override
  public boolean canSeek() {
    return blocking.canSeek();
  }

  @Override
  public void seek(long position) throws IOException {
    await();
    synchronized (this) {
      checkSoFar();
    }
    blocking.seek(position);
  }

  /**
   * Closes what is written to, when all has been written. With a file that is at once; else {@link
   * #isPending} tells.
   */
  @Override
  public void close() throws IOException {
    if (!mayTakeForEver) {
      await();
    }
    synchronized (this) {
      begun++;
      closing = true;
      if (!writing) {
        rest();
      }
      checkSoFar();
    }
  }

  private void closeNow() {
    try {
      blocking.close();
      done = begun;
    } catch (Throwable e) {
      fail(Faults.asIoException(e));
    }
  }

  /** Waits on a monitor that the caller holds, but not longer than that. */
  static void waitABit(Object monitor, long nanos, BooleanSupplier done) {
    long end = nanos == Long.MAX_VALUE ? nanos : System.nanoTime() + nanos;
    boolean interrupted = false;
    while (!done.getAsBoolean()) {
      long left = nanos == Long.MAX_VALUE ? 1_000_000_000 : end - System.nanoTime();
      if (left <= 0) {
        break;
      }
      try {
        monitor.wait(left / 1_000_000, (int) (left % 1_000_000));
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
