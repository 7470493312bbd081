// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.lifecycle;

import java.util.Map;
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

  private static final int STEPS = Step.values().length;

  /** By state and step. */
  private static final @Nullable FiberLifecycle[] TABLE =
      new @Nullable FiberLifecycle[values().length * STEPS];

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
    steps.forEach((step, next) -> TABLE[place(state, step)] = next);
  }

  /** The state after a step; null when the step is not legal here. */
  public @Nullable FiberLifecycle after(Step step) {
    return TABLE[place(this, step)];
  }

  private static int place(FiberLifecycle state, Step step) {
    return state.ordinal() * STEPS + step.ordinal();
  }
}
