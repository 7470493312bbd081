package org.lokoscope.runtime.io;

import java.io.IOException;
import org.lokoscope.runtime.cml.FiberScheduler;
import org.lokoscope.runtime.cml.Readiness;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.probe.ObjectKind;
import org.lokoscope.runtime.probe.SuspendReason;
import org.lokoscope.runtime.vm.Later;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.NativeProcedure;
import org.lokoscope.runtime.world.Arrivals;
import org.lokoscope.runtime.world.World;

/**
 * A port whose bytes are read and written on threads that may block. An operation that finds
 * nothing to read is undone and done again when something has come; one that has written goes on
 * when that has left, and raises what went wrong with it.
 */
public final class BackgroundPort extends WaitingPort {

  private final BinaryInput in;
  private final BackgroundSource source;
  private final TurnSource turnSource;
  private final BackgroundSink sink;
  private final CurrentPorts ports;
  private Port port;
  private Readiness input;
  private Readiness output;
  private InputTurns turns;

  private BackgroundPort(
      CurrentPorts ports,
      BinaryInput in,
      BackgroundSource source,
      TurnSource turnSource,
      BackgroundSink sink,
      Object close) {
    super(ports, close);
    this.ports = ports;
    this.in = in;
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
    over(port, new BackgroundPort(ports, in, source, turns, null, Boolean.FALSE));
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
                ((BackgroundPort) port.custom()).sent(m, port, "close-port", Special.UNSPECIFIED));
    over(port, new BackgroundPort(ports, in, source, turns, sink, close));
    return port;
  }

  private static void over(Port port, BackgroundPort device) {
    device.port = port;
    port.setCustom(device);
  }

  @Override
  protected Object retry(Machine machine, Port port, IoProcedure operation, Object[] arguments) {
    if (FiberScheduler.of(machine) == null) {
      return retryInPlace(machine, port, operation, arguments);
    }
    if (turnSource != null) {
      input(machine);
      return turns.perform(operation, arguments);
    }
    long seen = in.arrivals();
    Object more =
        input(machine).await(machine, (_, _) -> orNull(() -> in.arrivals() != seen || in.pull()));
    return Later.then(machine, more, operation.name(), (m, _) -> operation.apply(m, arguments));
  }

  /** Where there are no fibers, as in a macro. */
  private Object retryInPlace(
      Machine machine, Port port, IoProcedure operation, Object[] arguments) {
    setOpen(true);
    try {
      Object result = null;
      while (result == null) {
        source.await();
        result = operation.attempt(ports, arguments);
      }
      return finish(machine, port, operation, result);
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
  protected Object finish(Machine machine, Port port, IoProcedure operation, Object result) {
    return sink == null ? result : sent(machine, port, operation.name(), result);
  }

  /** The result when all that was written has left. */
  private Object sent(Machine machine, Port port, String who, Object result) {
    BackgroundSink.Writes writes = sink.unchecked();
    if (FiberScheduler.of(machine) == null) {
      sink.await();
      return checked(port, who, writes, result);
    }
    if (mayGoOn(writes)) {
      return checked(port, who, writes, result);
    }
    Object sent =
        output(machine)
            .await(machine, (_, _) -> sink.isPending(writes) ? null : Special.UNSPECIFIED);
    return Later.then(machine, sent, who, (_, _) -> checked(port, who, writes, result));
  }

  /** With a virtual clock, whoever has written waits: how long that takes must not show. */
  private boolean mayGoOn(BackgroundSink.Writes writes) {
    return ports.world().isVirtual() ? writes.areNone() : !sink.isPending(writes);
  }

  private Object checked(Port port, String who, BackgroundSink.Writes writes, Object result) {
    try {
      sink.check(writes);
      return result;
    } catch (IOException e) {
      throw IoErrors.write(who, port, e);
    }
  }

  @Override
  public Readiness input(Machine machine) {
    if (input == null) {
      FiberScheduler fibers = FiberScheduler.of(machine);
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
      world.arrivals().await(new Leaving(machine), world.lastNanoTime() + Arrivals.OUTPUT_TIMEOUT);
    } else {
      FiberScheduler fibers = FiberScheduler.of(machine);
      sink.whenDone(() -> fibers.post(output::signal));
    }
  }

  /** In a run with a virtual clock: those who wait until what they wrote has left. */
  private final class Leaving implements Arrivals.Waiter {
    private final Machine machine;
    private final FiberScheduler fibers;
    private final BackgroundSink.Writes writes = sink.all();

    Leaving(Machine machine) {
      this.machine = machine;
      this.fibers = FiberScheduler.of(machine);
    }

    @Override
    public Object owner() {
      return machine;
    }

    @Override
    public Object source() {
      return sink;
    }

    @Override
    public boolean serve() {
      return !sink.isPending(writes);
    }

    @Override
    public void whenMore(Runnable action) {
      sink.whenDone(action);
    }

    @Override
    public void deliver() {
      fibers.post(output::signal);
    }
  }

  /** A number for what is waited on, which the trace knows from now on. */
  private static long announced(Machine machine) {
    long id = machine.newId();
    machine.reporter().objectCreatedInside(id, ObjectKind.PORT);
    return id;
  }

  @Override
  public Object tryInput(Port port) {
    try {
      return orNull(port::isReady);
    } catch (NeedsInput _) {
      return null;
    }
  }

  @Override
  public Object tryOutput(boolean signalled) {
    return sink.isPending() ? null : Special.UNSPECIFIED;
  }

  /** Whether something can be read. */
  @FunctionalInterface
  private interface Check {
    boolean isReady() throws IOException;
  }

  /** An error is something to be read, too. */
  private static Object orNull(Check check) {
    try {
      return check.isReady() ? Special.UNSPECIFIED : null;
    } catch (IOException _) {
      return Special.UNSPECIFIED;
    }
  }
}
