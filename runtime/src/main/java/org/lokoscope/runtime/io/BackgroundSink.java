package org.lokoscope.runtime.io;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/**
 * Takes bytes for something that can be written only by blocking: a thread writes them in order. An
 * error stays, and whoever writes next or waits hears of it.
 */
public final class BackgroundSink implements ByteSink {

  /** Nanoseconds that it is worth waiting for a file: less than to run another fiber. Guessed. */
  static final long PATIENCE = 200_000;

  private final ByteSink blocking;
  private final Executor executor;
  private final long patience;
  private final boolean mayTakeForEver;
  private final ArrayDeque<byte[]> pending = new ArrayDeque<>();

  private boolean writing;
  private boolean closing;
  private IOException failure;
  private List<Runnable> waiting = new ArrayList<>();

  private BackgroundSink(
      ByteSink blocking, Executor executor, long patience, boolean mayTakeForEver) {
    this.blocking = blocking;
    this.executor = executor;
    this.patience = patience;
    this.mayTakeForEver = mayTakeForEver;
  }

  static BackgroundSink ofFile(ByteSink file) {
    return new BackgroundSink(file, Background.files(), PATIENCE, false);
  }

  public static BackgroundSink ofStream(ByteSink stream) {
    return new BackgroundSink(stream, Background.streams(), PATIENCE, true);
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int count) throws IOException {
    check();
    pending.add(Arrays.copyOfRange(bytes, from, from + count));
    if (!writing) {
      writing = true;
      executor.execute(this::work);
    }
    waitABit(this, patience, () -> !writing);
    check();
  }

  /** Raises what went wrong, if anything did. */
  synchronized void check() throws IOException {
    if (failure != null) {
      throw failure;
    }
  }

  /** On a thread that may block. */
  private void work() {
    byte[] next;
    while ((next = next()) != null) {
      try {
        blocking.write(next, 0, next.length);
        blocking.flush();
      } catch (IOException e) {
        fail(e);
      }
    }
    tell().forEach(Runnable::run);
  }

  private synchronized byte[] next() {
    byte[] next = pending.poll();
    if (next == null) {
      if (closing) {
        closeNow();
      }
      writing = false;
      notifyAll();
    }
    return next;
  }

  private synchronized void fail(IOException e) {
    failure = e;
    pending.clear();
  }

  private synchronized List<Runnable> tell() {
    List<Runnable> told = waiting;
    waiting = new ArrayList<>();
    return told;
  }

  public synchronized boolean isPending() {
    return writing;
  }

  /** Has something run, on some thread, as soon as nothing is pending. */
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
    check();
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
      closing = true;
      if (!writing) {
        closeNow();
      }
      check();
    }
  }

  private void closeNow() {
    try {
      blocking.close();
    } catch (IOException e) {
      failure = failure == null ? e : failure;
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
