// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.io.CurrentPorts;
import org.lokoscope.runtime.printer.ConditionReport;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.world.Arrivals;
import org.lokoscope.runtime.world.StandardStream;

/**
 * The end of a process, on its own CPU: what is written, reported and closed, and what the process
 * leaves for others to ask. Those who want to hear of it are told by {@link Ending}.
 */
final class Termination {

  private final Process process;
  private final RunServices services;

  private boolean ended;
  private int status;
  private @Nullable String failure;
  private Object result = Special.UNSPECIFIED;

  Termination(Process process, RunServices services) {
    this.process = process;
    this.services = services;
  }

  boolean hasEnded() {
    return ended;
  }

  int status() {
    return status;
  }

  /** What the process ended by, if by a condition that nobody handled; else null. */
  @Nullable String failure() {
    return failure;
  }

  /** The value of the program's last form, once it has ended by itself. */
  Object result() {
    return result;
  }

  /** The program's last form has returned. */
  Object returned(Machine machine, Object value) {
    result = value;
    return end(machine, 0);
  }

  /** Nobody handled a condition. */
  Object fail(Machine machine, Object payload, int site) {
    if (failure == null) {
      String summary = ConditionReport.summary(payload);
      failure = summary;
      tell(machine, payload, site);
      machine.reporter().processFailed(summary, site);
    }
    return end(machine, 1);
  }

  /** If there is no room to say what happened, more is made: at last the continuation goes. */
  private void tell(Machine machine, Object payload, int site) {
    try {
      report(payload, site);
    } catch (OutOfMemoryError noRoom) {
      services.kernel().world().memory().exhausted();
      if (process.id() == 1) {
        services.kernel().forgetProcesses();
      }
      tellInWhatIsLeft(machine, payload, site);
    }
  }

  private void tellInWhatIsLeft(Machine machine, Object payload, int site) {
    try {
      report(payload, site);
    } catch (OutOfMemoryError noRoom) {
      machine.setContinuation(null);
      report(payload, site);
    }
  }

  private void report(Object payload, int site) {
    services.reports().failed(new Process.Failure(process, null, payload, site, false));
  }

  Object end(Machine machine, int exitStatus) {
    ended = true;
    DebugHook debugger = services.debugging().hook();
    if (debugger != null) {
      debugger.ended(process);
    }
    int lossStatus = finishOutput(machine);
    status = exitStatus != 0 ? exitStatus : lossStatus;
    forgetArrivals(machine);
    services.lastLook().accept(process);
    process.fibers().abandonAll(machine);
    services.network().closeAll(machine);
    services.devices().release(process);
    process.signals().release();
    services.commands().closeAll(machine);
    machine.setContinuation(null);
    Process.Prompt prompt = process.prompt();
    if (prompt != null) {
      prompt.ended(status);
    }
    return Machine.SUSPENDED;
  }

  private void forgetArrivals(Machine machine) {
    Arrivals arrivals = machine.world().arrivals();
    if (arrivals != null) {
      arrivals.forget(machine);
    }
  }

  /**
   * Writes out what the program has printed, and reports it if something was lost.
   *
   * @return the exit status that the process should have, if it has no worse one
   */
  int finishOutput(Machine machine) {
    CurrentPorts.pass(machine);
    IOException lost = CurrentPorts.takeLost(machine);
    if (lost == null) {
      return 0;
    }
    if (StandardStream.isBrokenPipe(lost)) {
      return StandardStream.BROKEN_PIPE_STATUS;
    }
    services.reports().outputLost(process, lost);
    return 1;
  }
}
