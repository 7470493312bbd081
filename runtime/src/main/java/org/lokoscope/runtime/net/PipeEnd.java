package org.lokoscope.runtime.net;

import java.io.IOException;
import java.nio.channels.Pipe;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import org.lokoscope.runtime.cml.Readiness;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.io.BinaryInput;
import org.lokoscope.runtime.io.BinaryOutput;
import org.lokoscope.runtime.io.BufferMode;
import org.lokoscope.runtime.io.CurrentPorts;
import org.lokoscope.runtime.io.IoErrors;
import org.lokoscope.runtime.io.IoProcedure;
import org.lokoscope.runtime.io.Port;
import org.lokoscope.runtime.io.Transcoder;
import org.lokoscope.runtime.io.WaitingPort;
import org.lokoscope.runtime.vm.Later;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.NativeProcedure;

/** One end of a pipe of the operating system's, both ends of which are in this process. */
final class PipeEnd extends Device {

  private final SocketBytes bytes;
  private final BinaryInput in;
  private final BinaryOutput out;
  private final Port port;

  private PipeEnd(
      Network network,
      Machine machine,
      SelectableChannel channel,
      SocketBytes bytes,
      boolean read) {
    super(network, machine, channel, SelectionKey.OP_READ);
    this.bytes = bytes;
    this.in = read ? BinaryInput.ofDevice(bytes) : null;
    this.out = read ? null : new BinaryOutput(bytes, BufferMode.NONE);
    this.port = Port.mixed("pipe", in, out, Transcoder.NATIVE);
    port.setCustom(new Waiting(machine));
    reportCreated(machine);
  }

  /** {@code (pipe)}: the end to read from and the one to write to, in a pair. */
  static Pair open(Network network, Machine machine) {
    try {
      Pipe pipe = Pipe.open();
      pipe.source().configureBlocking(false);
      pipe.sink().configureBlocking(false);
      SocketBytes from = new SocketBytes(pipe.source(), null, "pipe");
      SocketBytes to = new SocketBytes(null, pipe.sink(), "pipe");
      return new Pair(
          new PipeEnd(network, machine, pipe.source(), from, true).port,
          new PipeEnd(network, machine, pipe.sink(), to, false).port);
    } catch (IOException e) {
      throw NetErrors.failed("pipe", "cannot make a pipe: " + NetErrors.reason(e));
    }
  }

  @Override
  public String describe() {
    return in != null ? "pipe to read from" : "pipe to write to";
  }

  private Object await(Machine machine) {
    long seen = in.arrivals();
    return input().await(machine, (_, _) -> check(() -> in.arrivals() != seen || in.pull()));
  }

  /** Whether something can be read. */
  @FunctionalInterface
  private interface Check {
    boolean isReady() throws IOException;
  }

  private static Object check(Check check) {
    try {
      return check.isReady() ? Special.UNSPECIFIED : null;
    } catch (IOException _) {
      return Special.UNSPECIFIED;
    }
  }

  private Object send(Machine machine, String who) {
    return output()
        .perform(
            machine,
            (_, _) -> {
              try {
                return bytes.send() ? Special.UNSPECIFIED : null;
              } catch (IOException e) {
                throw IoErrors.write(who, port, e);
              }
            });
  }

  /** What was written leaves first, as long as somebody can read it. */
  private Object finish(Machine machine) {
    Object sent =
        out == null ? Special.UNSPECIFIED : output().perform(machine, (_, _) -> check(bytes::send));
    return Later.then(
        machine,
        sent,
        "close-port",
        (m, _) -> {
          close(m);
          return Special.UNSPECIFIED;
        });
  }

  /** Makes the fiber wait that uses the port. */
  private final class Waiting extends WaitingPort {

    Waiting(Machine machine) {
      super(
          CurrentPorts.of(machine),
          NativeProcedure.of("close-port", 0, 0, (m, _) -> PipeEnd.this.finish(m)));
    }

    @Override
    public Readiness input(Machine machine) {
      return PipeEnd.this.input();
    }

    @Override
    public Object tryInput(Port of) {
      return check(of::isReady);
    }

    @Override
    public Readiness output(Machine machine) {
      return PipeEnd.this.output();
    }

    @Override
    public Object tryOutput(boolean signalled) {
      return signalled ? check(bytes::send) : null;
    }

    @Override
    protected Object retry(Machine machine, Port of, IoProcedure operation, Object[] arguments) {
      Object waiter = Waiters.reader(machine);
      Object more = waiter == null ? await(machine) : machine.call1(waiter, of);
      return Later.then(machine, more, operation.name(), (m, _) -> operation.apply(m, arguments));
    }

    @Override
    protected Object finish(Machine machine, Port of, IoProcedure operation, Object result) {
      if (!bytes.isPending()) {
        return result;
      }
      Object waiter = Waiters.writer(machine);
      Object sent = waiter == null ? send(machine, operation.name()) : machine.call1(waiter, of);
      return Later.then(
          machine,
          sent,
          operation.name(),
          (m, _) -> {
            check(bytes::send);
            return waiter == null ? result : finish(m, of, operation, result);
          });
    }
  }
}
