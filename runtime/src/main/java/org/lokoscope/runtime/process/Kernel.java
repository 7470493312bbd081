// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.cml.Schedule;
import org.lokoscope.runtime.net.Network;
import org.lokoscope.runtime.probe.WaitReason;
import org.lokoscope.runtime.vm.TraceContext;
import org.lokoscope.runtime.world.World;

/**
 * What the schedulers of all CPUs share: the {@link ProcessTable}, the {@link WakeupTimes} of
 * processes and devices, and the {@link CpuPool}. Everything is guarded by the kernel's monitor; a
 * CPU asks for it when its process rests or has used up its slice, not while it runs.
 *
 * <p>A process that wakes goes back to the CPU that ran it last, or to one that has nothing to do.
 * A new one goes to the CPU with the least load. A CPU with nothing to do takes a process from the
 * one with the longest queue; and one that is busy does so at the end of a slice when another has
 * two more than itself, so that no process is left behind in a long queue.
 */
final class Kernel {

  /** How long a process may run while others are ready. */
  static final long TICK_NANOS = 10_000_000;

  private final World world;
  private final ProcessTable table = new ProcessTable();
  private final WakeupTimes times = new WakeupTimes();
  private final Network network;
  private final CpuPool cpus;

  private int running;
  private int devices;
  private boolean over;
  private volatile boolean stopped;

  /** What decides which process runs when; null for first come, first served. */
  private @Nullable Schedule schedule;

  Kernel(World world, Network network) {
    this.world = world;
    this.network = network;
    this.cpus = new CpuPool(network);
  }

  World world() {
    return world;
  }

  synchronized void addCpu(Cpu cpu) {
    cpus.add(cpu);
  }

  // The table

  synchronized long newId() {
    return table.newId();
  }

  synchronized void add(Process process) {
    table.add(process);
    Process parent = table.find(process.parent());
    if (parent != null) {
      parent.children++;
    }
    process.home = cpus.leastLoaded();
    makeReady(process);
  }

  synchronized @Nullable Process find(long id) {
    return table.find(id);
  }

  synchronized List<Process> processes() {
    return new ArrayList<>(table.all());
  }

  /**
   * Lets all processes go, none of which will run again. Like {@link #finish} it allocates nothing:
   * the heap may be full.
   */
  synchronized void forgetProcesses() {
    table.clear();
    times.forgetSleepers();
    cpus.clearQueues();
  }

  /** The processes that run, or would if a CPU were free. */
  synchronized List<Process> awake() {
    List<Process> awake = processes();
    awake.removeIf(process -> process.state == ProcessState.WAITING);
    return awake;
  }

  /** What may be said of a process that may run on another CPU. */
  record Snapshot(ProcessState state, int cpu) {}

  /** What a process is doing at this moment, and where it is or was run last. */
  synchronized Snapshot snapshot(Process process) {
    return new Snapshot(process.state, process.home.number());
  }

  /** Whether there is or was such a process. */
  synchronized boolean knows(long id) {
    return table.knows(id);
  }

  /**
   * Asks for word of the end of a process.
   *
   * @return its exit status if it has ended already; empty if the word will come
   */
  synchronized OptionalInt monitor(long id, Process watcher) {
    if (table.find(id) == null) {
      return OptionalInt.of(table.status(id));
    }
    table.monitor(id, watcher.id());
    return OptionalInt.empty();
  }

  /** Ties two processes together; the other one's exit status if it has ended already. */
  synchronized OptionalInt link(long id, Process one) {
    if (table.find(id) == null) {
      return OptionalInt.of(table.status(id));
    }
    table.link(one.id(), id);
    return OptionalInt.empty();
  }

  synchronized void unlink(long id, Process one) {
    table.unlink(one.id(), id);
  }

  /** Counts what could still wake a process from outside: processes with sockets, and devices. */
  synchronized void countDevices(int change) {
    devices += change;
    lookForTheEnd();
    watchNextEvent();
  }

  /** If all CPUs rest, only one that looks can find that nothing is left to wait for. */
  private void lookForTheEnd() {
    if (devices == 0 && running == 0) {
      cpus.wakeOne();
    }
  }

