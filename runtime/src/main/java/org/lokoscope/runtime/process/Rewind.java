// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import org.lokoscope.runtime.vm.Departure;

/** Leaves all that runs, for a state of the run that was kept. */
final class Rewind extends Departure {

  private static final long serialVersionUID = 1;

  private final transient KeptState state;
  private final transient Runnable after;

  Rewind(KeptState state, Runnable after) {
    this.state = state;
    this.after = after;
  }

  KeptState state() {
    return state;
  }

  void perform() {
    state.restore();
    after.run();
  }
}
