// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.net;

import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.NativeProcedure;
import org.lokoscope.runtime.vm.Parameter;
import org.lokoscope.runtime.vm.Procedure;

/**
 * Guile's {@code current-read-waiter} and {@code current-write-waiter}: what is called with a port
 * on which an operation cannot go on. By default the fiber waits.
 */
final class Waiters {

  private final Object defaultReader;
  private final Object defaultWriter;
  private Object reader;
  private Object writer;

  private Waiters() {
    defaultReader = unset("current-read-waiter");
    defaultWriter = unset("current-write-waiter");
    reader = defaultReader;
    writer = defaultWriter;
  }

  /** Never called by ports: it stands for what they do by themselves. */
  private static Procedure unset(String name) {
    return NativeProcedure.of(name, 1, 1, (m, a) -> Boolean.FALSE);
  }

  private static Waiters of(Machine machine) {
    return machine.local(Waiters.class, _ -> new Waiters());
  }

  /** What the program set for reading, or null. */
  static @Nullable Object reader(Machine machine) {
    Waiters waiters = of(machine);
    return waiters.reader == waiters.defaultReader ? null : waiters.reader;
  }

  /** What the program set for writing, or null. */
  static @Nullable Object writer(Machine machine) {
    Waiters waiters = of(machine);
    return waiters.writer == waiters.defaultWriter ? null : waiters.writer;
  }

  static Parameter readParameter() {
    return new Parameter("current-read-waiter") {
      @Override
      public Object get(Machine machine) {
        return of(machine).reader;
      }

      @Override
      public void set(Machine machine, Object value) {
        of(machine).reader = value;
      }

      @Override
      public @Nullable Object converter() {
        return null;
      }
    };
  }

  static Parameter writeParameter() {
    return new Parameter("current-write-waiter") {
      @Override
      public Object get(Machine machine) {
        return of(machine).writer;
      }

      @Override
      public void set(Machine machine, Object value) {
        of(machine).writer = value;
      }

      @Override
      public @Nullable Object converter() {
        return null;
      }
    };
  }
}
