// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.debug;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Goes back in a deterministic run: to a state of it that was kept ({@link KeptStates}), and from
 * there forward again, silently, compiled up to a moment shortly before the place, and then with
 * all places noted. Where what is looked for lies further back, more is noted, up to everything.
 *
 * <p>A state cannot be put back if the program has used files that are no recording. Then the
 * program is run anew. While it runs, some more runs of it follow a little behind; going back takes
 * one of those, and not the time of the whole run.
 */
public final class Reversal implements AutoCloseable {

  /** Nanoseconds between two states that are kept of a run, at least. */
  public static final long SPACING = KeptStates.SPACING;

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

  /**
   * Moments that the runs are behind which follow while the program runs, and that are kept while
   * it stands: as far as what is noted for a step back begins; and two further back, for what is
   * not found there. More of the first kind are made while the program stands, for the steps that
   * come.
   */
  private static final long[] BEHIND = {4, 4, 4, 70, 2_100, 4, 4, 4};

  /**
   * So many of them are made while the program runs. The first step back takes two; a third one
   * would take from these where few processors are free.
   */
  private static final int FOLLOWERS = Runtime.getRuntime().availableProcessors() > 2 ? 3 : 2;

  /** Runs that are made at once while the program stands: then all processors are free. */
  private static final int MAKERS = Math.max(1, Runtime.getRuntime().availableProcessors());

  /** Milliseconds between two looks; so many looks ago the program was where followers are. */
  private static final long LOOK = 50;

  private static final int LOOKS_BEHIND = 6;

  /** Milliseconds that a run must have taken for one to pay. Guessed. */
  private static final long WORTH = 200;

  /** Just behind the moment before the first form, at which a run stands. */
  private static final long FIRST_HOLD = 2;

  /** Moments that are noted at first, and how many times more each time. */
  private static final long WINDOW = 2;

  private static final long GROWTH = 32;

  /** The same for what is looked for while little is noted. */
  private static final long LOOK_GROWTH = 16;

  /** The share of the heap above which no run is added. */
  private static final double ROOM = 0.6;

  private final Supplier<Rerun> starter;
  private final long spacing;
  private final List<Rerun> followers = new ArrayList<>();
  private final ArrayDeque<Long> seen = new ArrayDeque<>();
  private final Thread watcher;
  private @Nullable Debuggee current;
  private @Nullable Rerun shown;

  /** From where the present run is to go on, if it has been prepared for that. */
  private KeptStates.@Nullable Kept prepared;

  private volatile boolean closed;

  /** Followers that are being made. */
  private int making;

  /** Milliseconds that the program has run, about. */
  private long ran;

  /** What was noted last, from which moment, and where the present run stands in it. */
  private @Nullable History noted;

  private long notedFrom;
  private int notedAt;
  private @Nullable Position notedPosition;

  /** A place to run to: the number of what is noted from a moment on; or a position behind it. */
  private record Target(long from, int number, @Nullable Position position) {}

  /**
   * @param starter makes one more run of the program, which has not begun
   */
  public Reversal(Supplier<Rerun> starter) {
    this(starter, SPACING);
  }

  /**
   * The same.
   *
   * @param spacing nanoseconds between two states that are kept of the run, at least; below 0 for
   *     none: then each step back takes another run of the program
   */
  public Reversal(Supplier<Rerun> starter, long spacing) {
    this.starter = starter;
    this.spacing = spacing;
    this.watcher = Thread.ofPlatform().daemon().name("followers").start(this::follow);
  }

  /** The run that the user sees from now on. */
  public synchronized void present(Debuggee run) {
    present(new Rerun(run, _ -> {}));
  }

