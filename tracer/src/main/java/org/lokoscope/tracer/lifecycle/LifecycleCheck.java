package org.lokoscope.tracer.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lokoscope.runtime.probe.FiberOutcome;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.probe.SuspendReason;

/**
 * Watches events, in order of time, and counts those that are not legal where they happen. After a
 * hole in the trace nothing is known of anybody, so what comes next is taken on trust.
 */
public final class LifecycleCheck implements Probe {

  private static final int MAX_LINES = 20;
  private static final FiberLifecycle[] FIBER_STATES = FiberLifecycle.values();
  private static final ProcessLifecycle[] PROCESS_STATES = ProcessLifecycle.values();
  private static final int YIELD = SuspendReason.YIELD.ordinal();
  private static final int PREEMPTED = SuspendReason.PREEMPTED.ordinal();
  private static final int ABANDONED = FiberOutcome.ABANDONED.ordinal();

  private final States fibers = new States();
  private final States processes = new States();
  private final List<String> lines = new ArrayList<>();
  private boolean trusting;
  private long violations;

  /** How many events were not legal. */
  public long violations() {
    return violations;
  }

  /** The first of them, one line each. */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  /** Tells that events are missing at this point. */
  public void hole() {
    fibers.clear();
    processes.clear();
    trusting = true;
  }

  @Override
  public void eventsLost(long time, long count, long since) {
    hole();
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
    boolean abandoned = outcome == ABANDONED;
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
    int before = fibers.put(fiber, target.ordinal());
    if (before == 0 && trusting) {
      return;
    }
    FiberLifecycle state = FIBER_STATES[before];
    if (state.after(step) == null) {
      report(time, "fiber", fiber, step.name(), state.name());
    }
  }

  private void step(long time, long process, ProcessLifecycle.Step step, ProcessLifecycle target) {
    int before = processes.put(process, target.ordinal());
    if (before == 0 && trusting) {
      return;
    }
    ProcessLifecycle state = PROCESS_STATES[before];
    if (state.after(step) == null) {
      report(time, "process", process, step.name(), state.name());
    }
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
              state.toLowerCase(Locale.ROOT)));
    }
  }
}
