// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.world.Journal;

/**
 * Answers a run from what was kept of it. Nothing is done outside. Where the run wants something
 * else than it did, or goes on after its end, that is noted, and the run is stopped.
 */
final class RepeatingJournal implements Journal {

  /** How long input that was kept may take to come through a thread, in nanoseconds. */
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);

  /** Moments after the last one of the recording before a run is stopped, and their share. */
  private static final long GRACE = 10_000;

  private static final int GRACE_SHARE = 8;

  private final ReplayFile file;
  private final Runnable stop;
  private final Map<Long, Consumer<byte[]>> takers = new HashMap<>();
  private final Map<Long, Integer> pieces = new HashMap<>();
  private final long limit;
  private long streams;
  private long moment;
  private int next;
  private volatile @Nullable String difference;

  /** The run has come to where its recording was interrupted. */
  private volatile boolean cut;

  /**
   * @param stop ends the run, at its next safe point
   */
  RepeatingJournal(ReplayFile file, Runnable stop) {
    this.file = file;
    this.stop = stop;
    this.limit =
        file.cut() ? file.moments() : file.moments() + file.moments() / GRACE_SHARE + GRACE;
  }

  /** What the run did otherwise, in a line; null if nothing. */
  @Nullable String difference() {
    return difference;
  }

  private void differs(String what) {
    if (file.cut() && next >= file.turns().size()) {
      cut();
    } else if (difference == null) {
      difference = what;
      stop.run();
    }
  }

  private void cut() {
    cut = true;
    stop.run();
  }

  /** Whether the run need not do again what comes now: it is behind the end of the recording. */
  private boolean isOver() {
    return cut || difference != null;
  }

  @Override
  public boolean repeats() {
    return true;
  }

  @Override
  public byte[] call(String what, byte[] given, Action action) throws IOException {
    if (!isOver()) {
      ReplayFile.Call kept = next < file.turns().size() ? file.turns().call(next) : null;
      if (kept == null) {
        differs("the program wants to " + what + "; nothing of the kind was recorded");
      } else if (!kept.what().equals(what)) {
        differs("the program wants to " + what + "; recorded: to " + kept.what());
      } else if (!Arrays.equals(kept.given(), given)) {
        differs(ReplayWorld.parting("to " + what, kept.given(), given));
      } else {
        next++;
        return kept.answer().get();
      }
    }
    throw new IOException("the replay differs from the recording here");
  }

  @Override
  public long newStream() {
    return ++streams;
  }

  @Override
  public byte[] piece(long stream, byte[] given, Action action) throws IOException {
    ReplayFile.Call kept;
    synchronized (pieces) {
      int number = pieces.getOrDefault(stream, 0);
      kept = file.piece(stream, number);
      if (kept != null) {
        pieces.put(stream, number + 1);
      }
    }
    if (kept == null) {
      throw new IOException("nothing more was recorded");
    }
    if (!Arrays.equals(kept.given(), given)) {
      differs(ReplayWorld.parting("what a command reads", kept.given(), given));
    }
    return kept.answer().get();
  }

  @Override
  public boolean hasPiece(long stream) {
    synchronized (pieces) {
      return file.piece(stream, pieces.getOrDefault(stream, 0)) != null;
    }
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
  public void came(long who, byte[] what) {}

  @Override
  public void moment() {
    moment++;
    boolean _ = take();
    if (moment > limit && !isOver()) {
      differs("the program goes on; in the recording it had ended long before");
    }
  }

  private boolean take() {
    boolean any = false;
    ReplayFile.Came came = next < file.turns().size() ? file.turns().came(next) : null;
    while (came != null && came.moment() == moment && !isOver()) {
      next++;
      Consumer<byte[]> taker = takers.get(came.expected());
      if (taker == null) {
        differs("something came from outside for which nobody waits now");
      } else {
        taker.accept(came.what());
      }
      any = true;
      came = next < file.turns().size() ? file.turns().came(next) : null;
    }
    return any;
  }

  @Override
  public void rest(Rest rest) {
    moment++;
    if (file.cut() && moment > limit) {
      cut();
    }
    if (isOver()) {
      if (rest.deadline() != Long.MAX_VALUE) {
        rest.world().advanceTo(rest.deadline());
      }
      return;
    }
    ReplayFile.Came came = next < file.turns().size() ? file.turns().came(next) : null;
    if (came != null && came.moment() == moment) {
      rest.world().advanceTo(came.time());
      boolean _ = take();
      return;
    }
    ReplayFile.Served served = next < file.turns().size() ? file.turns().served(next) : null;
    if (served != null && served.moment() == moment) {
      next++;
      serve(rest, served.number());
      rest.world().advanceTo(served.time());
    } else if (rest.deadline() == Long.MAX_VALUE) {
      if (!rest.isOver() && !rest.isAnybodyReady()) {
        differs("the program waits for something from outside that did not come then");
      }
    } else {
      rest.world().advanceTo(rest.deadline());
    }
  }

  /** What was kept comes through a thread, as it did then. */
  private void serve(Rest rest, int number) {
    Thread self = Thread.currentThread();
    long end = System.nanoTime() + PATIENCE;
    while (!rest.arrivals().serve(number)) {
      if (rest.isOver() || System.nanoTime() > end) {
        differs("the program waits for other input than it did then");
        return;
      }
      rest.arrivals().whenMore(() -> LockSupport.unpark(self));
      LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(10));
    }
  }
}
