package org.lokoscope.runtime.cml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.ResumeFrame;

/**
 * Makes an operation ready to be tried: calls the procedures of its delayed arms in their order,
 * and puts the arms of what they return in their place, until every arm has a base.
 *
 * <p>The state is immutable, for a procedure may capture the continuation and return to it twice.
 *
 * @param todo the arms to look at
 * @param done the arms that have a base, the last one first
 * @param nacks the negative acknowledgements that have been handed out
 * @param site the form that performs the operation
 */
record Forcing(Todo todo, Done done, Nacks nacks, int site) {

  /**
   * @param nacks those that the arm spares
   */
  private record Todo(Operation.Arm arm, Nacks nacks, Todo next) {}

  private record Done(Operation.Arm arm, Done next) {}

  /** Forces the operation, then performs it. */
  static Object perform(Machine machine, Operation operation, int site) {
    return new Forcing(prepend(operation, null, null, null), null, null, site).goOn(machine);
  }

  /** An operation's arms, within wraps, before others. */
  private static Todo prepend(Operation operation, Wrap wraps, Nacks nacks, Todo rest) {
    Todo todo = rest;
    for (int i = operation.arms.length - 1; i >= 0; i--) {
      Operation.Arm arm = operation.arms[i];
      Wrap all =
          wraps == null ? arm.wraps() : arm.wraps() == null ? wraps : wraps.after(arm.wraps());
      todo =
          new Todo(
              new Operation.Arm(arm.base(), arm.delayed(), all, nacks, arm.site()), nacks, todo);
    }
    return todo;
  }

  private Object goOn(Machine machine) {
    Forcing state = this;
    while (state.todo != null) {
      Operation.Arm arm = state.todo.arm;
      if (arm.base() != null) {
        state = new Forcing(state.todo.next, new Done(arm, state.done), state.nacks, site);
        continue;
      }
      Forcing called = arm.delayed().nack() ? state.withNack(machine) : state;
      Object made = called.call(machine, arm.delayed());
      if (made == Machine.UNWIND) {
        return ResumeFrame.push(machine, 1, "perform-operation", (m, v) -> called.take(v).goOn(m));
      }
      state = called.take(made);
    }
    return Perform.performForced(machine, state.result(), site);
  }

  /** Hands out one more negative acknowledgement, which the first arm to look at spares. */
  private Forcing withNack(Machine machine) {
    ConditionVariable nack = ConditionVariable.create(machine);
    Todo first = new Todo(todo.arm, new Nacks(nack, todo.nacks), todo.next);
    return new Forcing(first, done, new Nacks(nack, nacks), site);
  }

  private Object call(Machine machine, Operation.Delayed delayed) {
    return delayed.nack()
        ? machine.call1(delayed.procedure(), Operation.of(nacks.condition()))
        : machine.call0(delayed.procedure());
  }

  /** Puts what a procedure has made in the place of the first arm. */
  private Forcing take(Object made) {
    if (!(made instanceof Operation operation)) {
      throw Raise.type("perform-operation", "an operation", made).at(site);
    }
    return new Forcing(
        prepend(operation, todo.arm.wraps(), todo.nacks, todo.next), done, nacks, site);
  }

  private Operation result() {
    List<Operation.Arm> arms = new ArrayList<>();
    for (Done d = done; d != null; d = d.next) {
      arms.add(d.arm);
    }
    Collections.reverse(arms);
    return Operation.forced(arms, nacks);
  }
}
