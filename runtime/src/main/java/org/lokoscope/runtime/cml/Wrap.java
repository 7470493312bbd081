// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.cml;

import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.datum.MultipleValues;
import org.lokoscope.runtime.vm.Frame;
import org.lokoscope.runtime.vm.Layout;
import org.lokoscope.runtime.vm.Machine;

/** The procedures that an operation's values go through, the innermost first. */
record Wrap(Object procedure, @Nullable Wrap inner) {

  /** Puts the values through all wraps, the last one in tail position. */
  static Object apply(Machine machine, @Nullable Wrap wraps, Object values) {
    if (wraps == null) {
      return values;
    }
    Object inner = values;
    if (wraps.inner != null) {
      inner = machine.finish(apply(machine, wraps.inner, values));
      if (inner == Machine.UNWIND) {
        if (machine.isSaving()) {
          machine.push(new WrapFrame(new Wrap(wraps.procedure, null)));
        }
        return Machine.UNWIND;
      }
    }
    Object[] arguments = MultipleValues.toArray(inner).clone();
    return Machine.procedure(wraps.procedure).apply(machine, arguments);
  }

  /** These wraps, with another one before the innermost. */
  Wrap after(Wrap first) {
    return new Wrap(procedure, inner == null ? first : inner.after(first));
  }

  /** A frame that puts the value that it gets through the wraps. */
  static Frame frame(Wrap wraps) {
    return new WrapFrame(wraps);
  }

  private static final class WrapFrame extends Frame {
    private final Wrap wraps;

    WrapFrame(Wrap wraps) {
      this.wraps = wraps;
    }

    @Override
    public Object resume(Object value, Machine machine) {
      return Wrap.apply(machine, wraps, value);
    }

    @Override
    public int site() {
      return 0;
    }

    @Override
    public String label() {
      return "wrap-operation";
    }

    @Override
    public int ownWords() {
      return Layout.frameWords(1, 0);
    }
  }
}
