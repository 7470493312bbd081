// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.cml;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.probe.FiberOutcome;
import org.lokoscope.runtime.vm.Frame;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.Winder;

/**
 * Which fibers of a process there are, for a prompt and for the trace; which of them the collector
 * has taken, because nothing can reach them; and what is said of those that are left in the end.
 */
public final class FiberCensus {

  /** For a last look at stacks. */
  private static final long STACKS_NANOS = 500_000_000;

  private final FiberReporter reporter;
  private final LiveFibers alive = new LiveFibers();
  private @Nullable ContinuationLimit limit;
  private long live;

  /** Whether {@link #suspended()} is kept up to date: it would be felt at each switch. */
  private boolean counting;

  private long suspended;
  private boolean lookedAtStacks;

  /**
   * Where the main fiber suspended last, in a traced run: what it could reach there counts as
   * reached at its end. Else the end of the program would let go of all that is local to it.
   */
  @SuppressWarnings("UnusedVariable") // It holds.
  private @Nullable Frame lastOfMain;

  FiberCensus(FiberReporter reporter) {
    this.reporter = reporter;
  }

  /** Counts fibers from now on if the run is traced. */
  void beginIfTraced(Machine machine) {
    if (machine.reporter().isTraced()) {
      alive.watch();
    }
  }

  /** Keeps all fibers from now on. */
  void beginHolding() {
    alive.hold();
  }

  /** Sets how large the continuation of a fiber may be. */
  public void limit(@Nullable ContinuationLimit most) {
    limit = most;
  }

  void spawned(Fiber fiber) {
    live++;
    if (fiber.chosen) {
      alive.add(fiber);
    }
  }

  /** Raises a condition if the running fiber, which is about to suspend, has become too large. */
  void checkSize(Machine machine) {
    if (limit != null) {
      limit.check(machine);
    }
  }

  void suspended(Fiber fiber, boolean isMain) {
    if (counting) {
      suspended += words(fiber);
    }
    if (isMain && alive.areWatched()) {
      lastOfMain = fiber.frame;
    }
  }

  /** The fiber is about to go on, and still has its continuation. */
  void resumed(Fiber fiber) {
    if (counting && fiber.frame != null) {
      suspended -= words(fiber);
    }
  }

  /** Counts the words of suspended fibers from now on: what there was before counts as nothing. */
  void countWords() {
    counting = true;
  }

  private static long words(Fiber fiber) {
    return Frame.wordsOf(fiber.frame) + Winder.wordsOf(fiber.winders);
  }

  /** False if the fiber was not kept. */
  boolean ended(Fiber fiber) {
    live--;
    return alive.remove(fiber);
  }

  /** How many fibers have begun and not ended. */
  public long live() {
    return live;
  }

  /**
   * By how many heap words the continuations of suspended fibers have grown since {@link
   * #countWords}; what they share counts for each. Only while all are suspended but one.
   */
  long suspended() {
    return suspended;
  }

  /** The fibers that have not ended and that the collector has not taken, oldest first. */
  public List<Fiber> fibers() {
    return alive.copy();
  }

  /** Of the fibers that are watched or held the one with the largest continuation, or null. */
  public @Nullable Fiber largest() {
    Fiber[] largest = new Fiber[1];
    alive.allMatch(
        fiber -> {
          if (largest[0] == null || words(fiber) > words(largest[0])) {
            largest[0] = fiber;
          }
          return true;
        });
    return largest[0];
  }

  /** Whether all fibers are so that have not ended and that the collector has not taken. */
  public boolean allMatch(Predicate<? super Fiber> condition) {
    return alive.allMatch(condition);
  }

  /** Whether it is watched which fibers the collector takes: in traced runs. */
  public boolean isWatched() {
    return alive.areWatched();
  }

  /** Says which fibers the collector has taken since the last time. Costs next to nothing. */
  public void noteTaken(Machine machine) {
    if (!alive.areWatched()) {
      return;
    }
    for (long taken = alive.pollTaken(); taken != 0; taken = alive.pollTaken()) {
      reporter.ended(machine, taken, FiberOutcome.UNREACHABLE);
    }
  }

  /**
   * Says which fibers nothing can reach any more: all those that the collector has taken.
   *
   * @param since when it was asked to, in nanoseconds on the world's clock
   * @param followed whether the references to continuations were followed, too
   */
  public void reportTaken(Machine machine, long since, boolean followed) {
    UserWaiters.of(machine).sweepAll(machine);
    int fibers = alive.size();
    List<Long> taken = alive.removeTaken();
    for (long fiber : taken) {
      reporter.ended(machine, fiber, FiberOutcome.UNREACHABLE);
    }
    reporter.checked(machine, since, fibers, taken.size(), followed);
  }

  /**
   * The same of a process that goes on.
   *
   * @return how many have been taken since the last time
   */
  public int reportTaken(Machine machine) {
    if (!machine.reporter().isTraced()) {
      return 0;
    }
    int fibers = alive.size();
    List<Long> taken = alive.removeTaken();
    for (long fiber : taken) {
      reporter.ended(machine, fiber, FiberOutcome.UNREACHABLE);
    }
    reporter.checked(machine, machine.trace().now(), fibers, taken.size(), false);
    return taken.size();
  }

  /**
   * The process is about to end: a last look, once, at the stacks of the fibers that are left. Not
   * at all of them if that takes too long.
   */
  public void lookAtStacks(Machine machine) {
    if (!lookedAtStacks) {
      lookedAtStacks = true;
      long end = System.nanoTime() + STACKS_NANOS;
      alive.allMatch(fiber -> reporter.lastStack(machine, fiber) && System.nanoTime() < end);
    }
  }

  /** The process ends: says so of every fiber that is left. */
  void abandonAll(Machine machine) {
    lookAtStacks(machine);
    for (long fiber : alive.numbers()) {
      reporter.ended(machine, fiber, FiberOutcome.ABANDONED);
    }
    alive.clear();
    lastOfMain = null;
  }
}