  /** The same; what it prints is thrown away while it goes back. */
  public synchronized void present(Rerun rerun) {
    current = rerun.run;
    shown = rerun;
    if (spacing >= 0) {
      rerun.run.debugger().keepStates(spacing);
    }
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
      target =
          back == Debugger.Back.BREAKPOINT
              ? lookFor(from, Watch.Breakpoints::new, kept)
              : find(from, present.looking().stop().fiber(), back, kept);
    }
    return target == null ? null : to(target, kept);
  }

  /**
   * The same, to where something has happened last.
   *
   * @return null if it has not happened since the beginning
   * @throws IllegalStateException if there is no such thing to ask for; one line says so
   */
  public @Nullable Rerun last(Debugger present, Debugger.Last last) {
    Position from = present.position();
    if (from == null) {
      throw new IllegalStateException("start with debug --reversible to go back");
    }
    if (present.looking().stop().reason() == Stop.Reason.START) {
      return null;
    }
    List<Breakpoint> kept = present.breakpoints();
    Watch first = present.watchFor(last);
    Target target =
        lookFor(
            from,
            () -> first instanceof Watch.Winders winders ? winders.again() : present.watchFor(last),
            kept);
    return target == null ? null : to(target, kept);
  }

  private Rerun to(Target target, List<Breakpoint> kept) {
    Rerun there = at(target.from);
    Debugger debugger = there.run.debugger();
    take(there, kept);
    debugger.note(target.from, target.number, target.position);
    notedAt = target.number;
    return there;
  }

  /** The present run stands where {@link #back} had it go. */
  public void arrived(Debugger there) {
    notedPosition = there.position();
  }

  /** Has a prepared run go on. */
  public void proceed(Rerun run) {
    Debugger debugger = run.run.debugger();
    KeptStates.Kept from = run.equals(shown) ? prepared : null;
    prepared = null;
    if (from != null) {
      debugger.rewind(from);
      return;
    }
    debugger.holdAt(Long.MAX_VALUE);
    if (debugger.isStanding()) {
      debugger.go();
    }
  }

  private void take(Rerun there, List<Breakpoint> kept) {
    if (!there.equals(shown)) {
      there.run.debugger().take(kept);
    }
  }

  private void left(Rerun scan) {
    if (!scan.equals(shown)) {
      leave(scan.run);
    }
  }

  /** The user sees a prepared run now, and not the other one any more. */
  public void replaces(Rerun there, @Nullable Debuggee old) {
    if (old != null && !old.equals(there.run)) {
      leave(old);
    }
  }

  /** In what was noted for the last step back; null if it is not there for sure. */
  private @Nullable Target again(Debugger.Back back) {
    History known = noted;
    if (known == null || back != Debugger.Back.LINE) {
      return null;
    }
    int number = known.lineBefore(notedAt);
    return number > 1 ? new Target(notedFrom, number, null) : null;
  }

  private @Nullable Target find(
      Position until, long fiber, Debugger.Back back, List<Breakpoint> kept) {
    noted = null;
    for (long window = 0; ; window = Math.max(WINDOW, window * GROWTH)) {
      long from = Math.max(0, until.moment() - window);
      Rerun scan = at(from);
      Debugger debugger = scan.run.debugger();
      take(scan, kept);
      debugger.note(from, 0, until);
      boolean stands = runToStop(scan);
      int number = stands ? debugger.before(back, fiber) : 0;
      History passed = debugger.history();
      left(scan);
      refuse(number);
      if (number > 1 || number > 0 && from == 0) {
        noted = passed;
        notedFrom = from;
        return new Target(from, number, null);
      }
      if (from == 0) {
        return null;
      }
    }
  }

  /**
   * What is looked for in the last moments, and then in all of the run; that goes fast, for little
   * is noted.
   */
  private @Nullable Target lookFor(
      Position until, Supplier<? extends Watch> what, List<Breakpoint> kept) {
    noted = null;
    Watch.Hit hit = null;
    long from = until.moment();
    for (long window = 0;
        hit == null && from > 0;
        window = Math.max(WINDOW, window * LOOK_GROWTH)) {
      from = Math.max(0, until.moment() - window);
      hit = scan(from, until, what.get(), kept);
    }
    if (hit == null) {
      return null;
    }
    long moment = hit.position().moment();
    return hit.before()
        ? placeBefore(hit, kept)
        : new Target(moment <= FIRST_HOLD ? 0 : moment - 1, 0, hit.position());
  }

  private Watch.@Nullable Hit scan(long from, Position until, Watch watch, List<Breakpoint> kept) {
    Rerun scan = at(from);
    Debugger debugger = scan.run.debugger();
    take(scan, kept);
    debugger.seek(from, 0, until, watch);
    boolean stands = runToStop(scan);
    try {
      return stands || !(watch instanceof Watch.Setting) ? watch.last(debugger.looking()) : null;
    } finally {
      left(scan);
    }
  }

  private @Nullable Target placeBefore(Watch.Hit hit, List<Breakpoint> kept) {
    for (long window = 0; ; window = Math.max(WINDOW, window * GROWTH)) {
      long from = Math.max(0, hit.position().moment() - window);
      Rerun scan = at(from);
      Debugger debugger = scan.run.debugger();
      take(scan, kept);
      debugger.note(from, 0, hit.position());
      boolean stands = runToStop(scan);
      History passed = debugger.history();
      left(scan);
      int end = passed == null ? 0 : stands ? passed.size() : passed.size() + 1;
      int number = passed == null ? 0 : passed.lastOf(hit.fiber(), end);
      refuse(number);
      if (number > 1 || number > 0 && from == 0) {
        return new Target(from, number, null);
      }
      if (from == 0) {
        return null;
      }
    }
  }

  private static void refuse(int number) {
    if (number == History.FORGOTTEN) {
      throw new IllegalStateException(
          "the line before lies more than "
              + History.MOST
              + " places back, which are not kept; set a breakpoint and reverse-continue to it");
    }
  }

  /** Ends a run that nobody looks at any more; that may take its time. */
  public static void leave(Debuggee run) {
    var _ = Thread.ofVirtual().start(run::quit);
  }

  private boolean runToStop(Rerun rerun) {
    CountDownLatch there = new CountDownLatch(1);
    boolean[] stood = {false};
    Debugger debugger = rerun.run.debugger();
    Debugger.Listener before = debugger.listener();
    debugger.listen(
        new Debugger.Listener() {
          @Override
          public void stopped(Stop stop) {
            stood[0] = true;
            there.countDown();
          }

          @Override
          public void output(String line) {}
        });
    if (rerun.equals(shown)) {
      rerun.silent.set(true);
      debugger.afterEnd(there::countDown);
    } else {
      rerun.run.onEnd((_, _) -> there.countDown());
    }
    proceed(rerun);
    await(there);
    if (rerun.equals(shown)) {
      debugger.listen(before);
      debugger.afterEnd(() -> {});
      rerun.silent.set(false);
    }
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
    synchronized (this) {
      Rerun own = shown;
      KeptStates states = own == null ? null : own.run.debugger().kept();
      KeptStates.Kept near = states == null ? null : states.upTo(moment);
      if (own != null && near != null && own.run.debugger().isStanding()) {
        prepared = near;
        return own;
      }
      List<Rerun> nearest = new ArrayList<>(followers);
      nearest.sort(Comparator.comparingLong(rerun -> -rerun.run.debugger().moments()));
      for (Rerun each : nearest) {
        // It may be on its way to a later moment.
        if (each.run.debugger().moments() <= moment && each.run.debugger().holdBefore(moment)) {
          // It must not go on while others look where it is.
          followers.remove(each);
          return each;
        }
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
    int wanted;
    synchronized (this) {
      Debuggee run = current;
      if (run == null) {
        return;
      }
      Debugger debugger = run.debugger();
      KeptStates states = debugger.kept();
      if (states != null && states.count() > 0) {
        return;
      }
      boolean stands = debugger.isStanding();
      long now = debugger.moments();
      if (!stands) {
        ran += LOOK;
        seen.addLast(now);
        while (seen.size() > LOOKS_BEHIND) {
          seen.removeFirst();
        }
      }
      long then = stands || seen.isEmpty() ? now : seen.getFirst();
      boolean allThere = true;
      for (int i = 0; i < followers.size(); i++) {
        Debugger follower = followers.get(i).run.debugger();
        long there = Math.min(then, now - BEHIND[i]);
        if (follower.moments() < there) {
          follower.holdAt(there);
          allThere = false;
        }
      }
      int most = stands ? BEHIND.length : FOLLOWERS;
      int missing = most - followers.size() - making;
      int more = stands ? MAKERS - making : allThere && making == 0 || missing > 1 ? 1 : 0;
      wanted = ran > WORTH && isRoomLeft() ? Math.min(missing, more) : 0;
      making += Math.max(0, wanted);
    }
    for (int i = 0; i < wanted; i++) {
      var _ = Thread.ofPlatform().daemon().name("follower").start(this::add);
    }
  }

  private static boolean isRoomLeft() {
    Runtime jvm = Runtime.getRuntime();
    return jvm.totalMemory() - jvm.freeMemory() < ROOM * jvm.maxMemory();
  }

  private void add() {
    try {
      Rerun fresh = begun(FIRST_HOLD);
      synchronized (this) {
        if (closed) {
          leave(fresh.run);
          return;
        }
        followers.add(fresh);
      }
      fresh.run.debugger().go();
    } catch (IllegalStateException ended) {
      // The program has ended before its first form.
    } finally {
      synchronized (this) {
        making--;
      }
    }
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
