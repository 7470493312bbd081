package org.lokoscope.runtime.cml;

import java.util.ArrayList;
import java.util.List;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.vm.Machine;

/**
 * One blocked performance of an operation. The first party to {@link #commit} wakes the fiber; what
 * the other arms left in queues and in the timer heap is then swept, unless the run asks for Loko's
 * behaviour, where it stays until somebody stumbles over it.
 */
final class Performance {

  private static final Symbol WAITING = Symbol.of("WAITING");
  private static final Symbol SYNCHED = Symbol.of("SYNCHED");

  final long id;
  final Fiber fiber;
  private final FiberScheduler scheduler;

  /** A vector that operations written in Scheme may look at: WAITING or SYNCHED. */
  final Object[] state = {WAITING};

  /** What the arms left behind; null until there is any. */
  private List<Pending> pending;

  /** Something that an arm left where others find it. */
  interface Pending {
    /** Takes it away. Does nothing if it is gone already. */
    void withdraw(Machine machine);
  }

  Performance(long id, Fiber fiber, FiberScheduler scheduler) {
    this.id = id;
    this.fiber = fiber;
    this.scheduler = scheduler;
  }

  boolean isSynched() {
    return state[0] == SYNCHED;
  }

  void leave(Pending left) {
    if (pending == null) {
      pending = new ArrayList<>(2);
    }
    pending.add(left);
  }

  /** Decides the choice; false if it was decided before. */
  boolean commit(Machine machine) {
    if (isSynched()) {
      return false;
    }
    state[0] = SYNCHED;
    if (pending != null && !scheduler.isFaithful()) {
      for (Pending left : pending) {
        left.withdraw(machine);
      }
    }
    pending = null;
    return true;
  }

  /**
   * Wakes the fiber after a commit.
   *
   * @param object the object over which the parties met, or 0
   */
  void wake(Machine machine, Object value, Wrap wraps, long object) {
    fiber.value = value;
    fiber.wraps = wraps;
    fiber.waiting = null;
    scheduler.ready(machine, fiber, object);
  }
}
