package org.lokoscope.tracer.lifecycle;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The states of a process and the events that lead from one to another. */
public enum ProcessLifecycle {
  NOT_SPAWNED,
  READY,
  RUNNING,
  WAITING,
  ENDED;

  /** What can happen to a process. */
  public enum Step {
    SPAWNED,
    DISPATCHED,
    PREEMPTED,
    WAITED,
    WOKEN,
    ENDED
  }

  private static final Map<ProcessLifecycle, Map<Step, ProcessLifecycle>> TABLE =
      new EnumMap<>(ProcessLifecycle.class);

  static {
    row(NOT_SPAWNED, Map.of(Step.SPAWNED, READY));
    row(READY, Map.of(Step.DISPATCHED, RUNNING, Step.ENDED, ENDED));
    row(RUNNING, Map.of(Step.PREEMPTED, READY, Step.WAITED, WAITING, Step.ENDED, ENDED));
    row(WAITING, Map.of(Step.WOKEN, READY, Step.ENDED, ENDED));
    row(ENDED, Map.of());
  }

  private static void row(ProcessLifecycle state, Map<Step, ProcessLifecycle> steps) {
    Map<Step, ProcessLifecycle> row = new EnumMap<>(Step.class);
    row.putAll(steps);
    TABLE.put(state, row);
  }

  /** The state after a step; null when the step is not legal here. */
  public @Nullable ProcessLifecycle after(Step step) {
    return Objects.requireNonNull(TABLE.get(this)).get(step);
  }
}
