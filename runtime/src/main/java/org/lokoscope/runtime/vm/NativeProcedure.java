// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.vm;

import org.lokoscope.runtime.condition.Raise;

/**
 * A procedure written in Java that follows the machine's protocol itself: it may call procedures,
 * capture the continuation or suspend.
 */
public abstract class NativeProcedure extends Procedure {

  private final String name;
  private final int min;
  private final int max;

  /**
   * @param max the most arguments, or -1 for no limit
   */
  protected NativeProcedure(String name, int min, int max) {
    this.name = name;
    this.min = min;
    this.max = max;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final boolean accepts(int arguments) {
    return arguments >= min && (max < 0 || arguments <= max);
  }

  @Override
  public final Object apply(Machine machine, Object[] arguments) {
    if (!accepts(arguments.length)) {
      throw Raise.arity(name, Raise.takes(min, max), arguments);
    }
    try {
      return call(machine, arguments);
    } catch (RuntimeException | Error thrown) {
      throw machine.fault(name, thrown);
    }
  }

  /** The arguments are as many as the procedure accepts. */
  protected abstract Object call(Machine machine, Object[] arguments);

  /** The body of a native procedure. */
  @FunctionalInterface
  public interface Body {
    Object call(Machine machine, Object[] arguments);
  }

  public static NativeProcedure of(String name, int min, int max, Body body) {
    return new NativeProcedure(name, min, max) {
      @Override
      protected Object call(Machine machine, Object[] arguments) {
        return body.call(machine, arguments);
      }
    };
  }
}