  /**
   * Does something to a process that does not run, and keeps it from running meanwhile. The other
   * processes go on, for it may take long; but a deterministic run stands still as a whole.
   *
   * @return false if it runs, or somebody else does something to it; then nothing happens
   */
  boolean whileAtRest(Process process, Runnable action) {
    if (world.isVirtual()) {
      return whileAllRest(process, action);
    }
    if (!hold(process)) {
      return false;
    }
    try {
      action.run();
    } finally {
      release(process);
    }
    return true;
  }

  private synchronized boolean whileAllRest(Process process, Runnable action) {
    if (process.state == ProcessState.RUNNING) {
      return false;
    }
    action.run();
    return true;
  }

  private synchronized boolean hold(Process process) {
    if (process.state == ProcessState.RUNNING || process.held) {
      return false;
    }
    process.held = true;
    running++;
    if (process.state == ProcessState.READY) {
      process.home.queue().remove(process);
    }
    return true;
  }

  private synchronized void release(Process process) {
    process.held = false;
    running--;
    if (process.state == ProcessState.READY && !over) {
      Cpu cpu = cpus.bestFor(process);
      cpu.queue().addFirst(process);
      cpus.wake(cpu);
    }
    lookForTheEnd();
  }

  // The loop of a CPU

  /** The next process for a CPU; waits until there is one. Null when the run is over. */
  @Nullable Process next(Cpu cpu) {
    while (true) {
      Process process = pollOrRest(cpu);
      if (process != null) {
        network.look();
        return process;
      }
      if (isOver()) {
        return null;
      }
      cpu.reportSchedulerRests(cpu.restsUntil);
      rest(cpu);
      cpu.reportScheduling();
    }
  }

  private void rest(Cpu cpu) {
    long until = cpu.restsUntil;
    if (cpu.watches) {
      long nanos = until == Long.MAX_VALUE ? until : until - world.nanoTime();
      network.await(nanos, () -> cpu.called);
    } else {
      world.parkUntil(until);
    }
  }

  /** Has those ready whose sockets are, if nobody has looked for a while. Asked by who runs. */
  void lookAtSockets() {
    network.look();
  }

  /**
   * The next process for a CPU, or null. Then the CPU counts as one that rests, and is unparked as
   * soon as there is something to do; or the run is over, perhaps because nothing is left that
   * could happen.
   */
  synchronized @Nullable Process pollOrRest(Cpu cpu) {
    cpus.works(cpu);
    Process process = poll(cpu);
    if (process != null) {
      watchNextEvent();
      return process;
    }
    if (running == 0 && devices == 0 && nextEvent() == Long.MAX_VALUE) {
      finish();
    }
    if (!over) {
      cpus.rests(cpu, nextEvent(), world::nanoTime);
    }
    return null;
  }

  private @Nullable Process poll(Cpu cpu) {
    wakeSleepers(cpu.trace());
    if (over) {
      return null;
    }
    Process process = first(cpu.queue());
    if (process == null) {
      process = cpus.longestQueue().queue().poll();
    }
    if (process != null) {
      running++;
      cpu.ranLast = true;
      process.home = cpu;
      process.state = ProcessState.RUNNING;
    }
    return process;
  }

  private @Nullable Process first(RunQueue queue) {
    Schedule chosen = schedule;
    return chosen == null || queue.size() < 2
        ? queue.poll()
        : queue.poll(chosen.pickProcess(queue.size()));
  }

  /** Lets something else decide which process runs when. Before the run. */
  void follow(Schedule other) {
    schedule = other;
  }

  /** Whether a process is ready, on any CPU. */
  synchronized boolean isAnybodyReady() {
    return cpus.longestQueue().queue().size() > 0;
  }

  /** Whether a fiber waits for something from outside. */
  synchronized boolean isDeviceAwaited() {
    return devices > 0;
  }

  private void finish() {
    over = true;
    for (Process process : table.all()) {
      process.demandAttention();
    }
    cpus.wakeAll();
  }

  synchronized boolean isOver() {
    return over;
  }

