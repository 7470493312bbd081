package org.lokoscope.tracer.lifecycle;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The states of a fiber and the events that lead from one to another. */
public enum FiberLifecycle {
  NOT_SPAWNED,
  READY,
  RUNNING,
  SUSPENDED,
  ENDED;

  /** What can happen to a fiber. */
  public enum Step {
    SPAWNED,
    WOKEN,
    RESUMED,
    SUSPENDED,
    YIELDED,
    FAILED,
    ENDED,
    ABANDONED
  }

  private static final Map<FiberLifecycle, Map<Step, FiberLifecycle>> TABLE =
      new EnumMap<>(FiberLifecycle.class);

  static {
    row(NOT_SPAWNED, Map.of(Step.SPAWNED, READY));
    row(READY, Map.of(Step.RESUMED, RUNNING, Step.ABANDONED, ENDED));
    row(
        RUNNING,
        Map.of(
            Step.SUSPENDED, SUSPENDED,
            Step.YIELDED, READY,
            Step.FAILED, RUNNING,
            Step.ENDED, ENDED,
            Step.ABANDONED, ENDED));
    row(SUSPENDED, Map.of(Step.WOKEN, READY, Step.ABANDONED, ENDED));
    row(ENDED, Map.of());
  }

  private static void row(FiberLifecycle state, Map<Step, FiberLifecycle> steps) {
    Map<Step, FiberLifecycle> row = new EnumMap<>(Step.class);
    row.putAll(steps);
    TABLE.put(state, row);
  }

  /** The state after a step; null when the step is not legal here. */
  public @Nullable FiberLifecycle after(Step step) {
    return Objects.requireNonNull(TABLE.get(this)).get(step);
  }
}
