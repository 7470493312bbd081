package org.lokoscope.tracer.life;

import java.util.EnumMap;
import java.util.Map;

/** The states of a process and the events that lead from one to another. */
public enum ProcessLife {
  UNBORN,
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

  private static final Map<ProcessLife, Map<Step, ProcessLife>> TABLE =
      new EnumMap<>(ProcessLife.class);

  static {
    row(UNBORN, Map.of(Step.SPAWNED, READY));
    row(READY, Map.of(Step.DISPATCHED, RUNNING, Step.ENDED, ENDED));
    row(RUNNING, Map.of(Step.PREEMPTED, READY, Step.WAITED, WAITING, Step.ENDED, ENDED));
    row(WAITING, Map.of(Step.WOKEN, READY, Step.ENDED, ENDED));
    row(ENDED, Map.of());
  }

  private static void row(ProcessLife state, Map<Step, ProcessLife> steps) {
    TABLE.put(state, steps);
  }

  /** The state after a step, or null when the step is not legal here. */
  public ProcessLife after(Step step) {
    return TABLE.get(this).get(step);
  }
}
