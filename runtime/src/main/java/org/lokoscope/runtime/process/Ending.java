// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.SchemeString;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.probe.WaitReason;
import org.lokoscope.runtime.vm.TraceContext;

/**
 * What process 0 does when a process has ended: it says so to those who asked, as the message
 * {@code (process-ended pid status)}, with a text after the status if the process ended by a
 * condition that nobody handled; and it ends the processes that are linked to one that failed, or
 * tells them if they trap exits.
 */
final class Ending {

  private static final Symbol PROCESS_ENDED = Symbol.of("process-ended");

  private Ending() {}

  static void of(Process ended, Kernel kernel, TraceContext trace) {
    ProcessReporter.ended(trace, ended);
    ProcessTable.ExitObservers observers = kernel.ended(ended);
    for (Process watcher : observers.watchers()) {
      tell(watcher, ended.id(), ended.status(), ended.failure(), trace);
    }
    for (Process linked : observers.linked()) {
      tellLinked(linked, ended.id(), ended.status(), ended.failure(), trace);
    }
    kernel.mourned();
  }

  /** A process that failed takes those with it to which it is linked. */
  static void tellLinked(
      Process linked, long ended, int status, @Nullable String failure, TraceContext trace) {
    if (linked.trapsExits()) {
      tell(linked, ended, status, failure, trace);
    } else if (status != 0) {
      linked.kill(status, ended, trace);
    }
  }

  /**
   * Process 0 sends it, for it knows.
   *
   * @param failure what the process ended by, or null
   */
  static void tell(
      Process watcher, long ended, int status, @Nullable String failure, TraceContext trace) {
    long length = watcher.mailbox().countSent();
    ProcessReporter.messageSent(trace, watcher.id(), length);
    Object message =
        failure == null
            ? Lists.of(PROCESS_ENDED, ended, (long) status)
            : Lists.of(PROCESS_ENDED, ended, (long) status, SchemeString.of(failure));
    watcher.post(
        machine -> watcher.mailbox().deliver(machine, _ -> message), WaitReason.MESSAGE, ended);
  }
}
