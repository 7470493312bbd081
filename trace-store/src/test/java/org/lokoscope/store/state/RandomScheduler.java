// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.state;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.probe.OfferSide;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.probe.SuspendReason;
import org.lokoscope.runtime.probe.WaitReason;
import org.lokoscope.store.state.SchedulerState.Cpu;
import org.lokoscope.store.state.SchedulerState.OneFiber;
import org.lokoscope.store.state.SchedulerState.OneObject;
import org.lokoscope.store.state.SchedulerState.OneProcess;
import org.lokoscope.store.state.SchedulerState.OneTimer;
import org.lokoscope.store.state.SchedulerState.Queue;
import org.lokoscope.store.state.SchedulerState.Waiter;

/**
 * A scheduler with plain lists that runs random programs and reports them as the runtime does:
 * CPUs, processes, fibers in choices on channels, conditions and timers. It knows its own state,
 * which is the truth that a replay of its events must find.
 */
final class RandomScheduler {

  /** An event, but for its time. */
  record Report(long time, int cpu, ObjLongConsumer<Probe> event) {}

  private static final int MOST_FIBERS = 14;

  static final class P {
    final long id;
    Status status = Status.READY;
    long since;
    @Nullable WaitReason reason;
    long wakeup = -1;
    long cpu = -1;
    long mailbox;
    long serial;
    @Nullable F current;
    final List<F> fibers = new ArrayList<>();
    final List<F> ready = new ArrayList<>();
    final List<O> objects = new ArrayList<>();
    final List<T> timers = new ArrayList<>();

    P(long id) {
      this.id = id;
    }

    long next() {
      return (id << 32) + ++serial;
    }
  }

  static final class F {
    final long id;
    Status status = Status.READY;
    long since;
    @Nullable SuspendReason reason;
    long object;
    long site;
    @Nullable Performance performance;

    F(long id) {
      this.id = id;
    }
  }

  static final class Performance {
    final long id;
    final F fiber;
    boolean committed;
    final List<Arm> offers = new ArrayList<>();
    final List<T> timers = new ArrayList<>();

    Performance(long id, F fiber) {
      this.id = id;
      this.fiber = fiber;
    }
  }

  record Arm(O object, int side, Performance performance, long since) {}

  record T(long id, Performance performance, long expiry, long since, long site) {}

  static final class O {
    final long id;
    long messages;
    final List<List<Arm>> sides = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());

