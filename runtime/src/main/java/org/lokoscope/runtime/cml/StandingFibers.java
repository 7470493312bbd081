// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.cml;

import java.util.ArrayList;
import java.util.List;

/** The fibers of a process that a debugger keeps from running, in no order. */
final class StandingFibers {

  private final List<Fiber> fibers = new ArrayList<>();

  void add(Fiber fiber) {
    fibers.add(fiber);
  }

  void remove(Fiber fiber) {
    fibers.remove(fiber);
  }

  boolean hasAny(FiberGroup group) {
    return fibers.stream().anyMatch(fiber -> fiber.group == group);
  }
}
