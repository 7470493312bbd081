// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.cml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
record Forcing(@Nullable Todo todo, @Nullable Done done, @Nullable Nacks nacks, int site) {

  /**
   * @param nacks those that the arm spares
   */
  private record Todo(Operation.Arm arm, @Nullable Nacks nacks, @Nullable Todo next) {}

  private record Done(Operation.Arm arm, @Nullable Done next) {}

  /** Forces the operation, then performs it. */
  static Object perform(Machine machine, Operation operation, int site) {
    return new Forcing(prepend(operation, null, null, null), null, null, site).goOn(machine);
  }

  /** An operation's arms, within wraps, before others. */
  private static @Nullable Todo prepend(
      Operation operation, @Nullable Wrap wraps, @Nullable Nacks nacks, @Nullable Todo rest) {
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
    for (Todo first = todo; first != null; first = state.todo) {
      Operation.Delayed delayed = first.arm.delayed();
      if (delayed == null) {
        state = new Forcing(first.next, new Done(first.arm, state.done), state.nacks, site);
        continue;
      }
      // One more negative acknowledgement is handed out, which this arm spares.
      ConditionVariable nack = delayed.nack() ? ConditionVariable.create(machine) : null;
      Todo asked =
          nack == null ? first : new Todo(first.arm, new Nacks(nack, first.nacks), first.next);
      Nacks handedOut = nack == null ? state.nacks : new Nacks(nack, state.nacks);
      Forcing rest = new Forcing(first.next, state.done, handedOut, site);
      Object made =
          nack == null
              ? machine.call0(delayed.procedure())
              : machine.call1(delayed.procedure(), Operation.of(nack));
      if (made == Machine.UNWIND) {
        return ResumeFrame.push(
            machine, 1, "perform-operation", (m, v) -> rest.take(asked, v).goOn(m));
      }
      state = rest.take(asked, made);
    }
    return Perform.performForced(machine, state.result(), site);
  }

  /** Puts what an arm's procedure has made in the place of the arm: before what is left. */
  private Forcing take(Todo asked, Object made) {
    if (!(made instanceof Operation operation)) {
      throw Raise.type("perform-operation", "an operation", made).at(site);
    }
    return new Forcing(prepend(operation, asked.arm.wraps(), asked.nacks, todo), done, nacks, site);
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
