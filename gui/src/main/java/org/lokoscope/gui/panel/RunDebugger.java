// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.panel;

import org.lokoscope.gui.debug.model.BreakpointList;

/** What the window's debugger does for the views of a trace. */
public interface RunDebugger {

  /** The user's breakpoints. */
  BreakpointList breakpoints();

  /** Whether the run of the open trace can be repeated, so that one can stop in it. */
  boolean canRepeat();

  /** Has the run of the open trace stand where a finding became larger for the last time. */
  void stopAtLeak(int number);
}
