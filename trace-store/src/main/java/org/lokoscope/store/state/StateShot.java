// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.state;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.probe.SuspendReason;
import org.lokoscope.runtime.probe.WaitReason;
import org.lokoscope.store.state.LiveProcess.LiveFiber;
import org.lokoscope.store.state.LiveProcess.LiveObject;
import org.lokoscope.store.state.LiveProcess.LiveTimer;
import org.lokoscope.store.state.SchedulerState.Cpu;
import org.lokoscope.store.state.SchedulerState.OneFiber;
import org.lokoscope.store.state.SchedulerState.OneObject;
import org.lokoscope.store.state.SchedulerState.OneProcess;
import org.lokoscope.store.state.SchedulerState.OneTimer;
import org.lokoscope.store.state.SchedulerState.Queue;
import org.lokoscope.store.state.SchedulerState.Waiter;

/**
 * Copies what a replay knows. What was told of a fiber or an object and has not changed since is
 * told again: of a hundred thousand fibers an event changes one or two, and a board shows the state
 * before it and behind it.
 */
final class StateShot {

  private static final SuspendReason[] REASONS = SuspendReason.values();
  private static final WaitReason[] WAITS = WaitReason.values();

  private StateShot() {}

  static SchedulerState of(Replay replay, long time, long events, boolean hole) {
    List<Cpu> cpus = new ArrayList<>();
    for (Replay.LiveCpu cpu : sorted(replay.cpus)) {
      cpus.add(new Cpu(cpu.id, cpu.process, cpu.since));
    }
    List<LiveProcess> live = sorted(replay.processes);
    List<Long> ready =
        live.stream()
            .filter(process -> process.status == Status.READY)
            .sorted(Comparator.comparingLong(process -> process.order))
            .map(process -> process.id)
            .toList();
    List<Long> waiting =
        live.stream()
            .filter(process -> process.status == Status.WAITING)
            .sorted(Comparator.comparingLong(StateShot::wakeup))
            .map(process -> process.id)
            .toList();
    List<OneProcess> processes = live.stream().map(StateShot::process).toList();
    return new SchedulerState(time, events, hole, cpus, processes, ready, waiting);
  }

  /** Those that wait for no time come last. */
  private static long wakeup(LiveProcess process) {
    return process.wakeup < 0 ? Long.MAX_VALUE : process.wakeup;
  }

  private static OneProcess process(LiveProcess process) {
    List<LiveFiber> live = sorted(process.fibers);
    List<LiveFiber> waiting = new ArrayList<>();
    List<OneFiber> fibers = new ArrayList<>(live.size());
    for (LiveFiber fiber : live) {
      if (fiber.status == Status.READY) {
        waiting.add(fiber);
      }
      fibers.add(fiber(fiber));
    }
    waiting.sort(Comparator.comparingLong(fiber -> fiber.order));
    List<Long> ready = waiting.stream().map(fiber -> fiber.id).toList();
    List<OneTimer> timers = new ArrayList<>(process.timers.size());
    for (LiveTimer timer : sorted(process.timers)) {
      timers.add(timer(process, timer));
    }
    timers.sort(Comparator.comparingLong(OneTimer::expiry));
    List<LiveObject> busy = process.objects.values();
    busy.removeIf(LiveObject::isIdle);
    sort(busy);
    List<OneObject> objects = new ArrayList<>(busy.size());
    for (LiveObject object : busy) {
      objects.add(object(object));
    }
    return new OneProcess(
        process.id,
        process.status,
        process.since,
        named(WAITS, process.reason),
        process.wakeup,
        process.cpu,
        process.running,
        process.mailbox,
        ready,
        fibers,
        objects,
        timers);
  }

  private static OneTimer timer(LiveProcess process, LiveTimer timer) {
    LiveFiber owner = process.fibers.get(timer.fiber);
    boolean stale = owner == null || owner.operation != timer.operation;
    return new OneTimer(
        timer.id, timer.fiber, timer.operation, timer.expiry, timer.since, timer.site, stale);
  }

  private static OneFiber fiber(LiveFiber fiber) {
    OneFiber told = fiber.told;
    if (told == null) {
      told =
          new OneFiber(
              fiber.id,
              fiber.status,
              fiber.since,
              named(REASONS, fiber.reason),
              fiber.object,
              fiber.site);
      fiber.told = told;
    }
    return told;
  }

  private static OneObject object(LiveObject object) {
    OneObject known = object.told();
    if (known != null) {
      return known;
    }
    List<Queue> queues = new ArrayList<>();
    for (LiveQueue queue : object.queues) {
      if (queue != null && !queue.isEmpty()) {
        List<Waiter> waiters = new ArrayList<>(queue.size());
        for (LiveQueue.Offer at = queue.first; at != null; at = at.next) {
          waiters.add(new Waiter(at.fiber, at.operation, at.since, at.stale));
        }
        queues.add(new Queue(queue.side, queue.length, waiters));
      }
    }
    OneObject told = new OneObject(object.id, object.messages, queues);
    object.tell(told);
    return told;
  }

  private static <T extends LongMap.Entry> List<T> sorted(LongMap<T> map) {
    List<T> all = map.values();
    sort(all);
    return all;
  }

  private static void sort(List<? extends LongMap.Entry> all) {
    for (int i = 1; i < all.size(); i++) {
      if (all.get(i - 1).id > all.get(i).id) {
        all.sort(Comparator.comparingLong(entry -> entry.id));
        return;
      }
    }
  }

  private static <T> @Nullable T named(T[] names, int code) {
    return code >= 0 && code < names.length ? names[code] : null;
  }
}
