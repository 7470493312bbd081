// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.debug;

import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.Node;

/**
 * That a variable gets a value at a place.
 *
 * @param box gives the box of an assigned variable; null for others
 * @param certain whether it does each time that the place is passed
 */
record Setter(String name, Kind kind, @Nullable Node box, boolean certain) {

  /** How. */
  enum Kind {
    /** By an assignment, or definition, of a variable of the program or of a library. */
    VARIABLE,
    /** By an assignment of another variable. */
    BOX,
    /** By a form that binds it. */
    BOUND,
    /** As a parameter of the procedure, of which the place is the first. */
    ENTERED
  }

  /** Whether it gives a value to a variable that has one. */
  boolean assigns() {
    return kind == Kind.VARIABLE || kind == Kind.BOX;
  }

  /** Whether it assigns the variable of a box, or of a machine's process. */
  boolean assigns(@Nullable Object key, Object[] locals, Machine machine) {
    return switch (kind) {
      case VARIABLE -> key == machine;
      case BOX -> key != null && key == box(locals, machine);
      case BOUND, ENTERED -> false;
    };
  }

  /** The box, for the variables of an activation. */
  @Nullable Object box(Object[] locals, Machine machine) {
    return box == null ? null : box.eval(locals, machine);
  }
}
