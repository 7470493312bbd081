// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.debug;

/** A program under the debugger, as a face of it sees it: it can begin, and it ends. */
public interface Debuggee {

  /** Hears that the program has ended. */
  @FunctionalInterface
  interface End {
    /**
     * @param status the exit status
     * @param problem what went wrong in the runtime itself; else empty
     */
    void ended(int status, String problem);
  }

  Debugger debugger();

  /** Who hears, on a thread of the run, that the program has ended. Before it begins. */
  void onEnd(End listener);

  /** Begins to run the program, up to before its first form. */
  void begin();

  /** Ends the program, and waits until it has. */
  void quit();

  /** Leaves the program alone, which runs on. */
  void leave();
}
