// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import java.util.function.Supplier;
import org.lokoscope.runtime.vm.Machine;

/**
 * A debugger, as the processes of a run see it. All methods are called on the CPU that runs the
 * process, which stands as long as they do not return.
 */
public interface DebugHook {

  /** The process is about to run for a while; it is at rest. */
  void beforeSlice(Process process);

  /**
   * A process has used up its fuel, or begins a slice. In a deterministic run these moments are the
   * same ones every time, whatever is compiled and whoever looks.
   */
  void moment(Process process);

  /** The process has nothing to do for now. */
  void resting(Process process);

  /** What the process prints is about to be written, or it ends. */
  void ended(Process process);

  /**
   * The process is at a safe point to which somebody has called it; all its frames are on the heap.
   *
   * @param goOn lets it go on
   * @return what {@link org.lokoscope.runtime.vm.Action#perform} returns
   */
  Object attending(Process process, Supplier<Object> goOn);

  /**
   * An object is raised; its continuation is all on the heap.
   *
   * @param handled whether a handler is there that may handle it
   * @param goOn gives it to the handler
   * @return what {@link org.lokoscope.runtime.vm.Action#perform} returns
   */
  Object raising(Machine machine, Object payload, int site, boolean handled, Supplier<Object> goOn);

  /** Whether it wants to hear of what happens to fibers. */
  boolean wantsEvents();
}
