// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.state;

import java.util.List;
import org.lokoscope.store.state.LiveProcess.LiveFiber;
import org.lokoscope.store.state.LiveProcess.LiveObject;
import org.lokoscope.store.state.LiveProcess.LiveTimer;

/**
 * What a replay knows, as bytes and back. Times are written as what has passed since, identifiers
 * without their process, so that most numbers are short.
 */
final class StateBytes {

  private static final Status[] STATUSES = Status.values();

  private StateBytes() {}

  static byte[] write(Replay replay, long now) {
    Packer out = new Packer();
    out.put(replay.order);
    List<Replay.LiveCpu> cpus = replay.cpus.values();
    out.put(cpus.size());
    for (Replay.LiveCpu cpu : cpus) {
      out.put(cpu.id);
      out.put(cpu.process);
      out.put(now - cpu.since);
    }
    List<LiveProcess> processes = replay.processes.values();
    out.put(processes.size());
    for (LiveProcess process : processes) {
      write(out, replay, process, now);
    }
    return out.bytes();
  }

  private static void write(Packer out, Replay replay, LiveProcess process, long now) {
    long base = process.id << 32;
    out.put(process.id);
    out.put(process.status.ordinal());
    out.put(now - process.since);
    out.put(replay.order - process.order);
    out.put(process.reason);
    out.put(process.wakeup);
    out.put(process.cpu);
    out.put(process.running);
    out.put(process.mailbox);
    List<LiveFiber> fibers = process.fibers.values();
    out.put(fibers.size());
    for (LiveFiber fiber : fibers) {
      out.put(fiber.id - base);
      out.put(fiber.status.ordinal());
      out.put(now - fiber.since);
      out.put(replay.order - fiber.order);
      out.put(fiber.reason);
      out.put(fiber.object == 0 ? 0 : fiber.object - base);
      out.put(fiber.site);
      out.put(fiber.operation == 0 ? 0 : fiber.operation - base);
    }
    List<LiveTimer> timers = process.timers.values();
    out.put(timers.size());
    for (LiveTimer timer : timers) {
      out.put(timer.id - base);
      out.put(timer.fiber - base);
      out.put(timer.operation - base);
      out.put(timer.expiry - now);
      out.put(now - timer.since);
      out.put(timer.site);
    }
    List<LiveObject> objects = process.objects.values();
    objects.removeIf(LiveObject::isIdle);
    out.put(objects.size());
    for (LiveObject object : objects) {
      out.put(object.id - base);
      out.put(object.messages);
      for (int side = 0; side < LiveObject.SIDES; side++) {
        write(out, object.queues[side], base, now);
      }
    }
  }

  private static void write(
      Packer out, @org.jspecify.annotations.Nullable LiveQueue queue, long base, long now) {
    if (queue == null || queue.isEmpty()) {
      out.put(-1);
      return;
    }
    out.put(queue.size());
    out.put(queue.length);
    out.put(queue.leaving);
    for (LiveQueue.Offer at = queue.first; at != null; at = at.next) {
      out.put(at.fiber - base);
      out.put(at.operation - base);
      out.put(now - at.since);
      out.put(at.stale ? 1 : 0);
    }
  }

  /** Fails with an unchecked exception if the bytes are not what {@link #write} made. */
  static Replay read(byte[] bytes, long now) {
    Unpacker in = new Unpacker(bytes);
    Replay replay = new Replay();
    replay.order = in.get();
    int cpus = in.count();
    for (int i = 0; i < cpus; i++) {
      Replay.LiveCpu cpu = new Replay.LiveCpu(in.get());
      cpu.process = in.get();
      cpu.since = now - in.get();
      replay.cpus.add(cpu);
    }
    int processes = in.count();
    for (int i = 0; i < processes; i++) {
      replay.processes.add(readProcess(in, replay.order, now));
    }
    if (in.hasMore()) {
      throw new IllegalStateException("bytes are left");
    }
    return replay;
  }

  private static LiveProcess readProcess(Unpacker in, long order, long now) {
    LiveProcess process = new LiveProcess(in.get());
    long base = process.id << 32;
    process.status = STATUSES[(int) in.get()];
    process.since = now - in.get();
    process.order = order - in.get();
    process.reason = (int) in.get();
    process.wakeup = in.get();
    process.cpu = in.get();
    process.running = in.get();
    process.mailbox = in.get();
    int fibers = in.count();
    process.fibers.expect(fibers);
    for (int i = 0; i < fibers; i++) {
      LiveFiber fiber = new LiveFiber(base + in.get());
      fiber.status = STATUSES[(int) in.get()];
      fiber.since = now - in.get();
      fiber.order = order - in.get();
      fiber.reason = (int) in.get();
      long object = in.get();
      fiber.object = object == 0 ? 0 : base + object;
      fiber.site = in.get();
      long operation = in.get();
      fiber.operation = operation == 0 ? 0 : base + operation;
      process.fibers.add(fiber);
    }
    int timers = in.count();
    process.timers.expect(timers);
    for (int i = 0; i < timers; i++) {
      process.timers.add(
          new LiveTimer(
              base + in.get(),
              base + in.get(),
              base + in.get(),
              now + in.get(),
              now - in.get(),
              in.get()));
    }
    int objects = in.count();
    process.objects.expect(objects);
    for (int i = 0; i < objects; i++) {
      LiveObject object = new LiveObject(base + in.get());
      object.messages = in.get();
      process.objects.add(object);
      for (int side = 0; side < LiveObject.SIDES; side++) {
        readQueue(in, process, object, side, base, now);
      }
    }
    return process;
  }

  private static void readQueue(
      Unpacker in, LiveProcess process, LiveObject object, int side, long base, long now) {
    long size = in.get();
    if (size < 0) {
      return;
    }
    LiveQueue queue = object.side(side);
    queue.length = in.get();
    queue.leaving = in.get();
    for (long i = 0; i < size; i++) {
      long fiber = base + in.get();
      long operation = base + in.get();
      LiveQueue.Offer offer = new LiveQueue.Offer(queue, fiber, operation, now - in.get());
      offer.stale = in.get() != 0;
      queue.add(offer);
      LiveFiber owner = offer.stale ? null : process.fibers.get(fiber);
      if (owner != null) {
        owner.link(offer);
      }
    }
  }
}
