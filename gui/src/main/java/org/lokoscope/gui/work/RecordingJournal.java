// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.world.Journal;
import org.lokoscope.runtime.world.World;

/** Keeps what a run does outside, as it happens. */
final class RecordingJournal implements Journal {

  /** The longest rest without a look whether the run is over, in nanoseconds. */
  private static final long LOOK = 100_000_000;

  /** What another thread has brought. */
  private record Came(long expected, byte[] what) {}

  private final ReplayFile.Writer file;
  private final Map<Long, Consumer<byte[]>> takers = new HashMap<>();
  private final ConcurrentLinkedQueue<Came> queue = new ConcurrentLinkedQueue<>();
  private volatile @Nullable Thread resting;
  private long streams;
  private long moment;

  RecordingJournal(ReplayFile.Writer file) {
    this.file = file;
  }

  /** How many moments there were. */
  long moments() {
    return moment;
  }

  @Override
  public boolean repeats() {
    return false;
  }

  @Override
  public byte[] call(String what, byte[] given, Action action) throws IOException {
    Answer answer = Answer.of(action);
    file.add(ReplayFile.Part.CALL, answer.encoded(ReplayFile.call(what, given)));
    return answer.get();
  }

  @Override
  public long newStream() {
    return ++streams;
  }

  @Override
  public byte[] piece(long stream, byte[] given, Action action) throws IOException {
    Answer answer = Answer.of(action);
    file.add(ReplayFile.Part.PIECE, answer.encoded(ReplayFile.piece(stream, given)));
    return answer.get();
  }

  @Override
  public boolean hasPiece(long stream) {
    return false;
  }

  @Override
  public void expect(long expected, Consumer<byte[]> taker) {
    takers.put(expected, taker);
  }

  @Override
  public void forget(long gone) {
    takers.remove(gone);
  }

  @Override
  public void came(long who, byte[] what) {
    queue.add(new Came(who, what));
    Thread waits = resting;
    if (waits != null) {
      LockSupport.unpark(waits);
    }
  }

  @Override
  public void moment() {
    moment++;
    if (!queue.isEmpty()) {
      boolean _ = take(ReplayFile.NO_TIME);
    }
  }

  private boolean take(long time) {
    boolean any = false;
    for (Came next = queue.poll(); next != null; next = queue.poll()) {
      Consumer<byte[]> taker = takers.get(next.expected);
      if (taker != null) {
        file.add(ReplayFile.Part.CAME, ReplayFile.came(moment, time, next.expected, next.what));
        taker.accept(next.what);
        any = true;
      }
    }
    return any;
  }

  @Override
  public void rest(Rest rest) {
    moment++;
    World world = rest.world();
    long deadline = rest.deadline();
    if (!rest.isAwaited() && deadline != Long.MAX_VALUE) {
      world.parkUntil(deadline);
      return;
    }
    long from = world.lastNanoTime();
    long began = System.nanoTime();
    Thread self = Thread.currentThread();
    resting = self;
    try {
      while (!rest.isOver() && !rest.isAnybodyReady()) {
        long time = Math.min(deadline, from + System.nanoTime() - began);
        if (!queue.isEmpty()) {
          world.advanceTo(time);
          if (take(time)) {
            return;
          }
        }
        int served = rest.arrivals().serveFirst();
        if (served >= 0) {
          world.advanceTo(time);
          file.add(ReplayFile.Part.SERVED, ReplayFile.served(moment, time, served));
          return;
        }
        if (time >= deadline) {
          world.advanceTo(deadline);
          return;
        }
        rest.arrivals().whenMore(() -> LockSupport.unpark(self));
        if (queue.isEmpty()) {
          LockSupport.parkNanos(this, Math.min(LOOK, deadline - time));
        }
      }
    } finally {
      resting = null;
    }
  }
}
