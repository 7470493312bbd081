// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.program;

import java.util.List;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.vm.Closure;
import org.lokoscope.runtime.vm.Frame;
import org.lokoscope.runtime.vm.Layout;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.NativeProcedure;
import org.lokoscope.runtime.vm.Procedure;

/** The top-level forms of libraries and a program, run one after the other. */
public final class Steps extends NativeProcedure {

  private final List<? extends Procedure> forms;

  public Steps(List<? extends Procedure> forms) {
    super("main", 0, 0);
    this.forms = forms;
  }

  @Override
  protected Object call(Machine machine, Object[] arguments) {
    return runFrom(machine, 0, Special.UNSPECIFIED);
  }

  private Object runFrom(Machine machine, int first, Object before) {
    Object value = before;
    for (int i = first; i < forms.size(); i++) {
      value = machine.call0(forms.get(i));
      if (value == Machine.UNWIND) {
        if (machine.isSaving()) {
          machine.push(new StepFrame(this, i + 1));
        }
        return Machine.UNWIND;
      }
    }
    return value;
  }

  /** Waits for one form and goes on with the next. */
  private static final class StepFrame extends Frame {
    private final Steps steps;
    private final int next;

    StepFrame(Steps steps, int next) {
      this.steps = steps;
      this.next = next;
    }

    @Override
    public Object resume(Object value, Machine machine) {
      return steps.runFrom(machine, next, value);
    }

    @Override
    public int site() {
      return 0;
    }

    @Override
    public int place() {
      return steps.forms.get(next - 1) instanceof Closure form ? form.code().site() : 0;
    }

    @Override
    public String label() {
      return "top level";
    }

    @Override
    public int ownWords() {
      return Layout.frameWords(1, 4);
    }
  }
}
