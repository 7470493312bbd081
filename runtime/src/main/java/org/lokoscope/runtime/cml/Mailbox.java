// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.cml;

import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.probe.OfferSide;
import org.lokoscope.runtime.probe.SuspendReason;
import org.lokoscope.runtime.vm.Machine;

/** The messages for a process that none of its fibers has taken yet. Taking one is an operation. */
public final class Mailbox implements BaseOperation {

  /** A message as it lies in the box. */
  @FunctionalInterface
  public interface Letter {
    /** What the receiver gets; called once, when it is taken. */
    Object open(Machine receiver);
  }

  private final long id;
  private final ArrayDeque<Letter> messages = new ArrayDeque<>();
  private final Offers receivers;

  /** Messages sent and not yet taken; counted by the senders' CPUs too. */
  private final AtomicLong length = new AtomicLong();

  public Mailbox(long id) {
    this.id = id;
    this.receivers = new Offers(id, OfferSide.GET);
  }

  /** Puts a message in, on the CPU of the process that owns the box. */
  public void deliver(Machine machine, Letter message) {
    Offers.Offer receiver = receivers.take(machine);
    if (receiver == null) {
      messages.add(message);
      return;
    }
    reportReceived(machine);
    receiver.performance.commit(machine);
    receiver.performance.wake(machine, message.open(machine), receiver.arm, id);
  }

  /** Counts one more message that is on its way; returns how many there are then. */
  public long countSent() {
    return length.incrementAndGet();
  }

  /** Messages sent and not yet taken; from any thread. */
  public long length() {
    return length.get();
  }

  @Override
  public @Nullable Object tryNow(Machine machine) {
    Letter message = messages.poll();
    if (message == null) {
      return null;
    }
    reportReceived(machine);
    return message.open(machine);
  }

  @Override
  public void block(Machine machine, Performance performance, Operation.Arm arm) {
    Object message = tryNow(machine);
    if (message == null) {
      receivers.add(machine, performance, arm);
    } else {
      performance.commit(machine);
      performance.wake(machine, message, arm, id);
    }
  }

  private void reportReceived(Machine machine) {
    long left = length.decrementAndGet();
    machine.reporter().messageReceived(left);
  }

  @Override
  public SuspendReason reason() {
    return SuspendReason.MAILBOX;
  }

  @Override
  public long object() {
    return id;
  }
}
