package org.lokoscope.runtime.io;

import java.io.IOException;
import java.util.function.Supplier;
import org.lokoscope.runtime.cml.FiberScheduler;
import org.lokoscope.runtime.cml.Readiness;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.probe.ObjectKind;
import org.lokoscope.runtime.probe.SuspendReason;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.NativeProcedure;
import org.lokoscope.runtime.world.Arrivals;
import org.lokoscope.runtime.world.World;

/** A port whose bytes are read and written on threads that may block. */
public final class BackgroundPort implements Endpoint {

  private final BackgroundSource source;
  private final TurnSource turnSource;
  private final BackgroundSink sink;
  private final CurrentPorts ports;
  private Port port;
  private Readiness input;
  private Readiness output;
  private InputTurns turns;

  private BackgroundPort(
      CurrentPorts ports, BackgroundSource source, TurnSource turnSource, BackgroundSink sink) {
    this.ports = ports;
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
      Transcoder transcoder) {
    TurnSource turns = ports.world().isVirtual() ? new TurnSource(view) : null;
    BinaryInput in = BinaryInput.ofDevice(turns == null ? view : turns);
    Port port =
        transcoder == null
            ? Port.binary(name, in, null)
            : Port.transcoded(name, in, null, transcoder);
    over(port, new BackgroundPort(ports, source, turns, null), Boolean.FALSE);
    return port;
  }

  /** An output port; binary if there is no transcoder. */
  public static Port output(
      CurrentPorts ports,
      String name,
      BackgroundSink sink,
      BufferMode mode,
      Transcoder transcoder) {
    return over(ports, name, null, null, null, new BinaryOutput(sink, mode), transcoder);
  }

  /** A port for both, over something that has no position; binary if there is no transcoder. */
  public static Port both(
      CurrentPorts ports,
      String name,
      BackgroundSource source,
      BackgroundSink sink,
      BufferMode mode,
      Transcoder transcoder) {
    TurnSource turns = ports.world().isVirtual() ? new TurnSource(source) : null;
    BinaryInput in = BinaryInput.ofDevice(turns == null ? source : turns);
    return over(ports, name, in, source, turns, new BinaryOutput(sink, mode), transcoder);
  }

  private static Port over(
      CurrentPorts ports,
      String name,
      BinaryInput in,
      BackgroundSource source,
      TurnSource turns,
      BinaryOutput out,
      Transcoder transcoder) {
    Port port =
        transcoder == null
            ? Port.binary(name, in, out)
            : Port.transcoded(name, in, out, transcoder);
    BackgroundSink sink = (BackgroundSink) out.sink();
    NativeProcedure close =
        NativeProcedure.of(
            "close-port",
            0,
            0,
            (m, _) ->
                ((WaitingPort) port.custom()).sent(m, port, "close-port", Special.UNSPECIFIED));
    over(port, new BackgroundPort(ports, source, turns, sink), close);
    return port;
  }

  private static void over(Port port, BackgroundPort endpoint, Object close) {
    endpoint.port = port;
    port.setCustom(new WaitingPort(endpoint.ports, endpoint, close));
  }

  @Override
  public Object inTurn(Machine machine, IoProcedure operation, Object[] arguments) {
    if (turnSource == null) {
      return null;
    }
    input(machine);
    return turns.perform(operation, arguments);
  }

  /** Where there are no fibers, as in a macro. */
  @Override
  public Object blocking(Supplier<Object> attempt) {
    setOpen(true);
    try {
      Object result = null;
      while (result == null) {
        source.await();
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
  public Sending sending() {
    return sink == null ? null : new Leaving(sink.unchecked());
  }

  /** What operations have written that have not been told yet how it went. */
  private final class Leaving implements Sending {
    private final BackgroundSink.Writes writes;

    Leaving(BackgroundSink.Writes writes) {
      this.writes = writes;
    }

    @Override
    public boolean hasLeft() throws IOException {
      if (sink.isPending(writes)) {
        return false;
      }
      sink.check(writes);
      return true;
    }

    /** With a virtual clock, whoever has written waits: how long that takes must not show. */
    @Override
    public boolean mayGoOn() {
      return !ports.world().isVirtual() || writes.areNone();
    }

    @Override
    public void await() {
      sink.await();
    }
  }

  @Override
  public Readiness input(Machine machine) {
    if (input == null) {
      FiberScheduler fibers = FiberScheduler.required(machine);
      input = new Readiness(announced(machine), SuspendReason.READABLE, () -> watchInput(fibers));
      if (turnSource != null) {
        turns = new InputTurns(ports, machine, port, source, turnSource, input);
      }
    }
    return input;
  }

  private void watchInput(FiberScheduler fibers) {
    if (turnSource != null) {
      turns.ask();
    } else {
      source.whenReady(() -> fibers.post(input::signal));
    }
  }

  @Override
  public Readiness output(Machine machine) {
    if (output == null) {
      output =
          new Readiness(announced(machine), SuspendReason.WRITABLE, () -> watchOutput(machine));
    }
    return output;
  }

  private void watchOutput(Machine machine) {
    World world = machine.world();
    if (world.isVirtual()) {
      world
          .arrivals()
          .await(
              new OutputTurn(machine, sink, output),
              world.lastNanoTime() + Arrivals.OUTPUT_TIMEOUT);
    } else {
      FiberScheduler fibers = FiberScheduler.required(machine);
      sink.whenDone(() -> fibers.post(output::signal));
    }
  }

  /** A number for what is waited on, which the trace knows from now on. */
  private static long announced(Machine machine) {
    long id = machine.newId();
    machine.reporter().objectCreatedInside(id, ObjectKind.PORT);
    return id;
  }

  @Override
  public Object tryInput(Check check) {
    try {
      return Endpoint.orNull(check);
    } catch (NeedsInput _) {
      return null;
    }
  }

  @Override
  public boolean isWritable(boolean signalled) {
    return !sink.isPending();
  }
}
