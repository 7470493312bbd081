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
import org.lokoscope.runtime.vm.TraceContext;

/**
 * A port whose bytes are read and written on threads that may block. An operation that finds
 * nothing to read is undone and done again when something has come; one that has written goes on
 * when that has left, and raises what went wrong with it.
 */
public final class BackgroundPort extends WaitingPort {

  private final BinaryInput in;
  private final BackgroundSource source;
  private final BackgroundSink sink;
  private Readiness input;
  private Readiness output;

  private BackgroundPort(
      CurrentPorts ports,
      BinaryInput in,
      BackgroundSource source,
      BackgroundSink sink,
      Object close) {
    super(ports, close);
    this.in = in;
    this.source = source;
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
    BinaryInput in = BinaryInput.ofDevice(view);
    Port port =
        transcoder == null
            ? Port.binary(name, in, null)
            : Port.transcoded(name, in, null, transcoder);
    port.setCustom(new BackgroundPort(ports, in, source, null, Boolean.FALSE));
    return port;
  }

  /** An output port; binary if there is no transcoder. */
  public static Port output(
      CurrentPorts ports,
      String name,
      BackgroundSink sink,
      BufferMode mode,
      Transcoder transcoder) {
    return over(ports, name, null, null, new BinaryOutput(sink, mode), transcoder);
  }

  /** A port for both, over something that has no position; binary if there is no transcoder. */
  public static Port both(
      CurrentPorts ports,
      String name,
      BackgroundSource source,
      BackgroundSink sink,
      BufferMode mode,
      Transcoder transcoder) {
    BinaryInput in = BinaryInput.ofDevice(source);
    return over(ports, name, in, source, new BinaryOutput(sink, mode), transcoder);
  }

  private static Port over(
      CurrentPorts ports,
      String name,
      BinaryInput in,
      BackgroundSource source,
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
    port.setCustom(new BackgroundPort(ports, in, source, sink, close));
    return port;
  }

  @Override
  protected Object retry(Machine machine, Port port, IoProcedure operation, Object[] arguments) {
    if (FiberScheduler.of(machine) == null) {
      source.await();
      return operation.apply(machine, arguments);
    }
    long seen = in.arrivals();
    Object more =
        input(machine).await(machine, (_, _) -> orNull(() -> in.arrivals() != seen || in.pull()));
    return Later.then(machine, more, operation.name(), (m, _) -> operation.apply(m, arguments));
  }

  @Override
  protected Object finish(Machine machine, Port port, IoProcedure operation, Object result) {
    return sink == null ? result : sent(machine, port, operation.name(), result);
  }

  /** The result when all that was written has left. */
  private Object sent(Machine machine, Port port, String who, Object result) {
    BackgroundSink.Writes writes = sink.unchecked();
    if (!sink.isPending(writes)) {
      return checked(port, who, writes, result);
    }
    if (FiberScheduler.of(machine) == null) {
      sink.await();
      return checked(port, who, writes, result);
    }
    Object sent =
        output(machine)
            .perform(machine, (_, _) -> sink.isPending(writes) ? null : Special.UNSPECIFIED);
    return Later.then(machine, sent, who, (_, _) -> checked(port, who, writes, result));
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
      input =
          new Readiness(
              announced(machine),
              SuspendReason.READABLE,
              () -> source.whenReady(() -> fibers.post(input::signal)));
    }
    return input;
  }

  @Override
  public Readiness output(Machine machine) {
    if (output == null) {
      FiberScheduler fibers = FiberScheduler.of(machine);
      output =
          new Readiness(
              announced(machine),
              SuspendReason.WRITABLE,
              () -> sink.whenDone(() -> fibers.post(output::signal)));
    }
    return output;
  }

  /** A number for what is waited on, which the trace knows from now on. */
  private static long announced(Machine machine) {
    long id = machine.newId();
    if (machine.isTraced()) {
      TraceContext trace = machine.trace();
      trace.probe().objectCreated(trace.now(), id, ObjectKind.PORT.ordinal(), machine.fiber(), 0);
    }
    return id;
  }

  @Override
  public Object tryInput(Port port) {
    return orNull(port::isReady);
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
