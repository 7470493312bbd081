// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.cml;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.datum.MultipleValues;
import org.lokoscope.runtime.probe.ObjectKind;
import org.lokoscope.runtime.probe.OfferSide;
import org.lokoscope.runtime.probe.SuspendReason;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.TraceSubject;

/**
 * A place where two fibers meet to hand over a message. It holds no messages, only those who wait:
 * never both senders and receivers, except arms of one and the same choice.
 *
 * <p>Who comes second acts: it takes the first waiting party, commits it and wakes it, and does not
 * block itself.
 */
public final class Channel implements TraceSubject {

  private final long id;
  private final Offers senders;
  private final Offers receivers;

  Channel(long id) {
    this.id = id;
    this.senders = new Offers(id, OfferSide.PUT);
    this.receivers = new Offers(id, OfferSide.GET);
  }

  static Channel create(Machine machine) {
    Channel channel = new Channel(machine.newId());
    Offers.reportObject(machine, channel.id, ObjectKind.CHANNEL);
    return channel;
  }

  public long id() {
    return id;
  }

  List<Object> queues() {
    return List.of(senders, receivers);
  }

  @Override
  public long traceNumber() {
    return id;
  }

  /** Puts a message. */
  final class Put implements BaseOperation {
    private final Object message;

    Put(Object message) {
      this.message = message;
    }

    @Override
    public @Nullable Object tryNow(Machine machine) {
      return give(machine, receivers.take(machine)) ? MultipleValues.NONE : null;
    }

    private boolean give(Machine machine, Offers.@Nullable Offer receiver) {
      if (receiver == null) {
        return false;
      }
      receiver.performance.commit(machine);
      machine.reporter().messageValue(id, message);
      receiver.performance.serve(machine, message, receiver.arm, id, receivers.size());
      return true;
    }

    @Override
    public void block(Machine machine, Performance performance, Operation.Arm arm) {
      Offers.Offer receiver = receivers.takeExcept(machine, performance);
      if (receiver != null) {
        performance.commit(machine);
        give(machine, receiver);
        performance.wake(machine, MultipleValues.NONE, arm, id);
      } else {
        senders.add(machine, performance, arm, message);
        machine.reporter().messageValue(id, message);
      }
    }

    @Override
    public SuspendReason reason() {
      return SuspendReason.PUT;
    }

    @Override
    public long object() {
      return id;
    }
  }

  /** Gets a message. */
  final class Get implements BaseOperation {

    @Override
    public @Nullable Object tryNow(Machine machine) {
      Offers.Offer sender = senders.take(machine);
      return sender == null ? null : take(machine, sender);
    }

    private Object take(Machine machine, Offers.Offer sender) {
      sender.performance.commit(machine);
      sender.performance.release(machine, sender.arm, id, senders.size());
      return sender.message;
    }

    @Override
    public void block(Machine machine, Performance performance, Operation.Arm arm) {
      Offers.Offer sender = senders.takeExcept(machine, performance);
      if (sender != null) {
        performance.commit(machine);
        performance.wake(machine, take(machine, sender), arm, id);
      } else {
        receivers.add(machine, performance, arm);
      }
    }

    @Override
    public SuspendReason reason() {
      return SuspendReason.GET;
    }

    @Override
    public long object() {
      return id;
    }
  }

  BaseOperation put(Object message) {
    return new Put(message);
  }

  BaseOperation get() {
    return new Get();
  }
}
