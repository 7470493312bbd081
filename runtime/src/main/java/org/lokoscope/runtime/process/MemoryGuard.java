// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.cml.Fiber;
import org.lokoscope.runtime.condition.OutOfMemory;
import org.lokoscope.runtime.condition.SchemeError;
import org.lokoscope.runtime.memory.MemoryWatch;
import org.lokoscope.runtime.vm.Machine;

/**
 * Looks at safe points whether the heap is full and this process must let go of what it holds.
 * Belongs to the CPU that runs the process.
 */
final class MemoryGuard {

  private final Process process;
  private final Requests requests;
  private final Termination termination;
  private final MemoryWatch memory;

  /** The continuation has filled the heap, and the program was told so. */
  private boolean tooDeep;

  /** The fiber that filled the heap with others, and is to hear of it when it runs; or null. */
  private @Nullable Fiber blamed;

  MemoryGuard(Process process, Requests requests, Termination termination) {
    this.process = process;
    this.requests = requests;
    this.termination = termination;
    this.memory = process.kernel().world().memory();
  }

  /** Whether the running fiber must raise what {@link #raise} does. */
  boolean mustRaise(Machine machine) {
    return memory.isShort() ? isToBlame() : isTooDeep(machine) || isBlamed();
  }

  /** Whether the continuation alone fills the heap; true once until it has become small again. */
  private boolean isTooDeep(Machine machine) {
    long bytes = MemoryUse.bytes(machine.continuation());
    if (tooDeep) {
      tooDeep = !memory.isCalm(bytes);
      return false;
    }
    tooDeep = memory.isTooMuch(bytes);
    return tooDeep;
  }

  /** Memory is short: whether the running fiber must let go; if not, another one will. */
  private boolean isToBlame() {
    Process holder = MemoryUse.largestHolder(process, process.kernel().awake());
    if (holder != process) {
      holder.letGo();
      return false;
    }
    blamed = MemoryUse.spawner(process);
    return blamed == null || memory.isHopeless() || isBlamed();
  }

  private boolean isBlamed() {
    return blamed != null && blamed == process.fibers().current();
  }

  /** Raises a condition where the process is, all of whose frames are on the heap. */
  Object raise(Machine machine) {
    requests.lettingGo();
    blamed = null;
    SchemeError full = OutOfMemory.full(memory);
    int site = MemoryUse.innermostSite(machine.continuation());
    if (memory.isHopeless()) {
      return termination.fail(machine, full.payload(), site);
    }
    throw full.at(site);
  }
}
