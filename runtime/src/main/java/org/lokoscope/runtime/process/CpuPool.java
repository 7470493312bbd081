// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.net.Network;

/**
 * The CPUs of a run, and which of them rest. Guarded by the kernel.
 *
 * <p>One of those that rest waits for sockets meanwhile: the one that ran last, for what comes is
 * mostly for the process that it ran. While it runs, another one takes its place only if nobody
 * looks for sockets for some time.
 */
final class CpuPool {

  /** Nanoseconds that CPUs which run may leave sockets alone. Guessed. */
  private static final long NEGLECT = 1_000_000;

  /** Nanoseconds after which one that rests sees whether sockets are left alone. Guessed. */
  static final long LOOKOUT = 2_500_000;

  private final Network network;
  private final List<Cpu> all = new ArrayList<>();
  private final List<Cpu> idle = new ArrayList<>();

  /** The one of those that rest which waits for sockets; null if none does. */
  private @Nullable Cpu watcher;

  CpuPool(Network network) {
    this.network = network;
  }

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

  /**
   * The CPU has nothing to do, and looks again at a time if nobody wakes it before.
   *
   * @param now nanoseconds on the world's clock; asked for only where sockets are watched
   */
  void rests(Cpu cpu, long until, LongSupplier now) {
    boolean unwatched = isUnwatched();
    cpu.watches = unwatched && (cpu.ranLast || network.age() >= NEGLECT);
    cpu.ranLast = cpu.watches;
    if (cpu.watches) {
      watcher = cpu;
    }
    cpu.restsUntil = unwatched && !cpu.watches ? Math.min(until, now.getAsLong() + LOOKOUT) : until;
    cpu.called = false;
    idle.add(cpu);
  }

  /** The CPU looks for something to do. */
  void works(Cpu cpu) {
    idle.remove(cpu);
    if (watcher == cpu) {
      watcher = null;
    }
  }

  private boolean isUnwatched() {
    return watcher == null && network.isWatched();
  }

  /** Whether one that rests must see whether sockets are left alone. */
  boolean needsLookout() {
    return !idle.isEmpty() && isUnwatched();
  }

  /**
   * Where a process goes that has become ready: to one that rests, best to the one that has just
   * found out, or that it was on.
   */
  Cpu bestFor(Process process) {
    if (idle.isEmpty()) {
      return process.home;
    }
    Cpu here = watcher;
    if (here != null && isCaller(here) && idle.contains(here)) {
      return here;
    }
    return idle.contains(process.home) ? process.home : idle.getLast();
  }

  private static boolean isCaller(Cpu cpu) {
    return cpu.thread() == Thread.currentThread();
  }

  /** Has a CPU go on if it rests: there is something for it. */
  void wake(Cpu cpu) {
    if (idle.remove(cpu)) {
      call(cpu);
    }
  }

  private void call(Cpu cpu) {
    cpu.called = true;
    if (isCaller(cpu)) {
      return;
    }
    if (cpu == watcher) {
      network.wakeup();
    }
    LockSupport.unpark(cpu.thread());
  }

  /** Has one look that rests, if any does; it rests on if it finds nothing. */
  void wakeOne() {
    if (!idle.isEmpty()) {
      call(idle.getLast());
    }
  }

  /** Has all look that rest. */
  void wakeAll() {
    for (Cpu cpu : idle) {
      call(cpu);
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
