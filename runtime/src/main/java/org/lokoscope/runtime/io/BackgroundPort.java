// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.io;

import java.io.IOException;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.cml.FiberScheduler;
import org.lokoscope.runtime.cml.Readiness;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.probe.ObjectKind;
import org.lokoscope.runtime.probe.SuspendReason;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.world.Arrivals;
import org.lokoscope.runtime.world.World;

/** A port whose bytes are read and written on threads that may block. */
public final class BackgroundPort implements Endpoint {

  private final CurrentPorts ports;
  private final Port port;

  /** Null for a port without input. */
  private final @Nullable BackgroundSource source;

  /** There with input and a virtual clock. */
  private final @Nullable TurnSource turnSource;

  /** Null for a port without output. */
  private final @Nullable BackgroundSink sink;

  private @Nullable Readiness input;
  private @Nullable Readiness output;
  private @Nullable InputTurns turns;

  private BackgroundPort(
      CurrentPorts ports,
      Port port,
      @Nullable BackgroundSource source,
      @Nullable TurnSource turnSource,
      @Nullable BackgroundSink sink) {
    this.ports = ports;
    this.port = port;
    this.source = source;
    this.turnSource = turnSource;
    this.sink = sink;
  }

  /**
   * An input port.
   *
   * @param view what is read; the source itself, or something around it
   * @param transcoder null for a binary port
   */
  public static Port input(
      CurrentPorts ports,
      String name,
      BackgroundSource source,
      ByteSource view,
      @Nullable Transcoder transcoder) {
    TurnSource turns =
        ports.world().isVirtual() ? new TurnSource(view, ports.world().journal()) : null;
    BinaryInput in = BinaryInput.ofDevice(turns == null ? view : turns);
    Port port =
        transcoder == null
            ? Port.binary(name, in, null)
            : Port.transcoded(name, in, null, transcoder);
    new BackgroundPort(ports, port, source, turns, null).attach(WaitingPort.NOTHING_TO_CLOSE);
    return port;
  }

  /** An output port; binary if there is no transcoder. */
  public static Port output(
      CurrentPorts ports,
      String name,
      BackgroundSink sink,
      BufferMode mode,
      @Nullable Transcoder transcoder) {
    return over(ports, name, null, null, null, new BinaryOutput(sink, mode), transcoder);
  }

  /** A port for both, over something that has no position; binary if there is no transcoder. */
  public static Port both(
      CurrentPorts ports,
      String name,
      BackgroundSource source,
      BackgroundSink sink,
      BufferMode mode,
      @Nullable Transcoder transcoder) {
    TurnSource turns =
        ports.world().isVirtual() ? new TurnSource(source, ports.world().journal()) : null;
    BinaryInput in = BinaryInput.ofDevice(turns == null ? source : turns);
    return over(ports, name, in, source, turns, new BinaryOutput(sink, mode), transcoder);
  }

  private static Port over(
      CurrentPorts ports,
      String name,
      @Nullable BinaryInput in,
      @Nullable BackgroundSource source,
      @Nullable TurnSource turns,
      BinaryOutput out,
      @Nullable Transcoder transcoder) {
    Port port =
        transcoder == null
            ? Port.binary(name, in, out)
            : Port.transcoded(name, in, out, transcoder);
    BackgroundSink sink = (BackgroundSink) out.sink();
    new BackgroundPort(ports, port, source, turns, sink)
        .attach(
            (m, _, _) ->
                ((WaitingPort) Objects.requireNonNull(port.custom()))
                    .sent(m, port, "close-port", Special.UNSPECIFIED));
    return port;
  }

  private void attach(WaitingPort.Closing close) {
    port.setCustom(new WaitingPort(ports, this, close));
  }

  @Override
  public @Nullable Object inTurn(Machine machine, IoProcedure operation, Object[] arguments) {
    if (turnSource == null) {
      return null;
    }
    input(machine);
    return Objects.requireNonNull(turns).perform(operation, arguments);
  }

  /** Where there are no fibers, as in a macro. */
  @Override
  public Object blocking(Supplier<@Nullable Object> attempt) {
    BackgroundSource from = Objects.requireNonNull(source);
    setOpen(true);
    try {
      Object result = null;
      while (result == null) {
        from.await();
        result = attempt.get();
      }
      return result;
    } finally {
      setOpen(false);
    }
  }

  private void setOpen(boolean open) {
    if (turnSource != null) {
      turnSource.setOpen(open);
    }
  }

  @Override
  public @Nullable Sending sending() {
    return sink == null ? null : new Leaving(sink);
  }

  /** What operations have written that have not been told yet how it went. */
  private final class Leaving implements Sending {
    private final BackgroundSink to;
    private final BackgroundSink.Writes writes;

    Leaving(BackgroundSink to) {
      this.to = to;
      this.writes = to.unchecked();
    }

    @Override
    public boolean hasLeft() throws IOException {
      if (to.isPending(writes)) {
        return false;
      }
      to.check(writes);
      return true;
    }

    /** With a virtual clock, whoever has written waits: how long that takes must not show. */
    @Override
    public boolean mayGoOn() {
      return !ports.world().isVirtual() || writes.areNone();
    }

    @Override
    public void await() {
      to.await();
    }
  }

  @Override
  public Readiness input(Machine machine) {
    if (input == null) {
      FiberScheduler fibers = FiberScheduler.required(machine);
      input = new Readiness(announced(machine), SuspendReason.READABLE, _ -> watchInput(fibers));
      if (turnSource != null && source != null) {
        turns = new InputTurns(ports, machine, port, source, turnSource, input);
      }
    }
    return input;
  }

  private void watchInput(FiberScheduler fibers) {
    if (turns != null) {
      turns.ask();
    } else {
      Readiness ready = Objects.requireNonNull(input);
      Objects.requireNonNull(source).whenReady(() -> fibers.post(ready::signal));
    }
  }

  @Override
  public Readiness output(Machine machine) {
    if (output == null) {
      output = new Readiness(announced(machine), SuspendReason.WRITABLE, _ -> watchOutput(machine));
    }
    return output;
  }

  private void watchOutput(Machine machine) {
    World world = machine.world();
    Arrivals arrivals = world.arrivals();
    BackgroundSink to = Objects.requireNonNull(sink);
    Readiness ready = Objects.requireNonNull(output);
    if (arrivals != null) {
      arrivals.await(
          new OutputTurn(machine, to, ready), world.lastNanoTime() + Arrivals.OUTPUT_TIMEOUT);
    } else {
      FiberScheduler fibers = FiberScheduler.required(machine);
      to.whenDone(() -> fibers.post(ready::signal));
    }
  }

  /** A number for what is waited on, which the trace knows from now on. */
  private static long announced(Machine machine) {
    long id = machine.newId();
    machine.reporter().objectCreatedInside(id, ObjectKind.PORT);
    return id;
  }

  @Override
  public @Nullable Object tryInput(Check check) {
    try {
      return Endpoint.orNull(check);
    } catch (NeedsInput _) {
      return null;
    }
  }

  @Override
  public boolean isWritable(boolean signalled) {
    return !Objects.requireNonNull(sink).isPending();
  }
}
