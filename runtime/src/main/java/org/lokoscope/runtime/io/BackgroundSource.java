// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.io;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of something that can be read only by blocking, for those who must not block: a thread
 * reads a piece ahead as soon as somebody wants one. May be used by several processes, which share
 * what comes.
 *
 * <p>A piece stays until all of it is taken; only then the next one is read. A change of position
 * does not wait for a read that is under way: what that brings is dropped. An end and an error are
 * each told once, after the bytes before them; who reads on after that asks anew.
 */
public final class BackgroundSource implements ByteSource, Working {

  private static final int PIECE = 1 << 14;
  private static final byte[] NO_PIECE = {};

  private final ByteSource blocking;
  private final Executor executor;
  private final boolean knowsWhenReady;
  private final long timeout;

  private byte[] piece = NO_PIECE;
  private int at;
  private int end;
  private boolean ended;
  private @Nullable IOException failure;
  private boolean reading;

  /** Somebody wants a piece that has not come yet. */
  private boolean wanted;

  /** How often the position was changed: a read that began before is worth nothing. */
  private long changes;

  /** Where the next read begins; negative to go on. */
  private long target = -1;

  private long taken;
  private List<Runnable> waiting = new ArrayList<>();

  private BackgroundSource(
      ByteSource blocking, Executor executor, boolean knowsWhenReady, long timeout) {
    this.blocking = blocking;
    this.executor = executor;
    this.knowsWhenReady = knowsWhenReady;
    this.timeout = timeout;
  }

  /** A regular file: nearly always its bytes come at once, so it is worth waiting a moment. */
  static BackgroundSource ofFile(ByteSource file, Executor executor) {
    return new BackgroundSource(file, executor, false, BackgroundSink.SHORT_WAIT);
  }

  /** A stream that can tell whether a read would block; then it is read without a thread. */
  public static BackgroundSource ofStream(ByteSource stream, Executor executor) {
    return new BackgroundSource(stream, executor, true, 0);
  }

  /** A file that is none: a pipe with a name, or a device. */
  static BackgroundSource ofSpecialFile(ByteSource file, Executor executor) {
    return new BackgroundSource(file, executor, false, 0);
  }

  @Override
  public synchronized boolean isWorking() {
    return reading;
  }

  @Override
  public synchronized int read(byte[] into, int from, int count) throws IOException {
    if (!isThere()) {
      if (knowsWhenReady && !reading && blocking.isReady()) {
        byte[] next = room();
        set(next, blocking.read(next, 0, next.length), null);
      } else {
        begin();
        BackgroundSink.waitABit(this, timeout, this::isThere);
      }
    }
    return isThere() ? take(into, from, count) : 0;
  }

  /** What the next piece is read into. */
  private byte[] room() {
    return piece == NO_PIECE ? new byte[PIECE] : piece;
  }

  private boolean isThere() {
    return at < end || ended || failure != null;
  }

  private int take(byte[] into, int from, int count) throws IOException {
    if (at < end) {
      int length = Math.min(count, end - at);
      System.arraycopy(piece, at, into, from, length);
      at += length;
      taken += length;
      return length;
    }
    if (failure != null) {
      IOException told = failure;
      failure = null;
      throw told;
    }
    ended = false;
    return -1;
  }

  /** Has a piece read, unless one is being read. Afterwards it may be there already. */
  private void begin() {
    wanted = true;
    if (!reading) {
      reading = true;
      try {
        executor.execute(this::fetch);
      } catch (RuntimeException | Error refused) {
        reading = false;
        set(NO_PIECE, 0, Faults.asIoException(refused));
      }
    }
  }

  /** On a thread that may block. */
  private void fetch() {
    byte[] into;
    long change;
    long from;
    synchronized (this) {
      into = room();
      change = changes;
      from = target;
      target = -1;
    }
    int count = 0;
    IOException wrong = null;
    try {
      if (from >= 0) {
        blocking.seek(from);
      }
      count = blocking.read(into, 0, into.length);
    } catch (Throwable e) {
      wrong = Faults.asIoException(e);
    }
    arrive(change, into, count, wrong).forEach(Runnable::run);
  }

  private synchronized List<Runnable> arrive(
      long change, byte[] into, int count, @Nullable IOException wrong) {
    reading = false;
    if (change == changes) {
      set(into, count, wrong);
    } else if (wanted) {
      begin();
    }
    notifyAll();
    return isThere() ? waiters() : List.of();
  }

  private void set(byte[] into, int count, @Nullable IOException wrong) {
    wanted = false;
    piece = into;
    at = 0;
    end = Math.max(count, 0);
    ended = count < 0;
    failure = wrong;
  }

  private List<Runnable> waiters() {
    List<Runnable> told = waiting;
    waiting = new ArrayList<>();
    return told;
  }

  /** Has something run, on some thread, as soon as a read would find something. */
  public void whenReady(Runnable action) {
    synchronized (this) {
      if (!isThere()) {
        begin();
      }
      if (!isThere()) {
        waiting.add(action);
        return;
      }
    }
    action.run();
  }

  /** Waits until a read would find something; blocks the thread. */
  synchronized void await() {
    if (!isThere()) {
      begin();
      BackgroundSink.waitABit(this, Long.MAX_VALUE, this::isThere);
    }
  }

  @Override
  public synchronized boolean isReady() throws IOException {
    return isThere() || knowsWhenReady && !reading && blocking.isReady();
  }

  @Override
  public synchronized long position() throws IOException {
    return blocking.canSeek() ? taken : -1;
  }

  @Override
  public boolean canSeek() {
    return blocking.canSeek();
  }

  /** What is read from now on begins there. Those who wait for something go on waiting. */
  @Override
  public synchronized void seek(long position) throws IOException {
    if (!canSeek()) {
      throw new IOException("not seekable");
    }
    changes++;
    target = position;
    at = 0;
    end = 0;
    ended = false;
    failure = null;
    wanted = !waiting.isEmpty();
    taken = position;
  }

  @Override
  public void close() throws IOException {
    blocking.close();
  }
}
