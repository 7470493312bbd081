// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.lokoscope.runtime.cml.FiberPrimitives;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.core.Global;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.datum.SchemeString;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.library.Library;
import org.lokoscope.runtime.probe.WaitReason;
import org.lokoscope.runtime.source.SyntaxException;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.NativeProcedure;
import org.lokoscope.runtime.vm.Primitive;
import org.lokoscope.runtime.vm.Procedure;

/** The procedures of {@code (lokoscope processes)}. */
final class ProcessPrimitives {

  private ProcessPrimitives() {}

  static void register(Consumer<Procedure> table, ProgramRun run) {
    table.accept(Primitive.ofM("spawn-process", 2, -1, (m, a) -> spawn(run, m, a)));
    table.accept(Primitive.ofM("self-pid", 0, 0, (m, a) -> m.process()));
    table.accept(Primitive.ofM("send-message", 2, 2, (m, a) -> send(run.recordTypes(), m, a)));
    table.accept(FiberPrimitives.receiver("receive-message", m -> Process.of(m).mailbox()));
    table.accept(
        Primitive.ofM(
            "receive-operation",
            0,
            0,
            (m, a) -> FiberPrimitives.operation(Process.of(m).mailbox())));
    EndPrimitives.register(table);
    table.accept(
        NativeProcedure.of(
            "%dump-fibers",
            0, 0, (m, _) -> m.capture(now -> SchemeString.of(run.dump(Process.of(now))))));
    DevicePrimitives.register(table);
    SignalPrimitives.register(table);
    table.accept(Primitive.ofM("process-info", 1, 1, ProcessPrimitives::info));
    table.accept(
        Primitive.ofM(
            "process-list",
            0,
            0,
            (m, a) ->
                Lists.fromList(
                    Process.of(m).kernel().processes().stream().map(Process::id).toList())));
  }

  private static Object spawn(ProgramRun run, Machine machine, Object[] arguments) {
    Library library = library(run, arguments[0]);
    if (!(arguments[1] instanceof Symbol name)) {
      throw Raise.type("spawn-process", "a symbol that names a procedure", arguments[1]);
    }
    Global procedure = run.image().libraries().exportedVariable(library, name.name());
    if (procedure == null) {
      throw Raise.assertion(
          "spawn-process", "the library exports no such procedure", arguments[0], name);
    }
    List<MessageCopy.Message> copies =
        Arrays.stream(arguments, 2, arguments.length)
            .map(a -> MessageCopy.of("spawn-process", a, run.recordTypes(), machine))
            .toList();
    Process process = run.newProcess(machine.process(), name.name());
    process.boot(
        machine.trace(),
        run.image().start(library, procedure, opener(run), List.copyOf(copies), process.machine()),
        machine.callSite());
    Process.of(machine).kernel().add(process);
    return process.id();
  }

  /** What the new process applies to each argument, once its library is there. */
  private static Procedure opener(ProgramRun run) {
    return Primitive.ofM(
        "message", 1, 1, (m, a) -> ((MessageCopy.Message) a[0]).localized(run.recordTypes(), m));
  }

  private static Library library(ProgramRun run, Object name) {
    if (Lists.length(name) <= 0) {
      throw Raise.type("spawn-process", "the name of a library as a list", name);
    }
    try {
      return run.image().libraries().find(List.of(Lists.toArray(name)));
    } catch (SyntaxException wrong) {
      throw Raise.assertion("spawn-process", wrong.what(), name);
    }
  }

  /** What the control block of a process says, as an association list; #f if it has ended. */
  private static Object info(Machine machine, Object[] arguments) {
    Process self = Process.of(machine);
    Process process = self.kernel().find(EndPrimitives.pid("process-info", self, arguments[0]));
    if (process == null) {
      return Boolean.FALSE;
    }
    Kernel.Snapshot now = self.kernel().snapshot(process);
    return Lists.of(
        entry("name", SchemeString.of(process.name())),
        entry("parent", process.parent()),
        entry("state", Symbol.of(now.state().name().toLowerCase(Locale.ROOT))),
        entry("cpu", (long) now.cpu()),
        entry("messages", process.mailbox().length()));
  }

  private static Pair entry(String key, Object value) {
    return new Pair(Symbol.of(key), value);
  }

  private static Object send(RecordTypes types, Machine machine, Object[] arguments) {
    if (!(arguments[0] instanceof Long id)) {
      throw Raise.type("send-message", "a process number", arguments[0]);
    }
    MessageCopy.Message message = MessageCopy.of("send-message", arguments[1], types, machine);
    Process sender = Process.of(machine);
    Process receiver = sender.kernel().find(id);
    if (receiver == null) {
      return Boolean.FALSE;
    }
    long length = receiver.mailbox().countSent();
    machine.reporter().messageSent(id, length);
    machine.reporter().messageValue(id, arguments[1]);
    receiver.post(
        m -> Process.of(m).mailbox().deliver(m, now -> message.localized(types, now)),
        WaitReason.MESSAGE,
        sender.id());
    return Boolean.TRUE;
  }
}