    O(long id) {
      this.id = id;
    }
  }

  private final Random random;
  private final boolean faithful;
  private final P[] cpus;
  private final long[] cpuSince;
  private final boolean[] cpuSeen;
  private final List<P> processes = new ArrayList<>();
  private final List<P> runQueue = new ArrayList<>();
  private long lastProcess;
  long time;
  private int cpu;

  /** The fiber that wakes others; 0 for timers. */
  private long acting;

  final List<Report> reports = new ArrayList<>();

  RandomScheduler(Random random, int cpus, boolean faithful) {
    this.random = random;
    this.faithful = faithful;
    this.cpus = new P[cpus];
    cpuSince = new long[cpus];
    cpuSeen = new boolean[cpus];
  }

  private void tell(ObjLongConsumer<Probe> event) {
    reports.add(new Report(time, cpu, event));
  }

  /** Does something, at a later time than what was done before. */
  void step() {
    time += 1 + random.nextLong(20);
    cpu = random.nextInt(cpus.length);
    P running = cpus[cpu];
    if (processes.size() < 2 || processes.size() < 5 && random.nextInt(200) == 0) {
      spawnProcess();
    } else if (running == null) {
      wakeOrDispatch();
    } else if (random.nextInt(40) == 0) {
      leaveCpu(running);
    } else if (running.current == null) {
      turn(running);
    } else {
      acting = running.current.id;
      act(running, running.current);
      acting = 0;
    }
  }

  private void spawnProcess() {
    P process = new P(++lastProcess);
    process.since = time;
    processes.add(process);
    runQueue.add(process);
    tell((probe, now) -> probe.processSpawned(now, process.id, 0, 0, 0));
    for (int i = 0; i < 4; i++) {
      process.objects.add(new O(process.next()));
    }
  }

  private void wakeOrDispatch() {
    List<P> waiting = processes.stream().filter(p -> p.status == Status.WAITING).toList();
    if (!runQueue.isEmpty() && (waiting.isEmpty() || random.nextInt(3) > 0)) {
      P process = runQueue.removeFirst();
      enter(process, Status.RUNNING);
      process.cpu = cpu;
      cpus[cpu] = process;
      cpuSince[cpu] = time;
      cpuSeen[cpu] = true;
      int number = cpu;
      tell((probe, now) -> probe.processDispatched(now, process.id, number));
    } else if (!waiting.isEmpty()) {
      P process = waiting.get(random.nextInt(waiting.size()));
      enter(process, Status.READY);
      runQueue.add(process);
      tell((probe, now) -> probe.processWoken(now, process.id, 0, 0));
    }
  }

  private void enter(P process, Status next) {
    process.status = next;
    process.since = time;
    process.reason = null;
    process.wakeup = -1;
  }

  private void leaveCpu(P process) {
    cpus[cpu] = null;
    cpuSince[cpu] = time;
    process.cpu = -1;
    if (random.nextBoolean()) {
      enter(process, Status.READY);
      runQueue.add(process);
      tell((probe, now) -> probe.processPreempted(now, process.id, 100));
    } else {
      enter(process, Status.WAITING);
      process.reason = WaitReason.TIMER;
      process.wakeup = random.nextBoolean() ? -1 : time + random.nextLong(500);
      long wakeup = process.wakeup;
      tell(
          (probe, now) ->
              probe.processWaiting(now, process.id, WaitReason.TIMER.ordinal(), wakeup));
    }
  }

  private void turn(P process) {
    if (!process.timers.isEmpty() && random.nextInt(3) == 0) {
      fire(process);
    } else if (process.fibers.size() < 3) {
      spawnFiber(process);
    } else if (!process.ready.isEmpty()) {
      F fiber = process.ready.removeFirst();
      enter(fiber, Status.RUNNING);
      fiber.reason = null;
      fiber.object = 0;
      fiber.site = 0;
      process.current = fiber;
      tell((probe, now) -> probe.fiberResumed(now, fiber.id));
    } else if (random.nextInt(20) == 0) {
      endProcess(process);
    } else {
      spawnFiber(process);
    }
  }

  private void enter(F fiber, Status next) {
    fiber.status = next;
    fiber.since = time;
  }

  private void spawnFiber(P process) {
    F fiber = new F(process.next());
    fiber.since = time;
    process.fibers.add(fiber);
    process.ready.add(fiber);
    tell((probe, now) -> probe.fiberSpawned(now, fiber.id, 0, process.id, 0));
  }

  private void endProcess(P process) {
    for (F fiber : process.fibers) {
      tell((probe, now) -> probe.fiberEnded(now, fiber.id, 3));
    }
    processes.remove(process);
    cpus[cpu] = null;
    cpuSince[cpu] = time;
    tell((probe, now) -> probe.processEnded(now, process.id, 0));
  }

  private void fire(P process) {
    process.timers.sort(Comparator.comparingLong(T::expiry));
    T timer = process.timers.removeFirst();
    Performance performance = timer.performance;
    boolean effective = !performance.committed;
    performance.timers.remove(timer);
    if (effective) {
      commit(process, performance);
    }
    long left = process.timers.size();
    tell((probe, now) -> probe.timerFired(now, timer.id, effective ? 1 : 0, left));
    if (effective) {
      wake(process, performance.fiber, 0);
    }
  }

  private void act(P process, F fiber) {
    int what = random.nextInt(20);
    if (what < 2 && process.fibers.size() < MOST_FIBERS) {
      spawnFiber(process);
    } else if (what == 2) {
      end(process, fiber);
    } else if (what == 3) {
      suspend(process, fiber, SuspendReason.YIELD, 0);
      enter(fiber, Status.READY);
      process.ready.add(fiber);
    } else if (what == 4) {
      P other = processes.get(random.nextInt(processes.size()));
      other.mailbox++;
      long length = other.mailbox;
      tell((probe, now) -> probe.messageSent(now, process.id, other.id, length, 0));
    } else if (what == 5 && process.mailbox > 0) {
      process.mailbox--;
      long length = process.mailbox;
      tell((probe, now) -> probe.messageReceived(now, process.id, length));
    } else if (what == 6) {
      O mailbox = process.objects.get(3);
      mailbox.messages++;
      long length = mailbox.messages;
      tell((probe, now) -> probe.messageQueued(now, mailbox.id, fiber.id, length));
    } else if (what == 7 && process.objects.get(3).messages > 0) {
      O mailbox = process.objects.get(3);
      mailbox.messages--;
      long length = mailbox.messages;
      tell((probe, now) -> probe.messageTaken(now, mailbox.id, fiber.id, length));
    } else if (what == 8) {
      signal(process, fiber, process.objects.get(2));
    } else {
      perform(process, fiber);
    }
  }

  private void end(P process, F fiber) {
    process.fibers.remove(fiber);
    process.current = null;
    tell((probe, now) -> probe.fiberEnded(now, fiber.id, 0));
  }

  private void signal(P process, F by, O condition) {
    Arm waiter;
    while ((waiter = take(condition, OfferSide.WAIT, null)) != null) {
      meet(process, condition, by.id, waiter.performance.fiber.id, waiter);
    }
  }

  /** One to three operations at once. */
  private void perform(P process, F fiber) {
    int arms = 1 + random.nextInt(3);
    List<int[]> operations = new ArrayList<>();
    for (int i = 0; i < arms; i++) {
      operations.add(new int[] {random.nextInt(4), random.nextInt(2)});
    }
    for (int[] operation : operations) {
      if (operation[0] < 2 && tryNow(process, fiber, operation)) {
        return;
      }
    }
    SuspendReason reason = arms > 1 ? SuspendReason.CHOICE : SuspendReason.OTHER;
    suspend(process, fiber, reason, arms > 1 ? 0 : process.objects.getFirst().id);
    fiber.performance = new Performance(process.next(), fiber);
    for (int[] operation : operations) {
      if (!fiber.performance.committed) {
        block(process, fiber.performance, operation);
      }
    }
  }

  private void suspend(P process, F fiber, SuspendReason reason, long object) {
    process.current = null;
    enter(fiber, Status.WAITING);
    fiber.reason = reason;
    fiber.object = object;
    fiber.site = 1 + random.nextLong(9);
    long site = fiber.site;
    tell((probe, now) -> probe.fiberSuspended(now, fiber.id, reason.ordinal(), object, site));
  }

  private boolean tryNow(P process, F fiber, int[] operation) {
    O channel = process.objects.get(operation[1]);
    boolean put = operation[0] == 0;
    Arm other = take(channel, put ? OfferSide.GET : OfferSide.PUT, null);
    if (other == null) {
      return false;
    }
    long partner = other.performance.fiber.id;
    meet(process, channel, put ? fiber.id : partner, put ? partner : fiber.id, other);
    return true;
  }

  private void block(P process, Performance performance, int[] operation) {
    switch (operation[0]) {
      case 0, 1 -> {
        O channel = process.objects.get(operation[1]);
        boolean put = operation[0] == 0;
        Arm other = take(channel, put ? OfferSide.GET : OfferSide.PUT, performance);
        if (other == null) {
          enqueue(channel, put ? OfferSide.PUT : OfferSide.GET, performance);
          return;
        }
        commit(process, performance);
        long self = performance.fiber.id;
        long partner = other.performance.fiber.id;
        meet(process, channel, put ? self : partner, put ? partner : self, other);
        wake(process, performance.fiber, channel.id);
      }
      case 2 -> enqueue(process.objects.get(2), OfferSide.WAIT, performance);
      default -> {
        T timer =
            new T(
                process.next(),
                performance,
                time + random.nextLong(300),
                time,
                1 + random.nextLong(5));
        process.timers.add(timer);
        performance.timers.add(timer);
        long armed = process.timers.size();
        tell(
            (probe, now) ->
                probe.timerArmed(
                    now,
                    timer.id,
                    performance.fiber.id,
                    performance.id,
                    timer.expiry,
                    armed,
                    timer.site));
      }
    }
  }

  private void enqueue(O object, OfferSide side, Performance performance) {
    List<Arm> queue = object.sides.get(side.ordinal());
    Arm arm = new Arm(object, side.ordinal(), performance, time);
    queue.add(arm);
    performance.offers.add(arm);
    long length = queue.size();
    tell(
        (probe, now) ->
            probe.offerEnqueued(
                now, object.id, performance.id, performance.fiber.id, side.ordinal(), length));
  }

  /** The first whose choice is open; the others before it go. */
  private @Nullable Arm take(O object, OfferSide side, @Nullable Performance self) {
    List<Arm> queue = object.sides.get(side.ordinal());
    int stale = 0;
    Arm found = null;
    for (Arm arm : List.copyOf(queue)) {
      if (arm.performance == self) {
        continue;
      }
      removeSame(queue, arm);
      if (!arm.performance.committed) {
        found = arm;
        break;
      }
      stale++;
    }
    if (stale > 0) {
      long removed = stale;
      // The runtime says so before it takes the one that it has found.
      long length = queue.size() + (found == null ? 0L : 1L);
      tell((probe, now) -> probe.offersSwept(now, object.id, side.ordinal(), removed, length));
    }
    return found;
  }

  @SuppressWarnings("ReferenceEquality")
  private static void removeSame(List<Arm> queue, Arm arm) {
    queue.removeIf(each -> each == arm);
  }

  private void meet(P process, O object, long from, long to, Arm waiter) {
    commit(process, waiter.performance);
    long left = object.sides.get(waiter.side).size();
    tell((probe, now) -> probe.offerMatched(now, object.id, from, to, left));
    wake(process, waiter.performance.fiber, object.id);
  }

  private void commit(P process, Performance performance) {
    performance.committed = true;
    if (faithful) {
      return;
    }
    for (Arm arm : performance.offers) {
      List<Arm> queue = arm.object.sides.get(arm.side);
      if (queue.stream().anyMatch(each -> isSame(each, arm))) {
        removeSame(queue, arm);
        long left = queue.size();
        tell((probe, now) -> probe.offersSwept(now, arm.object.id, arm.side, 1, left));
      }
    }
    for (T timer : performance.timers) {
      process.timers.remove(timer);
      long left = process.timers.size();
      tell((probe, now) -> probe.timerCancelled(now, timer.id, left));
    }
  }

  @SuppressWarnings("ReferenceEquality")
  private static boolean isSame(Arm one, Arm other) {
    return one == other;
  }

  private void wake(P process, F fiber, long object) {
    fiber.performance = null;
    enter(fiber, Status.READY);
    process.ready.add(fiber);
    long by = acting;
    tell((probe, now) -> probe.fiberReady(now, fiber.id, by, object));
  }

  /** What it knows of itself. */
  SchedulerState truth() {
    List<Cpu> all = new ArrayList<>();
    for (int i = 0; i < cpus.length; i++) {
      if (cpuSeen[i]) {
        all.add(new Cpu(i, cpus[i] == null ? -1 : cpus[i].id, cpuSince[i]));
      }
    }
    List<Long> waiting =
        processes.stream()
            .filter(p -> p.status == Status.WAITING)
            .sorted(Comparator.comparingLong(p -> p.wakeup < 0 ? Long.MAX_VALUE : p.wakeup))
            .map(p -> p.id)
            .toList();
    return new SchedulerState(
        time,
        reports.size(),
        false,
        all,
        processes.stream().map(RandomScheduler::truth).toList(),
        runQueue.stream().map(p -> p.id).toList(),
        waiting);
  }

  private static OneProcess truth(P p) {
    List<OneTimer> timers =
        p.timers.stream()
            .sorted(Comparator.comparingLong(T::expiry).thenComparing(T::id))
            .map(
                t ->
                    new OneTimer(
                        t.id,
                        t.performance.fiber.id,
                        t.performance.id,
                        t.expiry,
                        t.since,
                        t.site,
                        t.performance.committed))
            .toList();
    return new OneProcess(
        p.id,
        p.status,
        p.since,
        p.reason,
        p.wakeup,
        p.cpu,
        p.current == null ? 0 : p.current.id,
        p.mailbox,
        p.ready.stream().map(f -> f.id).toList(),
        p.fibers.stream()
            .map(f -> new OneFiber(f.id, f.status, f.since, f.reason, f.object, f.site))
            .toList(),
        p.objects.stream().map(RandomScheduler::truth).filter(o -> !isIdle(o)).toList(),
        timers);
  }

  private static boolean isIdle(OneObject object) {
    return object.messages() == 0 && object.queues().isEmpty();
  }

  private static OneObject truth(O object) {
    List<Queue> queues = new ArrayList<>();
    for (int side = 0; side < 3; side++) {
      List<Arm> arms = object.sides.get(side);
      if (!arms.isEmpty()) {
        queues.add(
            new Queue(
                WaitSide.of(side),
                arms.size(),
                arms.stream()
                    .map(
                        arm ->
                            new Waiter(
                                arm.performance.fiber.id,
                                arm.performance.id,
                                arm.since,
                                arm.performance.committed))
                    .toList()));
      }
    }
    return new OneObject(object.id, object.messages, queues);
  }
}
