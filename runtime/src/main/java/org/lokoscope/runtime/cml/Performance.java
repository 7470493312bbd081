// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.cml;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.datum.MultipleValues;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.vm.Layout;
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

  /** What is to be signalled when an arm is chosen; null for most operations. */
  private final @Nullable Nacks nacks;

  private boolean committed;

  /** What operations written in Scheme look at; null as long as none does. */
  private Object @Nullable [] state;

  /** What the arms left behind: a list, the last one first. */
  private @Nullable Pending pending;

  /** Heap words of a performance that something in a queue still holds. */
  static int words() {
    return Layout.objectWords(4, 9);
  }

  /** Something that an arm left where others find it. */
  abstract static class Pending {
    private @Nullable Pending next;

    /** Takes it away. Does nothing if it is gone already. */
    abstract void withdraw(Machine machine);

    /** What it waits for. */
    abstract WaitView view();
  }

  Performance(long id, Fiber fiber, @Nullable Nacks nacks) {
    this.id = id;
    this.fiber = fiber;
    this.nacks = nacks;
  }

  /** What its arms wait for, in the order in which they were tried. */
  List<WaitView> waits() {
    List<WaitView> views = new ArrayList<>();
    for (Pending left = pending; left != null; left = left.next) {
      views.add(left.view());
    }
    return views.reversed();
  }

  boolean isSynched() {
    return committed || state != null && state[0] == SYNCHED;
  }

  /**
   * A vector for operations written in Scheme, which holds WAITING or SYNCHED. They put SYNCHED
   * there themselves before they resume the fiber.
   */
  Object[] state() {
    if (state == null) {
      state = new Object[] {committed ? SYNCHED : WAITING};
    }
    return state;
  }

  void leave(Pending left) {
    left.next = pending;
    pending = left;
  }

  /** Decides the choice; false if it was decided before. */
  boolean commit(Machine machine) {
    return !isSynched() && settle(machine);
  }

  /** Decides the choice for who has put SYNCHED into the state; false if it was decided before. */
  boolean settle(Machine machine) {
    if (committed) {
      return false;
    }
    committed = true;
    if (state != null) {
      state[0] = SYNCHED;
    }
    boolean stays = FiberScheduler.required(machine).isFaithful();
    for (Pending left = pending; left != null; ) {
      // What stays must not keep what the other arms left: they are nothing to it any more.
      Pending other = left.next;
      left.next = null;
      if (!stays) {
        left.withdraw(machine);
      }
      left = other;
    }
    pending = null;
    return true;
  }

  /**
   * Wakes the fiber after a commit.
   *
   * @param arm the arm that was chosen
   * @param object the object over which the parties met, or 0
   */
  void wake(Machine machine, Object value, Operation.Arm arm, long object) {
    wake(machine, value, arm, arm.wraps(), object);
  }

  /** The same with other wraps than the arm's. */
  void wake(Machine machine, Object value, Operation.Arm arm, @Nullable Wrap wraps, long object) {
    complete(value, wraps);
    FiberScheduler.required(machine).ready(machine, fiber, object);
    signalNacks(machine, arm);
  }

  /**
   * The same by the running fiber, which gives something or signals.
   *
   * @param left how many others still wait on the object
   */
  void serve(Machine machine, Object value, Operation.Arm arm, long object, int left) {
    complete(value, arm.wraps());
    FiberScheduler.required(machine).met(machine, fiber, object, true, left);
    signalNacks(machine, arm);
  }

  /** The same by the running fiber, which takes what this one gives. */
  void release(Machine machine, Operation.Arm arm, long object, int left) {
    complete(MultipleValues.NONE, arm.wraps());
    FiberScheduler.required(machine).met(machine, fiber, object, false, left);
    signalNacks(machine, arm);
  }

  private void complete(Object value, @Nullable Wrap wraps) {
    fiber.value = value;
    fiber.wraps = wraps;
    fiber.waiting = null;
  }

  private void signalNacks(Machine machine, Operation.Arm arm) {
    if (nacks != null) {
      Nacks.signal(machine, nacks, arm.nacks());
    }
  }
}
