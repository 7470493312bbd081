// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.cml;

import org.lokoscope.runtime.probe.FiberOutcome;
import org.lokoscope.runtime.vm.Frame;
import org.lokoscope.runtime.vm.Layout;
import org.lokoscope.runtime.vm.Machine;

/** The first frame of a fiber: when it gets a value, the fiber has ended. */
final class FiberFrame extends Frame {

  private final FiberScheduler scheduler;
  private final FiberOutcome outcome;

  FiberFrame(FiberScheduler scheduler, FiberOutcome outcome) {
    this.scheduler = scheduler;
    this.outcome = outcome;
  }

  @Override
  public Object resume(Object value, Machine machine) {
    return scheduler.ended(machine, outcome, value);
  }

  @Override
  public int site() {
    return 0;
  }

  @Override
  public String label() {
    return "fiber";
  }

  @Override
  public int ownWords() {
    return Layout.frameWords(2, 0);
  }
}
