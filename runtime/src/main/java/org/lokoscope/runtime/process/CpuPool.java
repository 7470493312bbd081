package org.lokoscope.runtime.process;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** The CPUs of a run, and which of them rest. Guarded by the kernel. */
final class CpuPool {

  private final List<Cpu> all = new ArrayList<>();
  private final List<Cpu> idle = new ArrayList<>();

  void add(Cpu cpu) {
    all.add(cpu);
  }

  int size() {
    return all.size();
  }

  Cpu leastLoaded() {
    Cpu best = all.getFirst();
    for (Cpu cpu : all) {
      if (cpu.load() < best.load()) {
        best = cpu;
      }
    }
    return best;
  }

  Cpu longestQueue() {
    Cpu longest = all.getFirst();
    for (Cpu cpu : all) {
      if (cpu.queue().size() > longest.queue().size()) {
        longest = cpu;
      }
    }
    return longest;
  }

  /** Lets all processes go that are ready. Allocates nothing. */
  void clearQueues() {
    for (Cpu cpu : all) {
      cpu.queue().clear();
    }
  }

  /** The CPU has nothing to do, and looks again at a time if nobody unparks it before. */
  void rests(Cpu cpu, long until) {
    cpu.restsUntil = until;
    idle.add(cpu);
  }

  /** The CPU looks for something to do. */
  void works(Cpu cpu) {
    idle.remove(cpu);
  }

  /** Where a process goes that has become ready: to one that rests, best to the one it was on. */
  Cpu bestFor(Process process) {
    return idle.isEmpty() || idle.contains(process.home) ? process.home : idle.getLast();
  }

  /** Unparks a CPU if it rests: there is something for it. */
  void wake(Cpu cpu) {
    if (idle.remove(cpu)) {
      LockSupport.unpark(cpu.thread());
    }
  }

  /** Has one look that rests, if any does; it rests on if it finds nothing. */
  void wakeOne() {
    if (!idle.isEmpty()) {
      LockSupport.unpark(idle.getLast().thread());
    }
  }

  /** Has all look that rest. */
  void wakeAll() {
    for (Cpu cpu : idle) {
      LockSupport.unpark(cpu.thread());
    }
  }

  /** Sees to it that of those that rest, if any do, one looks again at a time. */
  void watch(long time) {
    for (Cpu cpu : idle) {
      if (cpu.restsUntil <= time) {
        return;
      }
    }
    wakeOne();
  }
}
