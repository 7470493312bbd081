// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.probe.FiberOutcome;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.probe.SuspendReason;

/**
 * A run that never was: processes that move between CPUs, with fibers, and what the CPUs report of
 * them. All of it is legal, but for the one event that a test may ask for.
 */
final class RandomLives {

  /** In a field of the event that cannot be. */
  static final long FORGED = 0xBAD;

  private static final int MOST_PROCESSES = 6;
  private static final int MOST_FIBERS = 12;
  private static final int GET = SuspendReason.GET.ordinal();
  private static final int YIELD = SuspendReason.YIELD.ordinal();

  /** An event, but for its time. */
  @FunctionalInterface
  interface Event {
    void tell(Probe probe, long time);
  }

  /** What a CPU reports. */
  record Report(long time, int cpu, Event event) {}

  private static final class Process {
    final long id;
    final List<Fiber> fibers = new ArrayList<>();
    ProcessLifecycle state = ProcessLifecycle.READY;
    @Nullable Fiber current;

    Process(long id) {
      this.id = id;
    }
  }

  private static final class Fiber {
    final long id;
    FiberLifecycle state = FiberLifecycle.READY;

    Fiber(long id) {
      this.id = id;
    }
  }

  private final Random random;
  private final Process[] cpus;
  private final List<Process> processes = new ArrayList<>();
  private final List<Report> reports = new ArrayList<>();
  private long time;
  private int lastCpu;

  RandomLives(Random random, int cpus) {
    this.random = random;
    this.cpus = new Process[cpus];
  }

  /** A run of so many steps; after {@code forgedAt} of them comes an event that cannot be. */
  List<Report> run(int steps, int forgedAt) {
    for (int i = 0; i < steps; i++) {
      int cpu = random.nextInt(cpus.length);
      if (i >= forgedAt && forge(cpu)) {
        return follow(steps - i);
      }
      step(cpu);
    }
    return reports;
  }

  private List<Report> follow(int steps) {
    for (int i = 0; i < steps; i++) {
      step(random.nextInt(cpus.length));
    }
    return reports;
  }

  private void report(int cpu, Event event) {
    // At the same time the lower CPU comes first, for whoever reads the trace.
    time += cpu < lastCpu ? 1 + random.nextInt(3) : random.nextInt(3);
    lastCpu = cpu;
    reports.add(new Report(time, cpu, event));
  }

  private void step(int cpu) {
    Process running = cpus[cpu];
    if (running == null) {
      idle(cpu);
    } else if (random.nextInt(8) == 0) {
      leave(cpu, running);
    } else {
      work(cpu, running);
    }
  }

  private void idle(int cpu) {
    Process ready = any(processes, process -> process.state == ProcessLifecycle.READY);
    Process waiting = any(processes, process -> process.state == ProcessLifecycle.WAITING);
    if (waiting != null && random.nextInt(3) == 0) {
      waiting.state = ProcessLifecycle.READY;
      report(cpu, (probe, now) -> probe.processWoken(now, waiting.id, 0, 0));
    } else if (ready != null) {
      ready.state = ProcessLifecycle.RUNNING;
      cpus[cpu] = ready;
      report(cpu, (probe, now) -> probe.processDispatched(now, ready.id, cpu));
    } else if (living() < MOST_PROCESSES) {
      Process fresh = new Process(processes.size() + 1L);
      processes.add(fresh);
      report(cpu, (probe, now) -> probe.processSpawned(now, fresh.id, 0, 0, 0));
    }
  }

  private long living() {
    return processes.stream().filter(process -> process.state != ProcessLifecycle.ENDED).count();
  }

  private void leave(int cpu, Process process) {
    cpus[cpu] = null;
    switch (random.nextInt(6)) {
      case 0 -> {
        for (Fiber fiber : process.fibers) {
          if (fiber.state != FiberLifecycle.ENDED) {
            end(cpu, fiber, FiberOutcome.ABANDONED);
          }
        }
        process.state = ProcessLifecycle.ENDED;
        report(cpu, (probe, now) -> probe.processEnded(now, process.id, 0));
      }
      case 1, 2 -> {
        process.state = ProcessLifecycle.WAITING;
        report(cpu, (probe, now) -> probe.processWaiting(now, process.id, 0, -1));
      }
      default -> {
        process.state = ProcessLifecycle.READY;
        report(cpu, (probe, now) -> probe.processPreempted(now, process.id, 1));
      }
    }
  }

