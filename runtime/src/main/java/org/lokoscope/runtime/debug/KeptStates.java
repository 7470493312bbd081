// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.debug;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.process.KeptState;

/**
 * The states of a deterministic run that are kept while it goes forward, so that going back begins
 * near. The CPU adds to them; who goes back asks while the run stands.
 *
 * <p>They lie so close that what has to be run anew takes a fraction of a second; where keeping one
 * takes long, so far apart that it takes a thirtieth of the time. When they take too much memory,
 * every other one of the older half is given up, but never the first.
 */
final class KeptStates {

  /**
   * One of them.
   *
   * @param moment its number, which has been counted
   * @param heard events of fibers before
   */
  record Kept(long moment, long heard, KeptState state) {}

  /** Nanoseconds between two. Guessed: to note places takes some times as long as to run. */
  static final long SPACING = 250_000_000;

  /** So many times as long as keeping one took, at least, until the next. */
  private static final int SHARE = 40;

  /** Nanoseconds that nobody feels. Guessed. */
  private static final long CHEAP = 50_000_000;

  private static final long SMALL = 1_000_000;

  /** The share of the heap that they may take. */
  private static final int HEAP_SHARE = 8;

  private final List<Kept> all = new ArrayList<>();
  private final long spacing;
  private final long mostBytes;
  private long bytes;
  private long due;
  private long cost;

  /** The moment of the first one that the run, having gone back, has not come to again. */
  private long next = Long.MAX_VALUE;

  /** From here on the program is not as it was recorded: the user has changed something. */
  private long changedFrom = Long.MAX_VALUE;

  private long filesAtFirst;
  private boolean failed;

  /**
   * @param spacing nanoseconds between two, at least
   */
  KeptStates(long spacing) {
    this(spacing, Runtime.getRuntime().maxMemory() / HEAP_SHARE);
  }

  KeptStates(long spacing, long mostBytes) {
    this.spacing = spacing;
    this.mostBytes = mostBytes;
  }

  /** Whether the state at a moment, which the run has just come to, is to be kept. */
  synchronized boolean isDue(long moment) {
    if (failed) {
      return false;
    }
    if (moment >= next) {
      next = after(moment);
      due = System.nanoTime() + spacing;
      return false;
    }
    return System.nanoTime() - due >= 0;
  }

  private long after(long moment) {
    for (Kept each : all) {
      if (each.moment > moment) {
        return each.moment;
      }
    }
    return Long.MAX_VALUE;
  }

  /**
   * Whether they can be put back. Files do not go back with the run: once it uses some that are no
   * recording, no state is of use any more.
   *
   * @param filesUsed how often it has
   */
  synchronized boolean isValidFor(long filesUsed) {
    if (all.isEmpty() && !failed) {
      filesAtFirst = filesUsed;
    }
    if (filesUsed != filesAtFirst) {
      failed = true;
      all.clear();
      bytes = 0;
    }
    return !failed;
  }

  synchronized boolean isEmpty() {
    return all.isEmpty() && !failed;
  }

  /** Whether one more takes next to no time. */
  synchronized boolean isCheap() {
    return !failed && cost < CHEAP;
  }

  /**
   * Keeps one.
   *
   * @param state null if it cannot be kept
   * @param nanos how long that took
   */
  synchronized void add(long moment, long heard, @Nullable KeptState state, long nanos) {
    // The first ones take long because nothing of this is compiled yet.
    cost = all.isEmpty() ? 0 : all.size() == 1 ? nanos / 8 : Math.min(nanos, 2 * cost + SMALL);
    due = System.nanoTime() + (spacing == 0 ? 0 : Math.max(spacing, SHARE * cost));
    if (state == null) {
      failed |= all.isEmpty();
      return;
    }
    int at = all.size();
    while (at > 0 && all.get(at - 1).moment >= moment) {
      at--;
    }
    if (at < all.size() && all.get(at).moment == moment) {
      return;
    }
    all.add(at, new Kept(moment, heard, state));
    bytes += state.bytes();
    while (bytes > mostBytes && all.size() > 2) {
      thin();
    }
  }

  /** Gives up every other one of the older half, but for the first. */
  private void thin() {
    List<Kept> kept = new ArrayList<>();
    int half = Math.max(2, all.size() / 2);
    for (int i = 0; i < all.size(); i++) {
      if (i == 0 || i % 2 == 0 || i > half) {
        kept.add(all.get(i));
      }
    }
    if (kept.size() == all.size()) {
      kept.remove(1);
    }
    all.clear();
    all.addAll(kept);
    bytes = all.stream().mapToLong(each -> each.state.bytes()).sum();
  }

  /** Memory is short: only the first and the last are kept. */
  synchronized void giveUp() {
    if (all.size() > 2) {
      all.subList(1, all.size() - 1).clear();
      bytes = all.stream().mapToLong(each -> each.state.bytes()).sum();
    }
  }

  /** The last one that does not lie behind a moment; null if there is none. */
  synchronized @Nullable Kept upTo(long moment) {
    Kept found = null;
    for (Kept each : all) {
      if (each.moment <= moment) {
        found = each;
      }
    }
    return found;
  }

  /** The user has changed something at a moment, or perhaps has. */
  synchronized void changed(long moment) {
    changedFrom = Math.min(changedFrom, moment);
  }

  /** The run has gone back to one of them. What was changed behind it will not be repeated. */
  synchronized void wentBack(Kept to) {
    if (to.moment < changedFrom && changedFrom != Long.MAX_VALUE) {
      all.removeIf(each -> each.moment >= changedFrom);
      bytes = all.stream().mapToLong(each -> each.state.bytes()).sum();
      changedFrom = Long.MAX_VALUE;
    }
    next = after(to.moment);
    due = System.nanoTime() + spacing;
  }

  synchronized int count() {
    return all.size();
  }

  synchronized long bytes() {
    return bytes;
  }
}
