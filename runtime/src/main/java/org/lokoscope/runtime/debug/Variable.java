// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.debug;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.core.Local;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.vm.Activation;
import org.lokoscope.runtime.vm.Closure;
import org.lokoscope.runtime.vm.VariableBox;

/**
 * A variable of a procedure that is visible at some place.
 *
 * @param slot its slot in the activation; -1 if it is free
 * @param free its index in the closure; -1 if it is not free; both are -1 for the closure itself
 */
record Variable(Local variable, int slot, int free) {

  String name() {
    return variable.name();
  }

  boolean isFree() {
    return slot < 0;
  }

  /** Its value, or the box that holds it; null if no frame holds it any more. */
  @Nullable Object raw(List<Activation> frames) {
    for (Activation frame : frames) {
      Object raw = raw(frame);
      if (raw != null) {
        return raw;
      }
    }
    return null;
  }

  private @Nullable Object raw(Activation frame) {
    if (slot >= 0) {
      int index = frame.indexOf(slot);
      return index < 0 ? null : frame.values()[index];
    }
    Closure closure = frame.closure();
    if (closure == null) {
      return null;
    }
    return free < 0 ? closure : closure.free[free];
  }

  /** Gives it another value; false if no frame holds it any more. */
  boolean assign(List<Activation> frames, Object value) {
    boolean done = false;
    for (Activation frame : frames) {
      done |= assign(frame, value);
    }
    return done;
  }

  private boolean assign(Activation frame, Object value) {
    Object raw = raw(frame);
    if (raw == null || slot < 0 && free < 0) {
      return false;
    }
    if (raw instanceof VariableBox box) {
      box.value = value;
    } else if (slot >= 0) {
      frame.values()[frame.indexOf(slot)] = value;
    } else if (frame.closure() != null) {
      frame.closure().free[free] = value;
    }
    return true;
  }

  /** The value that the frames hold; null if they do not hold it any more. */
  @Nullable Object value(List<Activation> frames) {
    Object raw = raw(frames);
    return raw instanceof VariableBox box ? box.value : raw;
  }

  /** Whether its definition has not run yet. */
  static boolean isUndefined(@Nullable Object value) {
    return value == Special.UNASSIGNED;
  }
}
