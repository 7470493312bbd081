// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.probe.WaitReason;
import org.lokoscope.runtime.vm.Machine;

/**
 * The interrupt controller. A device raises an interrupt; the process that has enabled it gets its
 * number as a message, and no other one of that number until it has acknowledged it, as in Loko.
 * What a device raises meanwhile is counted and comes as one. So a device that floods costs its
 * driver one message at a time. Everything is guarded by the kernel's monitor.
 */
final class Interrupts {

  /** Numbers of interrupts, from 0. */
  static final int LINES = 16;

  private final Kernel kernel;
  private final Line[] lines = new Line[LINES];

  Interrupts(Kernel kernel) {
    this.kernel = kernel;
    for (int i = 0; i < LINES; i++) {
      lines[i] = new Line(i);
    }
  }

  /** The way from one device to its process. */
  private static final class Line {
    private final int number;
    private @Nullable Process handler;
    private boolean masked;
    private long pending;
    private long raised;

    Line(int number) {
      this.number = number;
    }

    private void deliver() {
      if (handler == null || masked || pending == 0) {
        return;
      }
      Process to = handler;
      long times = pending;
      pending = 0;
      masked = true;
      to.mailbox().countSent();
      to.post(machine -> arrive(to, machine, times), WaitReason.IO, 0);
    }

    private void arrive(Process to, Machine machine, long times) {
      machine.reporter().interruptRaised(number, times);
      to.mailbox().deliver(machine, _ -> (long) number);
    }
  }

  /** A device raises an interrupt so many times at once. */
  void raise(int irq, long times) {
    synchronized (kernel) {
      lines[irq].pending += times;
      lines[irq].raised += times;
      lines[irq].deliver();
    }
  }

  /** From now on the interrupt goes to this process; only one has it. */
  void enable(int irq, Process process) {
    synchronized (kernel) {
      lines[irq].handler = process;
      lines[irq].masked = false;
      lines[irq].deliver();
    }
  }

  void disable(int irq) {
    synchronized (kernel) {
      lines[irq].handler = null;
    }
  }

  void acknowledge(int irq) {
    synchronized (kernel) {
      lines[irq].masked = false;
      lines[irq].deliver();
    }
  }

  /** How often a device has raised it since the run began. */
  long raised(int irq) {
    synchronized (kernel) {
      return lines[irq].raised;
    }
  }

  /** Takes away what an ended process had enabled. */
  void release(Process process) {
    synchronized (kernel) {
      for (Line line : lines) {
        if (line.handler == process) {
          line.handler = null;
        }
      }
    }
  }
}
