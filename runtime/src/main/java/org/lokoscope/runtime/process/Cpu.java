// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.library.DeepStack;
import org.lokoscope.runtime.probe.WaitReason;
import org.lokoscope.runtime.vm.TraceContext;

/**
 * A virtual CPU with its scheduler: a thread that runs one process of its run queue after the
 * other. On the first CPU the scheduler is process 0.
 */
final class Cpu {

  /**
   * The number of the scheduler of CPU n, but for the first, is this and n. Beyond all processes of
   * programs, so that those have the same numbers whatever the number of CPUs.
   */
  private static final long SCHEDULERS = 1L << 30;

  private final int number;
  private final Kernel kernel;
  private final TraceContext trace;
  private Thread thread;

  /** Guarded by the kernel. */
  private final RunQueue queue = new RunQueue();

  /** When the CPU looks again if nobody unparks it; guarded by the kernel while it rests. */
  long restsUntil;

  /** Whether it waits for sockets meanwhile; guarded likewise. */
  boolean watches;

  /** Whether it has run a process, or waited for sockets, since it rested otherwise. */
  boolean ranLast;

  /** While it rests: whether there is something for it. */
  volatile boolean called;

  private volatile @Nullable Process running;
  private boolean schedulerRests;

  /** What stopped the CPU that should not have; null if it ended as it should. */
  private volatile @Nullable Throwable crash;

  Cpu(int number, Kernel kernel, TraceContext trace) {
    this.number = number;
    this.kernel = kernel;
    this.trace = trace;
    this.thread = DeepStack.thread("cpu-" + number, this::run);
    kernel.addCpu(this);
  }

  int number() {
    return number;
  }

  Thread thread() {
    return thread;
  }

  /** Has the CPU run on a thread that it shares with others, before anything runs. */
  void shareThread(Thread shared) {
    thread = shared;
  }

  TraceContext trace() {
    return trace;
  }

  RunQueue queue() {
    return queue;
  }

  @Nullable Throwable crash() {
    return crash;
  }

  /** Processes that are ready or run here; with the kernel's lock. */
  int load() {
    return queue.size() + (running == null ? 0 : 1);
  }

  private long scheduler() {
    return number == 0 ? 0 : SCHEDULERS + number;
  }

  /** Boots the scheduler: it is there and ready. */
  void announceScheduler() {
    ProcessReporter.schedulerSpawned(trace, scheduler(), number);
  }

  private void run() {
    try {
      if (number != 0) {
        announceScheduler();
      }
      reportScheduling();
      Process process;
      while ((process = kernel.next(this)) != null) {
        runSlice(process);
      }
    } catch (Throwable problem) {
      crash = problem;
      if (problem instanceof OutOfMemoryError) {
        // Nothing can be done, not even said, while its processes fill the heap.
        kernel.forgetProcesses();
        kernel.world().memory().exhausted();
      }
      kernel.stop();
    }
  }

  /** Runs a process that the kernel has given to this CPU. */
  void runSlice(Process process) {
    reportSchedulerRests(-1);
    running = process;
    process.setTrace(trace);
    kernel.world().advanceTo(process.readyAt);
    process.reportWoken(trace);
    ProcessReporter.dispatched(trace, process.id(), number);
    long end = kernel.world().nanoTime() + Kernel.TICK_NANOS;
    runGuarded(process, () -> process.runSlice(end));
    finishSlice(process);
  }

  /** The same from where the run was when a state of it was kept. */
  void runRest(Process process, boolean begun) {
    runGuarded(process, () -> process.runRest(begun));
    finishSlice(process);
  }

  private void finishSlice(Process process) {
    running = null;
    if (process.hasEnded()) {
      Ending.of(process, kernel, trace);
    } else if (process.wasPreempted()) {
      ProcessReporter.preempted(trace, process);
      kernel.preempted(process, trace);
    } else {
      ProcessReporter.waiting(trace, process.id(), process.reason, process.wakeup);
      kernel.waits(process);
    }
    reportScheduling();
  }

  /** A mistake of the runtime's ends the process in which it shows, not the others. */
  private static void runGuarded(Process process, Runnable slice) {
    try {
      slice.run();
    } catch (RuntimeException | LinkageError | AssertionError fault) {
      process.broken(fault);
    }
  }

  /** The scheduler looks for something to run. */
  void reportScheduling() {
    if (schedulerRests) {
      ProcessReporter.woken(trace, scheduler(), WaitReason.TIMER, 0);
    }
    schedulerRests = false;
    ProcessReporter.dispatched(trace, scheduler(), number);
  }

  /** The scheduler has found something, or waits until something is ready. */
  void reportSchedulerRests(long deadline) {
    if (!schedulerRests) {
      schedulerRests = true;
      ProcessReporter.waiting(trace, scheduler(), WaitReason.TIMER, deadline);
    }
  }
}
