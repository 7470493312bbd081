// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.os;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.cml.FiberScheduler;
import org.lokoscope.runtime.cml.Operation;
import org.lokoscope.runtime.cml.Readiness;
import org.lokoscope.runtime.datum.Described;
import org.lokoscope.runtime.io.BackgroundPort;
import org.lokoscope.runtime.io.BackgroundSink;
import org.lokoscope.runtime.io.BackgroundSource;
import org.lokoscope.runtime.io.BufferMode;
import org.lokoscope.runtime.io.ByteSource;
import org.lokoscope.runtime.io.CurrentPorts;
import org.lokoscope.runtime.io.JournaledStream;
import org.lokoscope.runtime.io.OutputSink;
import org.lokoscope.runtime.io.Port;
import org.lokoscope.runtime.io.StreamSource;
import org.lokoscope.runtime.probe.SuspendReason;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.world.Journal;

/** A process of the operating system, owned by a process of ours. */
final class Command implements Described {

  private final Commands commands;
  private final Launch launch;
  private final long id;
  private final String name;
  private final Process process;
  private final @Nullable Journal journal;
  private final Readiness ended;
  private final Port input;
  private final Port output;
  private final Port errors;

  /** Its exit status, once its owner has heard of its end; null before. */
  private @Nullable Long status;

  Command(Commands commands, Launch launch, Machine machine, List<String> words, Process process) {
    this.commands = commands;
    this.launch = launch;
    this.id = machine.newId();
    this.name = words.getFirst();
    this.process = process;
    this.ended = new Readiness(id, SuspendReason.READABLE, _ -> {});
    this.journal = machine.world().journal();
    CurrentPorts ports = CurrentPorts.of(machine);
    this.input =
        BackgroundPort.output(
            ports,
            name + " stdin",
            BackgroundSink.ofStream(
                journal == null
                    ? new OutputSink(process.getOutputStream())
                    : JournaledStream.sink(journal, new OutputSink(process.getOutputStream())),
                machine.world().streams()),
            BufferMode.NONE,
            null);
    this.output = reading(machine, "stdout", new StreamSource(process.getInputStream()));
    this.errors = reading(machine, "stderr", new StreamSource(process.getErrorStream()));
    commands.started(launch, this);
    machine.reporter().commandStarted(id, process.pid(), name);
    FiberScheduler fibers = FiberScheduler.required(machine);
    if (journal == null) {
      var _ = process.onExit().thenRun(() -> fibers.post(m -> exited(m, process.exitValue())));
    } else {
      expectEnd(journal, fibers);
    }
  }

  private void expectEnd(Journal kept, FiberScheduler fibers) {
    kept.expect(
        id,
        bytes -> {
          kept.forget(id);
          fibers.post(m -> exited(m, ByteBuffer.wrap(bytes).getInt()));
        });
    if (!kept.repeats()) {
      var _ =
          process
              .onExit()
              .thenRun(
                  () ->
                      kept.came(
                          id,
                          ByteBuffer.allocate(Integer.BYTES).putInt(process.exitValue()).array()));
    }
  }

  private Port reading(Machine machine, String which, StreamSource stream) {
    ByteSource bytes = journal == null ? stream : JournaledStream.source(journal, stream);
    BackgroundSource source = BackgroundSource.ofStream(bytes, machine.world().streams());
    return BackgroundPort.input(CurrentPorts.of(machine), name + " " + which, source, source, null);
  }

  private void exited(Machine machine, int value) {
    status = (long) value;
    commands.remove(launch);
    machine.reporter().commandEnded(id, value);
    ended.signal(machine);
  }

  /** Its number in the run. */
  long id() {
    return id;
  }

  long pid() {
    return process.pid();
  }

  boolean isRunning() {
    try {
      return Journal.call(
              journal,
              "ask whether " + name + " runs",
              new byte[0],
              () -> new byte[] {(byte) (process.isAlive() ? 1 : 0)})[0]
          != 0;
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** Where its input comes from; an output port. */
  Port input() {
    return input;
  }

  /** What it writes; an input port. */
  Port output() {
    return output;
  }

  Port errors() {
    return errors;
  }

  /** Waits for its end; the value is the exit status. */
  Operation end() {
    return ended.operation((_, _) -> status());
  }

  Object awaitEnd(Machine machine) {
    return ended.perform(machine, (_, _) -> status());
  }

  private @Nullable Object status() {
    return status;
  }

  /** Ends it and all that it has started; on the CPU of the process that wants it. */
  void kill(Machine machine) {
    if (isRunning()) {
      machine.reporter().commandKilled(id);
    }
    launch.destroy();
    commands.remove(launch);
  }

  @Override
  public String describe() {
    return "command " + name + " (" + process.pid() + ")";
  }
}
