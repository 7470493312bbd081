// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.vm;

import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.condition.Raise;

/** A dynamically scoped variable: a procedure that {@code parameterize} understands. */
public abstract class Parameter extends Procedure {

  private final String name;

  protected Parameter(String name) {
    this.name = name;
  }

  public abstract Object get(Machine machine);

  /** Sets the value without converting it. */
  public abstract void set(Machine machine, Object value);

  /** The procedure of one argument that new values go through, or null. */
  public abstract @Nullable Object converter();

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final boolean accepts(int arguments) {
    return arguments <= 1;
  }

  @Override
  public final Object apply(Machine machine, Object[] arguments) {
    return switch (arguments.length) {
      case 0 -> get(machine);
      case 1 -> apply1(machine, arguments[0]);
      default -> throw Raise.arity(name, Raise.takes(0, 1), arguments);
    };
  }

  @Override
  public final Object apply0(Machine machine) {
    return get(machine);
  }

  @Override
  public final Object apply1(Machine machine, Object value) {
    return Parameters.assign(machine, this, value);
  }
}
