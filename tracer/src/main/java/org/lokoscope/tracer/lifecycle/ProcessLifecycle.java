// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.lifecycle;

import java.util.Map;
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

  private static final int STEPS = Step.values().length;

  /** By state and step. */
  private static final @Nullable ProcessLifecycle[] TABLE =
      new @Nullable ProcessLifecycle[values().length * STEPS];

  static {
    row(NOT_SPAWNED, Map.of(Step.SPAWNED, READY));
    row(READY, Map.of(Step.DISPATCHED, RUNNING, Step.ENDED, ENDED));
    row(RUNNING, Map.of(Step.PREEMPTED, READY, Step.WAITED, WAITING, Step.ENDED, ENDED));
    row(WAITING, Map.of(Step.WOKEN, READY, Step.ENDED, ENDED));
    row(ENDED, Map.of());
  }

  private static void row(ProcessLifecycle state, Map<Step, ProcessLifecycle> steps) {
    steps.forEach((step, next) -> TABLE[place(state, step)] = next);
  }

  /** The state after a step; null when the step is not legal here. */
  public @Nullable ProcessLifecycle after(Step step) {
    return TABLE[place(this, step)];
  }

  private static int place(ProcessLifecycle state, Step step) {
    return state.ordinal() * STEPS + step.ordinal();
  }
}
