// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.node;

import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.vm.Code;
import org.lokoscope.runtime.vm.Node;
import org.lokoscope.runtime.vm.Resumer;

/** Counts how often the rest of a body runs from one point, and has it compiled in time. */
final class Hotness {

  private final Node point;

  @SuppressWarnings("NullAway.Init") // Stated before the point runs.
  private Code code;

  private @Nullable Resumer resumer;

  /** Runs so far, or -1 once the tier has been asked. Threads may lose counts of each other. */
  private int runs;

  Hotness(Node point) {
    this.point = point;
  }

  void setCode(Code code) {
    this.code = code;
  }

  /** What to run instead of the nodes, or null. */
  @Nullable Resumer resumerOrCount() {
    return resumer != null || runs < 0 ? resumer : count();
  }

  private @Nullable Resumer count() {
    return ++runs >= code.tier().threshold() ? compile() : resumer;
  }

  private @Nullable Resumer compile() {
    Code own = code;
    synchronized (own) {
      runs = -1;
      if (!own.isDebugged()) {
        resumer = own.tier().compile(own, point);
      }
      return resumer;
    }
  }

  /** Counts anew; what was compiled does not run any more. */
  void forget() {
    Code own = code;
    synchronized (own) {
      resumer = null;
      runs = own.isDebugged() ? -1 : 0;
    }
  }
}
