// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.state;

import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.probe.OfferSide;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.probe.SuspendReason;
import org.lokoscope.store.state.LiveProcess.LiveFiber;
import org.lokoscope.store.state.LiveProcess.LiveObject;
import org.lokoscope.store.state.LiveProcess.LiveTimer;

/**
 * Follows the events, in order of time, and knows after each what the scheduler holds. What does
 * not tell of it is passed over.
 *
 * <p>Fibers and processes are ready in the order in which they became so: the runtime takes them
 * first come first served. An event of a match does not say in which queue the waiting party stood:
 * it is the one in which one of the two is known to wait.
 */
final class Replay implements Probe {

  private static final int YIELD = SuspendReason.YIELD.ordinal();
  private static final int PREEMPTED = SuspendReason.PREEMPTED.ordinal();
  private static final int WRITABLE = SuspendReason.WRITABLE.ordinal();

  /** A virtual CPU. */
  static final class LiveCpu extends LongMap.Entry {
    long process = -1;
    long since;

    LiveCpu(long id) {
      super(id);
    }
  }

  final LongMap<LiveCpu> cpus = new LongMap<>();
  final LongMap<LiveProcess> processes = new LongMap<>();

  /** Grows with each that becomes ready. */
  long order;

  private @Nullable LiveProcess recent;

  LiveProcess process(long id) {
    LiveProcess process = recent;
    if (process == null || process.id != id) {
      process = processes.get(id);
      if (process == null) {
        process = new LiveProcess(id);
        processes.add(process);
      }
      recent = process;
    }
    return process;
  }

  /** How many entries there are, more or less. */
  long size() {
    long size = cpus.size();
    for (LiveProcess process : processes.values()) {
      size += process.size();
    }
    return size;
  }

  /** Events are missing: nothing that was known before is believed any more. */
  void forget(long time) {
    for (LiveProcess process : processes.values()) {
      process.forget(time);
    }
    cpus.clear();
  }

  // Processes

  private static void enter(LiveProcess process, Status next, long time) {
    process.status = next;
    process.since = time;
    process.reason = -1;
    process.wakeup = -1;
  }

  private void makeReady(LiveProcess process, long time) {
    enter(process, Status.READY, time);
    process.order = ++order;
  }

  private void leaveCpu(LiveProcess process, long time) {
    LiveCpu cpu = process.cpu < 0 ? null : cpus.get(process.cpu);
    process.cpu = -1;
    if (cpu != null && cpu.process == process.id) {
      cpu.process = -1;
      cpu.since = time;
    }
  }

  @Override
  public void processSpawned(long time, long process, long parent, long name, long site) {
    makeReady(process(process), time);
  }

  @Override
  public void processDispatched(long time, long process, int number) {
    LiveProcess now = process(process);
    leaveCpu(now, time);
    enter(now, Status.RUNNING, time);
    now.cpu = number;
    LiveCpu cpu = cpus.get(number);
    if (cpu == null) {
      cpu = new LiveCpu(number);
      cpus.add(cpu);
    }
    cpu.process = process;
    cpu.since = time;
  }

  @Override
  public void processPreempted(long time, long process, long fuel) {
    LiveProcess now = process(process);
    leaveCpu(now, time);
    makeReady(now, time);
  }

  @Override
  public void processWaiting(long time, long process, int reason, long wakeup) {
    LiveProcess now = process(process);
    leaveCpu(now, time);
    enter(now, Status.WAITING, time);
    now.reason = reason;
    now.wakeup = wakeup;
  }

  @Override
  public void processWoken(long time, long process, int cause, long by) {
    LiveProcess now = process(process);
    if (now.status != Status.RUNNING) {
      makeReady(now, time);
    }
  }

  @Override
  public void processEnded(long time, long process, int status) {
    leaveCpu(process(process), time);
    processes.remove(process);
    recent = null;
  }

  @Override
  public void messageSent(long time, long from, long to, long queueLength, long site) {
    LiveProcess receiver = processes.get(to);
    if (receiver != null) {
      receiver.mailbox = queueLength;
    }
  }

  @Override
  public void messageReceived(long time, long process, long queueLength) {
    process(process).mailbox = queueLength;
  }

  // Fibers

  private LiveFiber fiber(long id) {
    return process(id >>> 32).fiber(id);
  }

  private void makeReady(LiveFiber fiber, long time) {
    fiber.enter(Status.READY, time);
    fiber.order = ++order;
  }

  private void leaveTurn(long fiber) {
    LiveProcess process = process(fiber >>> 32);
    if (process.running == fiber) {
      process.running = 0;
    }
  }

  @Override
  public void fiberSpawned(long time, long fiber, long parent, long process, long site) {
    makeReady(fiber(fiber), time);
  }

  @Override
  public void fiberReady(long time, long fiber, long by, long object) {
    LiveFiber now = fiber(fiber);
    now.settle();
    makeReady(now, time);
  }

