// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.cml;

import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.NativeProcedure;

/** A fiber that calls a handler with something that has come from outside. */
public final class HandlerFiber {

  private HandlerFiber() {}

  /** Starts it; only for deliveries. */
  public static void spawn(
      FiberScheduler fibers, Machine machine, Object handler, Object argument) {
    NativeProcedure thunk =
        NativeProcedure.of(
            "signal handler", 0, 0, (m, _) -> Machine.procedure(handler).apply1(m, argument));
    fibers.spawn(machine, thunk, 0, null, null);
  }
}
