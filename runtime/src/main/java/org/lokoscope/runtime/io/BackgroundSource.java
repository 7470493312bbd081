package org.lokoscope.runtime.io;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * The bytes of something that can be read only by blocking, for those who must not block: a thread
 * reads a piece ahead as soon as somebody wants one. May be used by several processes, which share
 * what comes.
 */
public final class BackgroundSource implements ByteSource {

  private static final int PIECE = 1 << 14;

  private final ByteSource blocking;
  private final Executor executor;
  private final boolean knowsWhenReady;
  private final long patience;

  private byte[] piece;
  private int at;
  private int end;
  private boolean ended;
  private IOException failure;
  private boolean reading;
  private long taken;
  private List<Runnable> waiting = new ArrayList<>();

  private BackgroundSource(
      ByteSource blocking, Executor executor, boolean knowsWhenReady, long patience) {
    this.blocking = blocking;
    this.executor = executor;
    this.knowsWhenReady = knowsWhenReady;
    this.patience = patience;
  }

  /** A regular file: nearly always its bytes come at once, so it is worth waiting a moment. */
  static BackgroundSource ofFile(ByteSource file) {
    return new BackgroundSource(file, Background.files(), false, BackgroundSink.PATIENCE);
  }

  /** A stream that can tell whether a read would block; then it is read without a thread. */
  public static BackgroundSource ofStream(ByteSource stream) {
    return new BackgroundSource(stream, Background.streams(), true, 0);
  }

  /** A file that is none: a pipe with a name, or a device. */
  static BackgroundSource ofSpecialFile(ByteSource file) {
    return new BackgroundSource(file, Background.streams(), false, 0);
  }

  @Override
  public synchronized int read(byte[] into, int from, int count) throws IOException {
    if (!isThere()) {
      if (knowsWhenReady && !reading && blocking.isReady()) {
        int direct = blocking.read(into, from, count);
        taken += Math.max(direct, 0);
        return direct;
      }
      begin();
      BackgroundSink.waitABit(this, patience, () -> !reading);
    }
    return isThere() ? take(into, from, count) : 0;
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
      throw failure;
    }
    ended = false;
    return -1;
  }

  private void begin() {
    if (!reading) {
      reading = true;
      executor.execute(this::fetch);
    }
  }

  /** On a thread that may block. */
  private void fetch() {
    byte[] into = piece == null ? new byte[PIECE] : piece;
    int count = 0;
    IOException wrong = null;
    try {
      count = blocking.read(into, 0, into.length);
    } catch (IOException e) {
      wrong = e;
    }
    arrive(into, count, wrong).forEach(Runnable::run);
  }

  private synchronized List<Runnable> arrive(byte[] into, int count, IOException wrong) {
    piece = into;
    at = 0;
    end = Math.max(count, 0);
    ended = count < 0;
    failure = wrong;
    reading = false;
    notifyAll();
    List<Runnable> told = waiting;
    waiting = new ArrayList<>();
    return told;
  }

  /** Has something run, on some thread, as soon as a read would find something. */
  public void whenReady(Runnable action) {
    synchronized (this) {
      if (!isThere()) {
        waiting.add(action);
        begin();
        return;
      }
    }
    action.run();
  }

  /** Waits until a read would find something; blocks the thread. */
  synchronized void await() {
    begin();
    BackgroundSink.waitABit(this, Long.MAX_VALUE, () -> !reading);
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

  @Override
  public synchronized void seek(long position) throws IOException {
    BackgroundSink.waitABit(this, Long.MAX_VALUE, () -> !reading);
    blocking.seek(position);
    at = 0;
    end = 0;
    ended = false;
    failure = null;
    taken = position;
  }

  @Override
  public void close() throws IOException {
    blocking.close();
  }
}
