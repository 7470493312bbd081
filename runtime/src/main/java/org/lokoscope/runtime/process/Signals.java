// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.cml.Fiber;
import org.lokoscope.runtime.cml.HandlerFiber;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.os.OsSignals;
import org.lokoscope.runtime.probe.WaitReason;
import org.lokoscope.runtime.vm.Frame;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.ResumeFrame;
import org.lokoscope.runtime.world.Journal;
import org.lokoscope.runtime.world.World;

/**
 * The signals that come to a process, and what its program does with them. A handler is called at a
 * safe point of the fiber that has set it. If that waits, a fiber of its own calls the handler, and
 * if that has ended, whichever fiber runs.
 */
final class Signals {

  private static final int ALARM = 14;

  private final Process process;

  /** By number; only the process's own CPU looks at it. */
  private final Map<Integer, Handler> handlers = new HashMap<>();

  private final Map<Integer, String> names = new HashMap<>();

  /** Those that have come and were not handled yet; filled from any thread. */
  private final Queue<Integer> arrived = new ConcurrentLinkedQueue<>();

  private volatile @Nullable Alarm alarm;

  private record Handler(Object procedure, @Nullable Fiber fiber) {}

  Signals(Process process) {
    this.process = process;
  }

  // What the program sets, on the process's own CPU

  /** Whether the program can have that signal. */
  boolean handle(int number, String name, Object procedure) {
    if (!receive(name)) {
      return false;
    }
    names.put(number, name);
    handlers.put(number, new Handler(procedure, process.fibers().current()));
    return true;
  }

  private boolean receive(String name) {
    Journal journal = process.kernel().world().journal();
    if (journal == null) {
      return OsSignals.receive(name, this::arrive);
    }
    long expected = process.machine().newId();
    journal.expect(expected, bytes -> arrive(bytes[0]));
    return isDone(
        journal,
        "receive the signal " + name,
        () ->
            OsSignals.receive(name, number -> journal.came(expected, new byte[] {(byte) number})));
  }

  /** What is done with signals of the operating system; not again when the run is repeated. */
  static boolean isDone(@Nullable Journal journal, String what, BooleanSupplier deed) {
    try {
      return Journal.call(
              journal, what, new byte[0], () -> new byte[] {(byte) (deed.getAsBoolean() ? 1 : 0)})[
              0]
          != 0;
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  boolean ignore(int number, String name) {
    handlers.remove(number);
    names.put(number, name);
    Journal journal = process.kernel().world().journal();
    return isDone(journal, "ignore the signal " + name, () -> OsSignals.ignore(name));
  }

  boolean restore(int number, String name) {
    handlers.remove(number);
    names.remove(number);
    Journal journal = process.kernel().world().journal();
    return isDone(journal, "restore the signal " + name, () -> OsSignals.restore(name));
  }

  /** What the program has set is forgotten, because the process ends. */
  void release() {
    cancelAlarm();
    Journal journal = process.kernel().world().journal();
    if (journal == null || !journal.repeats()) {
      names.values().forEach(OsSignals::restore);
    }
    names.clear();
    handlers.clear();
  }

  /**
   * Has a signal come after so many nanoseconds, in the place of the one that was set before.
   *
   * @param interval after which it comes again and again; 0 if it comes once
   */
  void setAlarm(int number, long nanos, long interval) {
    cancelAlarm();
    arm(number, process.kernel().world().nanoTime() + nanos, interval);
  }

  private void arm(int number, long time, long interval) {
    alarm =
        process
            .kernel()
            .setAlarm(
                time,
                _ -> {
                  if (interval > 0) {
                    arm(number, time + interval, interval);
                  }
                  arrive(number);
                });
  }

  /** Nanoseconds until the alarm that is set; 0 if none is. */
  long alarmLeft() {
    Alarm set = alarm;
    return set == null ? 0 : Math.max(0, set.time - process.kernel().world().nanoTime());
  }

  /** The same, and nothing comes any more. */
  long cancelAlarm() {
    long left = alarmLeft();
    Alarm set = alarm;
    if (set != null) {
      alarm = null;
      process.kernel().cancel(set);
    }
    return left;
  }

  // What comes

  /** A signal has come; from any thread. */
  void arrive(int number) {
    arrived.add(number);
    process.post(this::startHandlers, WaitReason.IO, 0);
  }

  /** Whether a handler is to be called by the fiber that runs. */
  boolean isAwaited(Machine machine) {
    Alarm set = alarm;
    if (set != null && machine.world().nanoTime() >= set.time) {
      process.kernel().tick(machine.trace());
    }
    if (arrived.isEmpty()) {
      return false;
    }
    return arrived.stream().anyMatch(number -> belongsToCurrent(handlers.get(number)));
  }

  private boolean belongsToCurrent(@Nullable Handler handler) {
    Fiber current = process.fibers().current();
    return handler == null
        || handler.fiber == current
        || handler.fiber == null
        || handler.fiber.hasEnded();
  }

  /** Calls such a handler where the fiber is, all of whose frames are on the heap. */
  Object callHandler(Machine machine) {
    for (Iterator<Integer> i = arrived.iterator(); i.hasNext(); ) {
      int number = i.next();
      Handler handler = handlers.get(number);
      if (belongsToCurrent(handler)) {
        i.remove();
        return handler == null ? byDefault(number) : call(machine, handler, number);
      }
    }
    return Special.UNSPECIFIED;
  }

  private static Object call(Machine machine, Handler handler, int number) {
    Frame then = ResumeFrame.of(0, "signal", (_, _) -> Special.UNSPECIFIED);
    machine.setContinuation(Frame.link(then, machine.continuation()));
    return Machine.procedure(handler.procedure).apply1(machine, (long) number);
  }

  /** An alarm that nobody handles ends the program, as a signal would. */
  private Object byDefault(int number) {
    if (number == ALARM && isOutsideReached()) {
      OsSignals.raise("ALRM");
    }
    return Special.UNSPECIFIED;
  }

  private boolean isOutsideReached() {
    World world = process.kernel().world();
    return !world.isIsolated() && world.journal() == null;
  }

  /** Fibers that call the handlers of those that wait. */
  private void startHandlers(Machine machine) {
    for (Iterator<Integer> i = arrived.iterator(); i.hasNext(); ) {
      int number = i.next();
      Handler handler = handlers.get(number);
      if (handler == null) {
        i.remove();
        byDefault(number);
      } else if (handler.fiber == null || handler.fiber.isWaiting()) {
        i.remove();
        HandlerFiber.spawn(process.fibers(), machine, handler.procedure, (long) number);
      }
    }
  }
}
