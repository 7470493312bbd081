// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import org.lokoscope.runtime.probe.WaitReason;
import org.lokoscope.runtime.vm.TraceContext;

/**
 * Reports what the schedulers of CPUs do with processes to the probe of a CPU; silent when the run
 * is not traced. What a process does by itself is reported by {@link
 * org.lokoscope.runtime.vm.TraceReporter}.
 */
final class ProcessReporter {

  private ProcessReporter() {}

  /** The scheduler of a CPU is there, which counts as a process. */
  static void schedulerSpawned(TraceContext trace, long scheduler, int cpu) {
    if (trace == TraceContext.OFF) {
      return;
    }
    long title = trace.string(cpu == 0 ? "scheduler" : "scheduler of CPU " + cpu);
    trace.probe().processSpawned(trace.now(), scheduler, 0, title, 0);
  }

  static void dispatched(TraceContext trace, long process, int cpu) {
    if (trace == TraceContext.OFF) {
      return;
    }
    trace.probe().processDispatched(trace.now(), process, cpu);
  }

  static void preempted(TraceContext trace, Process process) {
    if (trace == TraceContext.OFF) {
      return;
    }
    trace.probe().processPreempted(trace.now(), process.id(), process.fuelUsed());
  }

  /**
   * A process gave up its CPU.
   *
   * @param wakeup {@link Long#MAX_VALUE} for no time
   */
  static void waiting(TraceContext trace, long process, WaitReason reason, long wakeup) {
    if (trace == TraceContext.OFF) {
      return;
    }
    long until = wakeup == Long.MAX_VALUE ? -1 : wakeup;
    trace.probe().processWaiting(trace.now(), process, reason.ordinal(), until);
  }

  static void woken(TraceContext trace, long process, WaitReason cause, long by) {
    if (trace == TraceContext.OFF) {
      return;
    }
    trace.probe().processWoken(trace.now(), process, cause.ordinal(), by);
  }

  static void killed(TraceContext trace, long process, long by, int status) {
    if (trace == TraceContext.OFF) {
      return;
    }
    trace.probe().processKilled(trace.now(), process, by, status);
  }

  static void ended(TraceContext trace, Process process) {
    if (trace == TraceContext.OFF) {
      return;
    }
    trace.probe().processEnded(trace.now(), process.id(), process.status());
  }

  /** Process 0 has sent a message. */
  static void messageSent(TraceContext trace, long to, long length) {
    if (trace == TraceContext.OFF) {
      return;
    }
    trace.probe().messageSent(trace.now(), 0, to, length, 0);
  }
}