  @Override
  public void fiberResumed(long time, long fiber) {
    LiveFiber now = fiber(fiber);
    now.settle();
    now.enter(Status.RUNNING, time);
    now.reason = -1;
    now.object = 0;
    now.site = 0;
    process(fiber >>> 32).running = fiber;
  }

  @Override
  public void fiberSuspended(long time, long fiber, int reason, long object, long site) {
    LiveFiber now = fiber(fiber);
    leaveTurn(fiber);
    now.settle();
    if (reason == YIELD || reason == PREEMPTED) {
      makeReady(now, time);
    } else {
      now.enter(Status.WAITING, time);
    }
    now.reason = reason;
    now.object = object;
    now.site = site;
  }

  @Override
  public void fiberEnded(long time, long fiber, int outcome) {
    LiveFiber now = fiber(fiber);
    leaveTurn(fiber);
    now.settle();
    process(fiber >>> 32).fibers.remove(fiber);
  }

  // Objects

  private LiveObject object(long id) {
    return process(id >>> 32).object(id);
  }

  private void dropIfIdle(LiveObject object) {
    if (object.isIdle()) {
      process(object.id >>> 32).objects.remove(object.id);
    }
  }

  @Override
  public void offerEnqueued(
      long time, long object, long operation, long fiber, int side, long queueLength) {
    enqueue(time, object(object).side(Math.min(side, 2)), operation, fiber, queueLength);
  }

  private void enqueue(long time, LiveQueue queue, long operation, long fiber, long length) {
    LiveQueue.Offer offer = new LiveQueue.Offer(queue, fiber, operation, time);
    LiveFiber owner = fiber(fiber);
    owner.perform(operation);
    queue.add(offer);
    owner.link(offer);
    queue.setLength(length);
  }

  @Override
  public void offerMatched(long time, long object, long from, long to, long queueLength) {
    LiveObject met = object(object);
    LiveQueue.Offer sender = arm(from, met, OfferSide.PUT);
    LiveQueue.Offer receiver = arm(to, met, OfferSide.GET);
    if (receiver == null) {
      receiver = arm(to, met, OfferSide.WAIT);
    }
    // Only who waited is in a queue: the other one has just come, or has no arm here.
    LiveQueue.Offer taken = sender != null ? sender : receiver;
    if (taken != null) {
      taken.queue.take(taken, queueLength);
    } else {
      shorten(met, queueLength);
    }
    dropIfIdle(met);
  }

  /** Nobody is known to wait: events were missing, and the queue cannot be told. */
  private static void shorten(LiveObject met, long left) {
    for (LiveQueue queue : met.queues) {
      if (queue != null && queue.length == left + 1) {
        queue.setLength(left);
        return;
      }
    }
  }

  private LiveQueue.@Nullable Offer arm(long fiber, LiveObject object, OfferSide side) {
    LiveProcess process = fiber == 0 ? null : processes.get(fiber >>> 32);
    LiveFiber owner = process == null ? null : process.fibers.get(fiber);
    LiveQueue queue = object.queues[side.ordinal()];
    return owner == null || queue == null ? null : owner.armIn(queue);
  }

  @Override
  public void offersSwept(long time, long object, int side, long removed, long queueLength) {
    LiveObject swept = object(object);
    swept.side(Math.min(side, 2)).sweep(removed, queueLength);
    dropIfIdle(swept);
  }

  @Override
  public void messageQueued(long time, long object, long fiber, long queueLength) {
    object(object).messages = queueLength;
  }

  @Override
  public void messageTaken(long time, long object, long fiber, long queueLength) {
    LiveObject mailbox = object(object);
    mailbox.messages = queueLength;
    dropIfIdle(mailbox);
  }

  @Override
  public void ioWaiting(long time, long fiber, long port, int direction) {
    LiveQueue queue = object(port).side(ioSide(direction));
    LiveFiber owner = fiber(fiber);
    enqueue(time, queue, owner.operation, fiber, queue.length + 1);
  }

  @Override
  public void ioReady(long time, long fiber, long port, int direction) {
    LiveObject ready = object(port);
    LiveQueue queue = ready.side(ioSide(direction));
    LiveQueue.Offer arm = fiber(fiber).armIn(queue);
    if (arm != null) {
      queue.take(arm, queue.length - 1);
    }
    dropIfIdle(ready);
  }

  static int ioSide(int direction) {
    return (direction == WRITABLE ? WaitSide.WRITABLE : WaitSide.READABLE).ordinal();
  }

  // Timers

  @Override
  public void timerArmed(
      long time, long timer, long fiber, long operation, long expiry, long armed, long site) {
    LiveFiber owner = fiber(fiber);
    owner.perform(operation);
    LiveProcess process = process(timer >>> 32);
    process.timers.remove(timer);
    process.timers.add(new LiveTimer(timer, fiber, operation, expiry, time, site));
  }

  @Override
  public void timerFired(long time, long timer, int effective, long armed) {
    process(timer >>> 32).timers.remove(timer);
  }

  @Override
  public void timerCancelled(long time, long timer, long armed) {
    process(timer >>> 32).timers.remove(timer);
  }
}