  private void work(int cpu, Process process) {
    Fiber asleep = any(process.fibers, fiber -> fiber.state == FiberLifecycle.SUSPENDED);
    Fiber ready = any(process.fibers, fiber -> fiber.state == FiberLifecycle.READY);
    if (asleep != null && random.nextInt(4) == 0) {
      asleep.state = FiberLifecycle.READY;
      report(cpu, (probe, now) -> probe.fiberReady(now, asleep.id, 0, 0));
    } else if (process.fibers.size() < MOST_FIBERS && random.nextInt(6) == 0) {
      Fiber fresh = new Fiber(process.id * 1000 + process.fibers.size());
      process.fibers.add(fresh);
      report(cpu, (probe, now) -> probe.fiberSpawned(now, fresh.id, 0, process.id, 0));
    } else if (process.current != null) {
      turn(cpu, process, process.current);
    } else if (ready != null) {
      ready.state = FiberLifecycle.RUNNING;
      process.current = ready;
      report(cpu, (probe, now) -> probe.fiberResumed(now, ready.id));
    }
  }

  private void turn(int cpu, Process process, Fiber fiber) {
    switch (random.nextInt(8)) {
      case 0 -> {
        process.current = null;
        end(cpu, fiber, FiberOutcome.RETURNED);
      }
      case 1 -> report(cpu, (probe, now) -> probe.fiberFailed(now, fiber.id, 0, 0));
      case 2, 3 -> {
        process.current = null;
        fiber.state = FiberLifecycle.READY;
        report(cpu, (probe, now) -> probe.fiberSuspended(now, fiber.id, YIELD, 0, 0));
      }
      default -> {
        process.current = null;
        fiber.state = FiberLifecycle.SUSPENDED;
        report(cpu, (probe, now) -> probe.fiberSuspended(now, fiber.id, GET, 0, 0));
      }
    }
  }

  private void end(int cpu, Fiber fiber, FiberOutcome outcome) {
    fiber.state = FiberLifecycle.ENDED;
    report(cpu, (probe, now) -> probe.fiberEnded(now, fiber.id, outcome.ordinal()));
  }

  /** Reports what cannot be; false if nobody is there to whom it could happen. */
  private boolean forge(int cpu) {
    Process process = any(processes, _ -> true);
    if (process == null) {
      return false;
    }
    Fiber fiber = any(process.fibers, _ -> true);
    if (fiber == null || random.nextInt(3) == 0) {
      report(cpu, forged(process));
    } else {
      report(cpu, forged(fiber, process));
    }
    return true;
  }

  private Event forged(Process process) {
    if (random.nextInt(5) == 0) {
      return (probe, now) -> probe.processSpawned(now, process.id, 0, 0, FORGED);
    }
    return process.state == ProcessLifecycle.WAITING
        ? (probe, now) -> probe.processWaiting(now, process.id, 0, FORGED)
        : (probe, now) -> probe.processWoken(now, process.id, 0, FORGED);
  }

  private Event forged(Fiber fiber, Process process) {
    if (random.nextInt(5) == 0) {
      return (probe, now) -> probe.fiberSpawned(now, fiber.id, 0, process.id, FORGED);
    }
    return fiber.state == FiberLifecycle.SUSPENDED
        ? (probe, now) -> probe.fiberSuspended(now, fiber.id, GET, FORGED, 0)
        : (probe, now) -> probe.fiberReady(now, fiber.id, 0, FORGED);
  }

  private <T> @Nullable T any(List<T> all, Predicate<T> wanted) {
    List<T> some = all.stream().filter(wanted).toList();
    return some.isEmpty() ? null : some.get(random.nextInt(some.size()));
  }
}
