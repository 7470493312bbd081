package org.lokoscope.runtime.process;

import org.lokoscope.runtime.probe.WaitReason;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.TraceContext;

/** A virtual CPU: a thread that runs one process after the other. */
final class Cpu {

  private final int number;
  private final Scheduler scheduler;
  private final TraceContext trace;
  private final Thread thread;

  private boolean schedulerRests;

  /** What stopped the CPU that should not have; null if it ended as it should. */
  private volatile Throwable crash;

  Cpu(int number, Scheduler scheduler, TraceContext trace) {
    this.number = number;
    this.scheduler = scheduler;
    this.trace = trace;
    this.thread = new Thread(null, this::run, "cpu-" + number, Machine.STACK_BYTES);
  }

  Thread thread() {
    return thread;
  }

  TraceContext trace() {
    return trace;
  }

  Throwable crash() {
    return crash;
  }

  /** Says that process 0 is there: ready until the first CPU runs it. */
  void announceScheduler() {
    if (isTraced()) {
      long title = trace.string("scheduler");
      trace.probe().processSpawned(trace.now(), 0, 0, title, 0);
    }
  }

  private boolean isTraced() {
    return trace != TraceContext.OFF;
  }

  private void run() {
    try {
      reportScheduling();
      Process process;
      while ((process = scheduler.next(this)) != null) {
        reportSchedulerRests(-1);
        runSlice(process);
        reportScheduling();
      }
    } catch (Throwable problem) {
      crash = problem;
      scheduler.stop();
    }
  }

  private void runSlice(Process process) {
    process.machine().setTrace(trace);
    if (isTraced()) {
      reportDispatch(process);
    }
    process.runSlice(scheduler.world().nanoTime() + Scheduler.TICK_NANOS);
    if (process.hasEnded()) {
      if (isTraced()) {
        trace.probe().processEnded(trace.now(), process.id(), process.status());
      }
      for (Process watcher : scheduler.ended(process)) {
        Ending.tell(watcher, process.id(), process.status(), trace);
      }
      scheduler.mourned();
    } else if (process.wasPreempted()) {
      if (isTraced()) {
        trace.probe().processPreempted(trace.now(), process.id(), process.fuelUsed());
      }
      scheduler.preempted(process, trace);
    } else {
      reportWaiting(process);
      scheduler.waits(process);
    }
  }

  private void reportDispatch(Process process) {
    process.reportWoken(trace);
    trace.probe().processDispatched(trace.now(), process.id(), number);
  }

  private void reportWaiting(Process process) {
    if (isTraced()) {
      long until = process.wakeup == Long.MAX_VALUE ? -1 : process.wakeup;
      trace.probe().processWaiting(trace.now(), process.id(), process.reason.ordinal(), until);
    }
  }

  // Process 0 runs on every CPU between two slices; the trace shows it on the first.

  /** Process 0 looks for something to run. */
  void reportScheduling() {
    if (isTraced() && number == 0) {
      if (schedulerRests) {
        trace.probe().processWoken(trace.now(), 0, WaitReason.TIMER.ordinal(), 0);
      }
      schedulerRests = false;
      trace.probe().processDispatched(trace.now(), 0, number);
    }
  }

  /** Process 0 has found something, or waits until something is ready. */
  void reportSchedulerRests(long deadline) {
    if (isTraced() && number == 0 && !schedulerRests) {
      schedulerRests = true;
      long until = deadline == Long.MAX_VALUE ? -1 : deadline;
      trace.probe().processWaiting(trace.now(), 0, WaitReason.TIMER.ordinal(), until);
    }
  }
}