  /** When the next sleeper wants to be woken or an alarm is due; may be out of date. */
  long nextEvent() {
    return times.next();
  }

  /** Wakes those whose time has come, though their CPU may be busy. */
  synchronized void tick(TraceContext trace) {
    wakeSleepers(trace);
  }

  private void wakeSleepers(TraceContext trace) {
    if (nextEvent() == Long.MAX_VALUE) {
      return;
    }
    long now = world.nanoTime();
    times.fireAlarms(now);
    Process process;
    while ((process = times.pollSleeper(now)) != null) {
      makeReady(process);
      ProcessReporter.woken(trace, process.id(), WaitReason.TIMER, 0);
    }
    times.update();
  }

  private void makeReady(Process process) {
    process.state = ProcessState.READY;
    process.readyAt = world.lastNanoTime();
    if (!process.held) {
      Cpu cpu = cpus.bestFor(process);
      cpu.queue().add(process);
      cpus.wake(cpu);
    }
  }

  /** Whether the process that runs on a CPU must give way, its slice being over. */
  synchronized boolean mustYield(Cpu cpu) {
    if (world.isVirtual() && cpus.size() > 1) {
      return true;
    }
    int own = cpu.queue().size();
    Cpu longest = cpus.longestQueue();
    if (longest.queue().size() >= own + 2) {
      cpu.queue().add(Objects.requireNonNull(longest.queue().poll()));
      return true;
    }
    return own > 0;
  }

  synchronized void preempted(Process process, TraceContext trace) {
    wakeSleepers(trace);
    process.state = ProcessState.READY;
    process.readyAt = world.lastNanoTime();
    if (process.stands) {
      // It counts as one that runs: the run is not over while it stands.
      process.held = true;
      return;
    }
    running--;
    process.home.queue().add(process);
  }

  /** The process that asks gives up its CPU, which it is about to do, until it is let go. */
  synchronized void stand(Process process) {
    process.stands = true;
  }

  /** Lets a process go that stands, or is about to; from any thread. */
  synchronized void letGo(Process process) {
    if (process.stands) {
      process.stands = false;
      if (process.held) {
        release(process);
      }
    }
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
      times.addSleeper(process);
      watchNextEvent();
    }
    return true;
  }

  /**
   * Of the CPUs that rest, one must look again when the next sleeper wants to be woken, or when
   * nobody has looked at the sockets for some time: those that run come to a safe point only after
   * each primitive procedure, however long it takes.
   */
  private void watchNextEvent() {
    long time = nextEvent();
    if (cpus.needsLookout()) {
      time = Math.min(time, world.nanoTime() + CpuPool.LOOKOUT);
    }
    if (time != Long.MAX_VALUE) {
      cpus.watch(time);
    }
  }

  /** Has something done at a time, with the kernel's lock. */
  synchronized Alarm setAlarm(long time, LongConsumer action) {
    Alarm alarm = times.addAlarm(time, action);
    watchNextEvent();
    return alarm;
  }

  synchronized void cancel(Alarm alarm) {
    times.removeAlarm(alarm);
  }

  synchronized void wake(Process process, WaitReason cause, long by) {
    if (process.state != ProcessState.WAITING) {
      return;
    }
    if (process.wakeup != Long.MAX_VALUE) {
      times.removeSleeper(process);
    }
    process.wokenBy(cause, by);
    makeReady(process);
  }

  // The end

  /**
   * A process has ended; with process 1 the whole run ends. Its CPU stays busy until {@link
   * #mourned}: those who are to hear of the end may be all that is left.
   *
   * @return the processes that want to hear of it
   */
  synchronized ProcessTable.ExitObservers ended(Process process) {
    process.state = ProcessState.ENDED;
    if (process.id() == 1) {
      finish();
    }
    return table.remove(process);
  }

  /** All who wanted to have heard of the end of a process. */
  synchronized void mourned() {
    running--;
  }

  /** Ends the run at once. */
  synchronized void stop() {
    stopped = true;
    finish();
  }

  boolean wasStopped() {
    return stopped;
  }
}
