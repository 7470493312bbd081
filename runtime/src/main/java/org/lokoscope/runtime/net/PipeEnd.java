// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.net;

import java.io.IOException;
import java.nio.channels.Pipe;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.io.BinaryInput;
import org.lokoscope.runtime.io.BinaryOutput;
import org.lokoscope.runtime.io.BufferMode;
import org.lokoscope.runtime.io.CurrentPorts;
import org.lokoscope.runtime.io.Endpoint;
import org.lokoscope.runtime.io.Port;
import org.lokoscope.runtime.io.Transcoder;
import org.lokoscope.runtime.io.WaitingPort;
import org.lokoscope.runtime.vm.Later;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.world.Journal;

/** One end of a pipe of the operating system's, both ends of which are in this process. */
final class PipeEnd extends Device implements Endpoint {

  private final SocketBytes bytes;
  private final boolean reads;
  private final Port port;

  private PipeEnd(
      Network network,
      Machine machine,
      SelectableChannel channel,
      SocketBytes bytes,
      boolean reads) {
    super(network, machine, channel, SelectionKey.OP_READ);
    this.bytes = bytes;
    this.reads = reads;
    this.port =
        reads
            ? Port.mixed("pipe", BinaryInput.ofDevice(bytes), null, Transcoder.NATIVE)
            : Port.mixed("pipe", null, new BinaryOutput(bytes, BufferMode.NONE), Transcoder.NATIVE);
    port.setCustom(new WaitingPort(CurrentPorts.of(machine), this, (m, _, _) -> finish(m)));
    reportCreated(machine);
  }

  /** {@code (pipe)}: the end to read from and the one to write to, in a pair. */
  static Pair open(Network network, Machine machine) {
    try {
      Pipe pipe = Pipe.open();
      pipe.source().configureBlocking(false);
      pipe.sink().configureBlocking(false);
      Journal journal = machine.world().journal();
      SocketBytes from =
          new SocketBytes(
              journal == null ? pipe.source() : new JournaledBytes(journal, pipe.source(), "pipe"),
              null,
              () -> "pipe");
      SocketBytes to =
          new SocketBytes(
              null,
              journal == null ? pipe.sink() : new JournaledBytes(journal, pipe.sink(), "pipe"),
              () -> "pipe");
      return new Pair(
          new PipeEnd(network, machine, pipe.source(), from, true).port,
          new PipeEnd(network, machine, pipe.sink(), to, false).port);
    } catch (IOException e) {
      throw NetErrors.failed("pipe", "cannot make a pipe: " + NetErrors.reason(e));
    }
  }

  @Override
  public String describe() {
    return reads ? "pipe to read from" : "pipe to write to";
  }

  @Override
  public @Nullable Sending sending() {
    return bytes.sending();
  }

  /** Only the poller knows. */
  @Override
  public boolean isWritable(boolean signalled) throws IOException {
    return signalled && bytes.send();
  }

  @Override
  public @Nullable Object readWaiter(Machine machine) {
    return Waiters.reader(machine);
  }

  @Override
  public @Nullable Object writeWaiter(Machine machine) {
    return Waiters.writer(machine);
  }

  /** What was written leaves first, as long as somebody can read it. */
  private Object finish(Machine machine) {
    Object sent =
        reads
            ? Special.UNSPECIFIED
            : output().perform(machine, (_, _) -> Endpoint.orNull(bytes::send));
    return Later.then(
        machine,
        sent,
        "close-port",
        (m, _) -> {
          close(m);
          return Special.UNSPECIFIED;
        });
  }
}
