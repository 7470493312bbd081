package org.lokoscope.runtime.process;

import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.probe.WaitReason;
import org.lokoscope.runtime.vm.TraceContext;

/** The message {@code (process-ended pid status)} that {@code monitor-process} asks for. */
final class Ending {

  private static final Symbol PROCESS_ENDED = Symbol.of("process-ended");

  private Ending() {}

  /** Process 0 sends it, for it knows. */
  static void tell(Process watcher, long ended, int status, TraceContext trace) {
    long length = watcher.mailbox().countSent();
    if (trace != TraceContext.OFF) {
      trace.probe().messageSent(trace.now(), 0, watcher.id(), length, 0);
    }
    Object message = Lists.of(PROCESS_ENDED, ended, (long) status);
    watcher.post(machine -> watcher.mailbox().deliver(machine, message), WaitReason.MESSAGE, ended);
  }
}
