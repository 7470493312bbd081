// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.vm;

import org.lokoscope.runtime.condition.Fault;

/** Code that goes on after something that may have made the fiber wait. */
public final class Later {

  private Later() {}

  /**
   * Does the step with what was waited for, at once or when the fiber is resumed. Either way it
   * seems to be called from where the procedure was called that is applied now.
   *
   * @param waited a value or UNWIND
   */
  public static Object then(Machine machine, Object waited, String who, ResumeFrame.Step step) {
    if (waited != Machine.UNWIND) {
      return step.resume(machine, waited);
    }
    if (machine.isSaving()) {
      machine.push(new Step(who, machine.callSite(), step));
    }
    return Machine.UNWIND;
  }

  /** A frame that does the rest. */
  private static final class Step extends Frame {
    private final String who;
    private final int calledAt;
    private final ResumeFrame.Step step;

    Step(String who, int calledAt, ResumeFrame.Step step) {
      this.who = who;
      this.calledAt = calledAt;
      this.step = step;
    }

    @Override
    public Object resume(Object value, Machine machine) {
      machine.setCallSite(calledAt);
      try {
        return step.resume(machine, value);
      } catch (RuntimeException | Error thrown) {
        throw Fault.of(who, thrown).at(calledAt);
      }
    }

    @Override
    public int site() {
      return 0;
    }

    @Override
    public String label() {
      return who;
    }

    @Override
    public int ownWords() {
      return Layout.frameWords(2, 8) + Layout.objectWords(2, 0);
    }
  }
}
