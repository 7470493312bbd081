// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.debug;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Goes back in a deterministic run by running it anew, silently: compiled up to a moment shortly
 * before the place, and from there with all places noted. While the program runs, some more runs of
 * it follow a little behind; going back takes one of those, and not the time of the whole run.
 * Where what is looked for lies further back, more is noted, up to everything.
 */
public final class Reversal implements AutoCloseable {

  /**
   * One more run.
   *
   * @param run stands before its first form once it has begun
   * @param silent takes whether what it prints is thrown away
   */
  public record Rerun(Debuggee run, Silence silent) {}

  /** Whether what a run prints is thrown away. */
  @FunctionalInterface
  public interface Silence {
    void set(boolean silent);
  }

  /** Runs that follow while the program runs, and that are kept while it stands. */
  private static final int FOLLOWERS = 3;

  private static final int MOST = 4;

  /** Milliseconds between two looks; so many looks ago the program was where followers are. */
  private static final long LOOK = 50;

  private static final int BEHIND = 6;

  /**
   * Moments that a follower is behind at least, and that a run must have for one to pay. Guessed.
   */
  private static final long LEAST_BEHIND = 200;

  private static final long WORTH = 3_000;

  /** Just behind the moment before the first form, at which a run stands. */
  private static final long FIRST_HOLD = 2;

  /** Moments that are noted at first, and how many times more each time. */
  private static final long WINDOW = 2;

  private static final long GROWTH = 32;

  /** The share of the heap above which no run is added. */
  private static final double ROOM = 0.6;

  private final Supplier<Rerun> starter;
  private final List<Rerun> followers = new ArrayList<>();
  private final ArrayDeque<Long> seen = new ArrayDeque<>();
  private final Thread watcher;
  private @Nullable Debuggee current;
  private volatile boolean closed;

  /** What was noted last, from which moment, and where the present run stands in it. */
  private @Nullable History noted;

  private long notedFrom;
  private int notedAt;
  private @Nullable Position notedPosition;

  /** A place to run to: the number of what is noted from a moment on. */
  private record Target(long from, int number) {}

  /**
   * @param starter makes one more run of the program, which has not begun
   */
  public Reversal(Supplier<Rerun> starter) {
    this.starter = starter;
    this.watcher = Thread.ofPlatform().daemon().name("followers").start(this::follow);
  }

  /** The run that the user sees from now on. */
  public synchronized void present(Debuggee run) {
    current = run;
    seen.clear();
  }

  /**
   * Prepares a run that will stand at a place before the one where the present run stands. It
   * waits: {@link #proceed} has it go there.
   *
   * @return null if there is nothing before
   */
  public @Nullable Rerun back(Debugger present, Debugger.Back back) {
    Position from = present.position();
    if (from == null) {
      throw new IllegalStateException("start with debug --reversible to go back");
    }
    if (present.looking().stop().reason() == Stop.Reason.START) {
      return null; // Before the first form.
    }
    List<Breakpoint> kept = present.breakpoints();
    Target target = from.equals(notedPosition) ? again(back) : null;
    if (target == null) {
      target = find(from, present.looking().stop().fiber(), back, kept);
    }
    if (target == null) {
      return null;
    }
    Rerun there = at(target.from);
    Debugger debugger = there.run.debugger();
    debugger.take(kept);
    debugger.note(target.from, target.number, null);
    notedAt = target.number;
    return there;
  }

  /** The present run stands where {@link #back} had it go. */
  public void arrived(Debugger there) {
    notedPosition = there.position();
  }

  /** Has a prepared run go on. */
  public static void proceed(Rerun prepared) {
    Debugger debugger = prepared.run.debugger();
    debugger.holdAt(Long.MAX_VALUE);
    if (debugger.isStanding()) {
      debugger.go();
    }
  }

  /** In what was noted for the last step back; null if it is not there for sure. */
  private @Nullable Target again(Debugger.Back back) {
    History known = noted;
    if (known == null || back != Debugger.Back.LINE || known.isCut()) {
      return null;
    }
    int number = known.lineBefore(notedAt);
    return number > 1 ? new Target(notedFrom, number) : null;
  }

