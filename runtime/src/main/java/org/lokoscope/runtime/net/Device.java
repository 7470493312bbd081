// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.net;

import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.cml.FiberScheduler;
import org.lokoscope.runtime.cml.Readiness;
import org.lokoscope.runtime.datum.Described;
import org.lokoscope.runtime.probe.SuspendReason;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.world.Journal;

/** A socket of one process, and the fibers that wait for it. */
abstract sealed class Device implements Described, Readiness.Watcher, IntConsumer
    permits Listener, Connection, PipeEnd {

  private final Network network;
  private final Machine owner;
  private final FiberScheduler fibers;
  private final SelectableChannel channel;
  private final long id;
  private final int inputOperation;
  private final Readiness input;

  /** Null before somebody has to wait to write. */
  private @Nullable Readiness output;

  private boolean closed;

  // Kept by the network, under its lock: whether it is listed, and between whom.
  boolean listed;
  @Nullable Device older;
  @Nullable Device newer;

  /**
   * @param inputOperation that of {@link SelectionKey} which stands for input
   */
  Device(Network network, Machine machine, SelectableChannel channel, int inputOperation) {
    this.network = network;
    this.owner = machine;
    this.fibers = FiberScheduler.required(machine);
    this.channel = channel;
    this.id = machine.newId();
    this.inputOperation = inputOperation;
    this.input = new Readiness(id, SuspendReason.READABLE, this);
    Journal journal = journal();
    if (journal != null) {
      journal.expect(id, bytes -> accept(Numbers.number(bytes)));
    }
    network.add(this);
  }

  /** What keeps or repeats what is done with the socket; null for nothing. */
  final @Nullable Journal journal() {
    return owner.world().journal();
  }

  /** What is waited for by those who want to write. */
  int outputOperation() {
    return SelectionKey.OP_WRITE;
  }

  @Override
  public final void watch(Readiness side) {
    int operation = side == input ? inputOperation : outputOperation();
    Journal journal = journal();
    if (journal == null) {
      network.poller().watch(channel, operation, this);
    } else if (!journal.repeats()) {
      network.poller().watch(channel, operation, ready -> journal.came(id, Numbers.bytes(ready)));
    }
  }

  /** The poller has found that some operations are possible. */
  @Override
  public final void accept(int operations) {
    if ((operations & (SelectionKey.OP_READ | SelectionKey.OP_ACCEPT)) != 0) {
      fibers.post(input::signal);
    }
    if ((operations & (SelectionKey.OP_WRITE | SelectionKey.OP_CONNECT)) != 0) {
      fibers.post(m -> output().signal(m));
    }
  }

  final Network network() {
    return network;
  }

  final Machine owner() {
    return owner;
  }

  final long id() {
    return id;
  }

  final boolean isClosed() {
    return closed;
  }

  /** Those who wait for something to read, or to accept. */
  final Readiness input() {
    return input;
  }

  /** Those who wait to write. */
  final Readiness output() {
    if (output == null) {
      output = new Readiness(id, SuspendReason.WRITABLE, this);
    }
    return output;
  }

  public final Readiness input(Machine machine) {
    return input;
  }

  public final Readiness output(Machine machine) {
    return output();
  }

  /** Says that the object is there, once it has a name. */
  final void reportCreated(Machine machine) {
    machine.reporter().portCreated(id, this);
  }

  /** Says that the device is of no use any more; on the CPU of its owner. */
  final void reportFailed(IOException why) {
    owner.reporter().ioFailed(id, why);
  }

  /** Closes the socket; whoever waits for it raises. */
  final void close(Machine machine) {
    if (!closed) {
      abandon();
      Object gone = NetErrors.condition(null, "was closed while somebody waited for it", this);
      input.fail(machine, gone);
      if (output != null) {
        output.fail(machine, gone);
      }
    }
  }

  /** Closes the socket when nobody is left who could wait. */
  final void abandon() {
    closed = true;
    Journal journal = journal();
    if (journal != null) {
      journal.forget(id);
    }
    try {
      channel.close();
    } catch (IOException _) {
      // The descriptor is gone all the same, and nobody can do anything about it.
    }
    network.remove(this);
    released();
  }

  /** What is to be done once the socket is closed. */
  void released() {}
}
