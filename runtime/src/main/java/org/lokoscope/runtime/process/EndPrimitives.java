// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import java.util.OptionalInt;
import java.util.function.Consumer;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.primitives.Args;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.NativeProcedure;
import org.lokoscope.runtime.vm.Primitive;
import org.lokoscope.runtime.vm.Procedure;

/**
 * The procedures of {@code (lokoscope processes)} that have to do with the end of processes.
 *
 * <pre>
 * (process-exit [status])      ends this process; an exact integer, #t is 0 and #f is 1
 * (kill-process pid [status])  ends another one at its next safe point, with status 137 if none is
 *                              given; #f if it has ended already
 * (monitor-process pid)        asks for the message (process-ended pid status), which has a text
 *                              after the status if the process ended by a condition that nobody
 *                              handled; comes at once if it is gone
 * (link-process pid)           if one of the two ends with another status than 0, so does the other
 * (unlink-process pid)
 * (trap-exits flag)            whether the end of a linked process, however it ended, comes as that
 *                              message instead of ending this one
 * </pre>
 */
final class EndPrimitives {

  /** What shells give for a program that was killed. */
  private static final int KILLED = 137;

  private static final int MAX_STATUS = 255;

  private EndPrimitives() {}

  static void register(Consumer<Procedure> table) {
    table.accept(NativeProcedure.of("process-exit", 0, 1, EndPrimitives::exit));
    table.accept(NativeProcedure.of("kill-process", 1, 2, EndPrimitives::kill));
    table.accept(Primitive.ofM("monitor-process", 1, 1, EndPrimitives::monitor));
    table.accept(Primitive.ofM("link-process", 1, 1, EndPrimitives::link));
    table.accept(Primitive.ofM("unlink-process", 1, 1, EndPrimitives::unlink));
    table.accept(
        Primitive.ofM(
            "trap-exits",
            1,
            1,
            (m, a) -> {
              Process.of(m).setTrapsExits(a[0] != Boolean.FALSE);
              return Special.UNSPECIFIED;
            }));
  }

  private static Object exit(Machine machine, Object[] a) {
    Object status = a.length == 0 ? Special.UNSPECIFIED : a[0];
    return machine.capture(end -> end.host().exit(end, status));
  }

  private static Object kill(Machine machine, Object[] a) {
    Process killer = Process.of(machine);
    long id = pid("kill-process", killer, a[0]);
    int status = a.length == 1 ? KILLED : Args.index("kill-process", a[1], MAX_STATUS + 1);
    if (id == killer.id()) {
      return machine.capture(end -> end.host().exit(end, (long) status));
    }
    Process victim = killer.kernel().find(id);
    if (victim == null) {
      return Boolean.FALSE;
    }
    victim.kill(status, killer.id(), machine.trace());
    return Boolean.TRUE;
  }

  private static Object monitor(Machine machine, Object[] a) {
    Process watcher = Process.of(machine);
    long id = pid("monitor-process", watcher, a[0]);
    watcher
        .kernel()
        .monitor(id, watcher)
        .ifPresent(status -> Ending.tell(watcher, id, status, null, machine.trace()));
    return Special.UNSPECIFIED;
  }

  private static Object link(Machine machine, Object[] a) {
    Process self = Process.of(machine);
    long id = pid("link-process", self, a[0]);
    OptionalInt status = id == self.id() ? OptionalInt.empty() : self.kernel().link(id, self);
    status.ifPresent(s -> Ending.tellLinked(self, id, s, null, machine.trace()));
    return Special.UNSPECIFIED;
  }

  private static Object unlink(Machine machine, Object[] a) {
    Process self = Process.of(machine);
    self.kernel().unlink(pid("unlink-process", self, a[0]), self);
    return Special.UNSPECIFIED;
  }

  static long pid(String who, Process asking, Object number) {
    if (number instanceof Long id && asking.kernel().knows(id)) {
      return id;
    }
    throw Raise.type(who, "the number of a process", number);
  }
}