  private @Nullable Target find(
      Position until, long fiber, Debugger.Back back, List<Breakpoint> kept) {
    noted = null;
    for (long window = WINDOW; ; window *= GROWTH) {
      long from = Math.max(0, until.moment() - window);
      Rerun scan = at(from);
      Debugger debugger = scan.run.debugger();
      debugger.take(kept);
      debugger.note(from, 0, until);
      boolean stands = runToStop(scan);
      int number = stands ? debugger.before(back, fiber) : 0;
      History passed = debugger.history();
      leave(scan.run);
      if (number > 1 || number > 0 && from == 0) {
        noted = passed;
        notedFrom = from;
        return new Target(from, number);
      }
      if (from == 0) {
        return null;
      }
    }
  }

  /** Ends a run that nobody looks at any more; that may take its time. */
  public static void leave(Debuggee run) {
    var _ = Thread.ofVirtual().start(run::quit);
  }

  private static boolean runToStop(Rerun rerun) {
    CountDownLatch there = new CountDownLatch(1);
    boolean[] stood = {false};
    rerun
        .run
        .debugger()
        .listen(
            new Debugger.Listener() {
              @Override
              public void stopped(Stop stop) {
                stood[0] = true;
                there.countDown();
              }

              @Override
              public void output(String line) {}
            });
    rerun.run.onEnd((_, _) -> there.countDown());
    proceed(rerun);
    await(there);
    return stood[0];
  }

  private static void await(CountDownLatch latch) {
    boolean interrupted = false;
    while (latch.getCount() > 0) {
      try {
        latch.await();
      } catch (InterruptedException wish) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  // The runs that follow

  /** A run that has not passed a moment: the one that is nearest, or a new one. */
  private Rerun at(long moment) {
    Rerun best = null;
    synchronized (this) {
      for (Rerun follower : followers) {
        long now = follower.run.debugger().moments();
        if (now <= moment && (best == null || now > best.run.debugger().moments())) {
          best = follower;
        }
      }
      if (best != null) {
        // It must not go on while others look where it is.
        followers.remove(best);
        return best;
      }
    }
    return begun(Long.MAX_VALUE);
  }

  /** A new run, which stands before its first form. */
  private Rerun begun(long hold) {
    Rerun fresh = starter.get();
    fresh.silent.set(true);
    Debugger debugger = fresh.run.debugger();
    debugger.holdAt(hold);
    CountDownLatch stands = new CountDownLatch(1);
    debugger.listen(
        new Debugger.Listener() {
          @Override
          public void stopped(Stop stop) {
            stands.countDown();
          }

          @Override
          public void output(String line) {}
        });
    fresh.run.onEnd((_, _) -> stands.countDown());
    fresh.run.begin();
    await(stands);
    return fresh;
  }

  private void follow() {
    while (!closed) {
      try {
        Thread.sleep(LOOK);
        look();
      } catch (InterruptedException wish) {
        return;
      } catch (IllegalStateException ended) {
        // The program has ended between two looks.
      }
    }
  }

  private void look() {
    boolean wanted;
    synchronized (this) {
      Debuggee run = current;
      if (run == null) {
        return;
      }
      Debugger debugger = run.debugger();
      boolean stands = debugger.isStanding();
      long now = debugger.moments();
      if (!stands) {
        seen.addLast(now);
        while (seen.size() > BEHIND) {
          seen.removeFirst();
        }
      }
      long then = stands || seen.isEmpty() ? now : seen.getFirst();
      long there = Math.min(then, now - LEAST_BEHIND);
      boolean allThere = true;
      for (Rerun follower : followers) {
        if (follower.run.debugger().moments() < there) {
          follower.run.debugger().holdAt(there);
          allThere = false;
        }
      }
      // One after the other, so that a processor is left for the program.
      wanted =
          now > WORTH
              && (allThere || !stands)
              && followers.size() < (stands ? MOST : FOLLOWERS)
              && isRoomLeft();
    }
    if (wanted) {
      add();
    }
  }

  private static boolean isRoomLeft() {
    Runtime jvm = Runtime.getRuntime();
    return jvm.totalMemory() - jvm.freeMemory() < ROOM * jvm.maxMemory();
  }

  private void add() {
    Rerun fresh = begun(FIRST_HOLD);
    synchronized (this) {
      if (closed) {
        fresh.run.quit();
        return;
      }
      followers.add(fresh);
    }
    fresh.run.debugger().go();
  }

  @Override
  public void close() {
    List<Rerun> all;
    synchronized (this) {
      closed = true;
      all = List.copyOf(followers);
      followers.clear();
    }
    watcher.interrupt();
    all.forEach(follower -> follower.run.quit());
  }
}
