// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import java.util.function.Consumer;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.os.OsSignals;
import org.lokoscope.runtime.primitives.Args;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.Primitive;
import org.lokoscope.runtime.vm.Procedure;

/** What {@code scheme/guile/signals.sls} is made of. Names of signals are without their prefix. */
final class SignalPrimitives {

  private static final int MOST = 64;

  private SignalPrimitives() {}

  static void register(Consumer<Procedure> table) {
    table.accept(Primitive.ofM("%handle-signal!", 3, 3, SignalPrimitives::handle));
    table.accept(
        Primitive.ofM(
            "%raise-signal",
            1,
            1,
            (m, a) -> {
              String name = name("raise", a[0]);
              return Signals.isDone(
                  m.world().journal(), "raise the signal " + name, () -> OsSignals.raise(name));
            }));
    table.accept(
        Primitive.ofM(
            "%deliver-signal",
            1,
            1,
            (m, a) -> {
              signals(m).arrive(number("raise", a[0]));
              return Special.UNSPECIFIED;
            }));
    table.accept(Primitive.ofM("%set-alarms!", 3, 3, SignalPrimitives::setAlarm));
    table.accept(Primitive.ofM("%alarm-left", 0, 0, (m, _) -> signals(m).alarmLeft()));
    table.accept(Primitive.ofM("%cancel-alarm!", 0, 0, (m, _) -> signals(m).cancelAlarm()));
    table.accept(Primitive.ofM("%fiber-number", 0, 0, (m, _) -> fiber(m)));
    table.accept(
        Primitive.ofM(
            "%await-signals!",
            1,
            1,
            (m, a) -> {
              Process.of(m).countDevices(a[0] == Boolean.FALSE ? -1 : 1);
              return Special.UNSPECIFIED;
            }));
  }

  private static Signals signals(Machine machine) {
    return Process.of(machine).signals();
  }

  private static long fiber(Machine machine) {
    var current = Process.of(machine).fibers().current();
    return current == null ? 0 : current.id();
  }

  private static String name(String who, Object x) {
    return Args.string(who, x).toString();
  }

  private static int number(String who, Object x) {
    return Args.index(who, x, MOST + 1);
  }

  /**
   * {@code (%handle-signal! number name procedure)}, or true to ignore it, false for the default.
   */
  private static Object handle(Machine machine, Object[] a) {
    int number = number("sigaction", a[0]);
    String name = name("sigaction", a[1]);
    Signals signals = signals(machine);
    if (a[2] == Boolean.FALSE) {
      return signals.restore(number, name);
    }
    if (a[2] == Boolean.TRUE) {
      return signals.ignore(number, name);
    }
    return signals.handle(number, name, Machine.procedure(a[2]));
  }

  /** {@code (%set-alarms! number nanoseconds interval)}; with the interval 0 it comes once. */
  private static Object setAlarm(Machine machine, Object[] a) {
    signals(machine).setAlarm(number("alarm", a[0]), nanos(a[1]), nanos(a[2]));
    return Special.UNSPECIFIED;
  }

  private static long nanos(Object x) {
    if (x instanceof Long nanos && nanos >= 0 && nanos <= Long.MAX_VALUE / 4) {
      return nanos;
    }
    throw Raise.type("alarm", "a number of nanoseconds", x);
  }
}
