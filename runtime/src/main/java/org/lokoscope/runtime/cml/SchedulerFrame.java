// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.cml;

import org.lokoscope.runtime.vm.Frame;
import org.lokoscope.runtime.vm.Layout;
import org.lokoscope.runtime.vm.Machine;

/** The loop of a fiber scheduler, waiting for something to happen: the bottom of a process. */
final class SchedulerFrame extends Frame {

  private final FiberScheduler scheduler;

  SchedulerFrame(FiberScheduler scheduler) {
    this.scheduler = scheduler;
  }

  @Override
  public Object resume(Object value, Machine machine) {
    return scheduler.dispatch(machine);
  }

  @Override
  public int site() {
    return 0;
  }

  @Override
  public String label() {
    return "scheduler";
  }

  @Override
  public int ownWords() {
    return Layout.frameWords(1, 0);
  }
}
