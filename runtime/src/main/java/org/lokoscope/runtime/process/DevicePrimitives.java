// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import java.util.function.Consumer;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.primitives.Args;
import org.lokoscope.runtime.vm.Primitive;
import org.lokoscope.runtime.vm.Procedure;

/**
 * The procedures of {@code (lokoscope devices)}: interrupts of simulated devices, which come to the
 * process that has enabled them as messages, in the manner of Loko's drivers.
 *
 * <pre>
 * (device-irq name)              the interrupt of a device: timer, console or random
 * (enable-irq irq)               from now on each interrupt comes as the message irq
 * (acknowledge-irq irq)          the driver is done with it: the next one may come. What the device
 *                                raised in between comes as one
 * (disable-irq irq)
 * (start-timer seconds)          raises its interrupt at regular times
 * (start-random-device seconds)  raises its interrupt at random times, on average so far apart; with
 *                                0 it floods
 * (stop-device irq)
 * (interrupts-raised irq)        how often the device has raised it since the run began
 * </pre>
 *
 * <p>The console raises its interrupt when there is input, but not in a run with a virtual clock. A
 * device stops when the process ends that has started it.
 */
final class DevicePrimitives {

  private static final double NANOS_PER_SECOND = 1e9;

  private DevicePrimitives() {}

  static void register(Consumer<Procedure> table) {
    registerInterrupts(table);
    table.accept(Primitive.of1("device-irq", DevicePrimitives::number));
    table.accept(
        Primitive.ofM(
            "start-timer",
            1,
            1,
            (m, a) -> {
              Process self = Process.of(m);
              self.devices().startTimer(self, nanos("start-timer", a[0]));
              return Special.UNSPECIFIED;
            }));
    table.accept(
        Primitive.ofM(
            "start-random-device",
            1,
            1,
            (m, a) -> {
              Process self = Process.of(m);
              self.devices().startRandom(self, nanos("start-random-device", a[0]));
              return Special.UNSPECIFIED;
            }));
  }

  private static void registerInterrupts(Consumer<Procedure> table) {
    table.accept(
        onLine(
            "enable-irq",
            (self, irq) -> {
              self.devices().interrupts().enable(irq, self);
              self.devices().await(irq);
            }));
    table.accept(onLine("disable-irq", (self, irq) -> self.devices().interrupts().disable(irq)));
    table.accept(
        Primitive.ofM(
            "acknowledge-irq",
            1,
            1,
            (m, a) -> {
              int irq = Args.index("acknowledge-irq", a[0], Interrupts.LINES);
              m.reporter().interruptAcknowledged(irq);
              Process.of(m).devices().interrupts().acknowledge(irq);
              Process.of(m).devices().await(irq);
              return Special.UNSPECIFIED;
            }));
    table.accept(onLine("stop-device", (self, irq) -> self.devices().stop(irq)));
    table.accept(
        Primitive.ofM(
            "interrupts-raised",
            1,
            1,
            (m, a) -> {
              int irq = Args.index("interrupts-raised", a[0], Interrupts.LINES);
              return Process.of(m).devices().interrupts().raised(irq);
            }));
  }

  /** What is done to one interrupt. */
  @FunctionalInterface
  private interface OnLine {
    void apply(Process self, int irq);
  }

  private static Procedure onLine(String who, OnLine action) {
    return Primitive.ofM(
        who,
        1,
        1,
        (m, a) -> {
          action.apply(Process.of(m), Args.index(who, a[0], Interrupts.LINES));
          return Special.UNSPECIFIED;
        });
  }

  private static Object number(Object name) {
    return switch (Args.symbol("device-irq", name).name()) {
      case "timer" -> (long) Devices.TIMER;
      case "console" -> (long) Devices.CONSOLE;
      case "random" -> (long) Devices.RANDOM;
      default -> throw Raise.type("device-irq", "timer, console or random", name);
    };
  }

  private static long nanos(String who, Object seconds) {
    if (seconds instanceof Number number && number.doubleValue() >= 0) {
      return (long) Math.min(number.doubleValue() * NANOS_PER_SECOND, Long.MAX_VALUE / 4.0);
    }
    throw Raise.type(who, "a number of seconds", seconds);
  }
}
