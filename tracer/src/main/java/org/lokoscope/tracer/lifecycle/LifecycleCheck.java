// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongUnaryOperator;
import org.lokoscope.runtime.probe.FiberOutcome;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.probe.SuspendReason;

/**
 * Watches events, in order of time, and counts those that are certainly not legal where they
 * happen.
 *
 * <p>Where events of one stream are missing, anything may have happened to anybody: a fiber may
 * have run on the CPU whose events are gone. So from the first moment of such a hole on no state is
 * known, and a state that is seen inside of one is out of date at once. Two things are certain all
 * the same: nobody is born after having been seen, and nothing happens to one that has ended.
 */
public final class LifecycleCheck implements Probe {

  private static final int MAX_LINES = 20;
  private static final FiberLifecycle[] FIBER_STATES = FiberLifecycle.values();
  private static final ProcessLifecycle[] PROCESS_STATES = ProcessLifecycle.values();
  private static final int YIELD = SuspendReason.YIELD.ordinal();
  private static final int PREEMPTED = SuspendReason.PREEMPTED.ordinal();
  private static final int ABANDONED = FiberOutcome.ABANDONED.ordinal();
  private static final int UNREACHABLE = FiberOutcome.UNREACHABLE.ordinal();

  /** A state is kept with how many holes had begun when it was seen, in the bits above these. */
  private static final int STATE_BITS = 3;

  private static final int STATE = (1 << STATE_BITS) - 1;

  private final States fibers = new States();
  private final States processes = new States();
  private final List<String> lines = new ArrayList<>();
  private final Holes.Walk holes;
  private long violations;

  /** Checks a trace that misses nothing but what its events say. */
  public LifecycleCheck() {
    this(new Holes());
  }

  /**
   * Checks a trace.
   *
   * @param holes where events are missing, as far as that is known from outside
   */
  public LifecycleCheck(Holes holes) {
    this.holes = holes.walk();
  }

  /**
   * Passes over what the check knows, but for the lines. Its numbers are given to {@code each} in a
   * fixed order and become what that answers: so one that writes them down and gives them back
   * keeps the check, and one that gives what was written to a fresh check makes it go on there.
   */
  public void keep(LongUnaryOperator each) {
    violations = each.applyAsLong(violations);
    holes.keep(each);
    fibers.keep(each);
    processes.keep(each);
  }

  /** How many events were not legal. */
  public long violations() {
    return violations;
  }

  /** The first of them, one line each. */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  /** Who watches events as they come hears only afterwards that some were missing. */
  @Override
  public void eventsLost(long time, long count, long since) {
    holes.to(time);
    holes.endsAt(time);
  }

  /** Who watches events as they come hears of it before all others. */
  @Override
  public void eventsRemoved(long time, long count, long until) {
    holes.to(time);
    holes.endsAt(until);
  }

  @Override
  public void fiberSpawned(long time, long fiber, long parent, long process, long site) {
    step(time, fiber, FiberLifecycle.Step.SPAWNED, FiberLifecycle.READY);
  }

  @Override
  public void fiberReady(long time, long fiber, long by, long object) {
    step(time, fiber, FiberLifecycle.Step.WOKEN, FiberLifecycle.READY);
  }

  @Override
  public void fiberResumed(long time, long fiber) {
    step(time, fiber, FiberLifecycle.Step.RESUMED, FiberLifecycle.RUNNING);
  }

  @Override
  public void fiberSuspended(long time, long fiber, int reason, long object, long site) {
    if (reason == YIELD || reason == PREEMPTED) {
      step(time, fiber, FiberLifecycle.Step.YIELDED, FiberLifecycle.READY);
    } else {
      step(time, fiber, FiberLifecycle.Step.SUSPENDED, FiberLifecycle.SUSPENDED);
    }
  }

  @Override
  public void fiberFailed(long time, long fiber, long message, long site) {
    step(time, fiber, FiberLifecycle.Step.FAILED, FiberLifecycle.RUNNING);
  }

  @Override
  public void fiberEnded(long time, long fiber, int outcome) {
    boolean abandoned = outcome == ABANDONED || outcome == UNREACHABLE;
    step(
        time,
        fiber,
        abandoned ? FiberLifecycle.Step.ABANDONED : FiberLifecycle.Step.ENDED,
        FiberLifecycle.ENDED);
  }

  @Override
  public void processSpawned(long time, long process, long parent, long name, long site) {
    step(time, process, ProcessLifecycle.Step.SPAWNED, ProcessLifecycle.READY);
  }

  @Override
  public void processDispatched(long time, long process, int cpu) {
    step(time, process, ProcessLifecycle.Step.DISPATCHED, ProcessLifecycle.RUNNING);
  }

  @Override
  public void processPreempted(long time, long process, long fuel) {
    step(time, process, ProcessLifecycle.Step.PREEMPTED, ProcessLifecycle.READY);
  }

  @Override
  public void processWaiting(long time, long process, int reason, long wakeup) {
    step(time, process, ProcessLifecycle.Step.WAITED, ProcessLifecycle.WAITING);
  }

  @Override
  public void processWoken(long time, long process, int cause, long by) {
    step(time, process, ProcessLifecycle.Step.WOKEN, ProcessLifecycle.READY);
  }

  @Override
  public void processEnded(long time, long process, int status) {
    step(time, process, ProcessLifecycle.Step.ENDED, ProcessLifecycle.ENDED);
  }

  private void step(long time, long fiber, FiberLifecycle.Step step, FiberLifecycle target) {
    long before = fibers.put(fiber, seen(time, target.ordinal()));
    FiberLifecycle state = FIBER_STATES[(int) before & STATE];
    if (isKnown(before)) {
      if (state.after(step) == null) {
        report(time, "fiber", fiber, step.name(), state.name());
      }
    } else if (state == FiberLifecycle.ENDED) {
      report(time, "fiber", fiber, step.name(), state.name());
    } else if (before != 0 && step == FiberLifecycle.Step.SPAWNED) {
      report(time, "fiber", fiber, step.name(), "alive");
    }
  }

  private void step(long time, long process, ProcessLifecycle.Step step, ProcessLifecycle target) {
    long before = processes.put(process, seen(time, target.ordinal()));
    ProcessLifecycle state = PROCESS_STATES[(int) before & STATE];
    if (isKnown(before)) {
      if (state.after(step) == null) {
        report(time, "process", process, step.name(), state.name());
      }
    } else if (state == ProcessLifecycle.ENDED) {
      report(time, "process", process, step.name(), state.name());
    } else if (before != 0 && step == ProcessLifecycle.Step.SPAWNED) {
      report(time, "process", process, step.name(), "alive");
    }
  }

  /** A state as it is kept; inside of a hole as one of before, since it is never to be known. */
  private long seen(long time, int state) {
    holes.to(time);
    long begun = holes.isInside(time) ? holes.begun() - 1L : holes.begun();
    return begun << STATE_BITS | state;
  }

  /** Whether nothing can be missing since a state was seen. */
  private boolean isKnown(long before) {
    return before >>> STATE_BITS == holes.begun();
  }

  private void report(long time, String kind, long id, String step, String state) {
    violations++;
    if (lines.size() < MAX_LINES) {
      lines.add(
          String.format(
              Locale.ROOT,
              "at %.9f s: %s %d was %s while it was %s",
              time / 1e9,
              kind,
              id,
              step.toLowerCase(Locale.ROOT),
              state.toLowerCase(Locale.ROOT).replace('_', ' ')));
    }
  }
}
