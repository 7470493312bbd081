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
    int site = machine.callSite();
    return ResumeFrame.push(
        machine,
        2,
        who,
        (m, value) -> {
          m.setCallSite(site);
          try {
            return step.resume(m, value);
          } catch (RuntimeException | Error thrown) {
            throw Fault.of(who, thrown).at(site);
          }
        });
  }
}
