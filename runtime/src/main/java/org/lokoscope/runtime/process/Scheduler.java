package org.lokoscope.runtime.process;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import java.util.concurrent.locks.LockSupport;
import org.lokoscope.runtime.probe.WaitReason;
import org.lokoscope.runtime.vm.TraceContext;
import org.lokoscope.runtime.world.World;

/**
 * Process 0: the run queue, the wait queue with its wakeup times, and the table of processes. All
 * CPUs share it; everything is guarded by its monitor.
 */
final class Scheduler {

  /** How long a process may run while others are ready. */
  static final long TICK_NANOS = 10_000_000;

  private final World world;
  private final ArrayDeque<Process> ready = new ArrayDeque<>();
  private final PriorityQueue<Process> sleeping =
      new PriorityQueue<>(Comparator.comparingLong((Process p) -> p.wakeup));
  private final Map<Long, Process> table = new LinkedHashMap<>();
  private final List<Cpu> idle = new ArrayList<>();

  /** Who wants to hear of the end of a process, by that process. */
  private final Map<Long, List<Process>> monitors = new HashMap<>();

  /** The exit status of each process that has ended, a byte for each, by its number. */
  private byte[] statuses = new byte[64];

  private long nextId = 1;
  private int running;
  private int devices;
  private boolean over;
  private volatile boolean stopped;
  private volatile boolean hasReady;

  /** The first wakeup time of those who sleep. */
  private volatile long firstWakeup = Long.MAX_VALUE;

  Scheduler(World world) {
    this.world = world;
  }

  World world() {
    return world;
  }

  /**
   * Whether a process waits for a CPU, or has slept long enough, which nobody may have noticed
   * while all CPUs were busy; may be out of date by the time it is looked at.
   */
  boolean hasReady(long now) {
    return hasReady || firstWakeup <= now;
  }

  synchronized long newId() {
    return nextId++;
  }

  synchronized void add(Process process) {
    table.put(process.id(), process);
    makeReady(process);
  }

  synchronized Process find(long id) {
    return table.get(id);
  }

  synchronized List<Process> processes() {
    return new ArrayList<>(table.values());
  }

  /** Counts what could still wake a process from outside: sockets that are being watched. */
  synchronized void countDevices(int change) {
    devices += change;
  }

  /** The next process for a CPU; waits until there is one. Null when the run is over. */
  Process next(Cpu cpu) {
    while (true) {
      long deadline;
      synchronized (this) {
        wakeSleepers(cpu.trace());
        Process process = over ? null : ready.poll();
        hasReady = !ready.isEmpty();
        if (process != null) {
          running++;
          process.state = ProcessState.RUNNING;
          idle.remove(cpu);
          return process;
        }
        deadline = sleeping.isEmpty() ? Long.MAX_VALUE : sleeping.peek().wakeup;
        if (running == 0 && devices == 0 && deadline == Long.MAX_VALUE) {
          over = true;
        }
        if (over) {
          wakeAllCpus();
          return null;
        }
        if (running > 0 && deadline != Long.MAX_VALUE) {
          deadline = Math.min(deadline, world.nanoTime() + TICK_NANOS);
        }
        if (!idle.contains(cpu)) {
          idle.add(cpu);
        }
      }
      cpu.reportSchedulerRests(deadline);
      world.parkUntil(deadline);
      cpu.reportScheduling();
    }
  }

  private void wakeSleepers(TraceContext trace) {
    if (sleeping.isEmpty()) {
      return;
    }
    long now = world.nanoTime();
    while (!sleeping.isEmpty() && sleeping.peek().wakeup <= now) {
      Process process = sleeping.poll();
      noteFirstWakeup();
      if (process.state == ProcessState.WAITING) {
        makeReady(process);
        if (trace != TraceContext.OFF) {
          trace.probe().processWoken(trace.now(), process.id(), WaitReason.TIMER.ordinal(), 0);
        }
      }
    }
  }

  private void noteFirstWakeup() {
    firstWakeup = sleeping.isEmpty() ? Long.MAX_VALUE : sleeping.peek().wakeup;
  }

  private void makeReady(Process process) {
    process.state = ProcessState.READY;
    ready.add(process);
    hasReady = true;
    if (!idle.isEmpty()) {
      LockSupport.unpark(idle.removeLast().thread());
    }
  }

  synchronized void preempted(Process process, TraceContext trace) {
    running--;
    wakeSleepers(trace);
    makeReady(process);
  }

  /** The process has nothing to do now. False if something came for it in the meantime. */
  synchronized boolean waits(Process process) {
    running--;
    if (process.isWokenByDelivery()) {
      makeReady(process);
      return false;
    }
    process.state = ProcessState.WAITING;
    if (process.wakeup != Long.MAX_VALUE) {
      sleeping.add(process);
      noteFirstWakeup();
    }
    return true;
  }

  synchronized void wake(Process process, WaitReason cause, long by) {
    if (process.state != ProcessState.WAITING) {
      return;
    }
    sleeping.remove(process);
    noteFirstWakeup();
    process.wokenBy(cause, by);
    makeReady(process);
  }

  /** Whether there is or was such a process. */
  synchronized boolean knows(long id) {
    return id > 0 && id < nextId;
  }

  /**
   * Asks for word of the end of a process.
   *
   * @return its exit status if it has ended already; empty if the word will come
   */
  synchronized OptionalInt monitor(long id, Process watcher) {
    if (!table.containsKey(id)) {
      return OptionalInt.of(statuses[(int) id] & 0xff);
    }
    monitors.computeIfAbsent(id, key -> new ArrayList<>()).add(watcher);
    return OptionalInt.empty();
  }

  /**
   * A process has ended; with process 1 the whole run ends. Its CPU stays busy until {@link
   * #mourned}: those who are to hear of the end may be all that is left.
   *
   * @return the processes that want to hear of it
   */
  synchronized List<Process> ended(Process process) {
    process.state = ProcessState.ENDED;
    table.remove(process.id());
    noteStatus((int) process.id(), process.status());
    if (process.id() == 1) {
      over = true;
      wakeAllCpus();
    }
    List<Process> watchers = monitors.remove(process.id());
    return watchers == null ? List.of() : watchers;
  }

  /** All who wanted to have heard of the end of a process. */
  synchronized void mourned() {
    running--;
  }

  private void noteStatus(int id, int status) {
    if (id >= statuses.length) {
      statuses = Arrays.copyOf(statuses, 2 * id);
    }
    statuses[id] = (byte) status;
  }

  /** Ends the run at once. */
  synchronized void stop() {
    stopped = true;
    over = true;
    wakeAllCpus();
  }

  boolean wasStopped() {
    return stopped;
  }

  private void wakeAllCpus() {
    for (Cpu cpu : idle) {
      LockSupport.unpark(cpu.thread());
    }
  }
}
