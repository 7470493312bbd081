package org.lokoscope.runtime.process;

import org.jspecify.annotations.Nullable;

/** Who debugs a run, if anybody does. */
final class Debugging {

  private volatile @Nullable DebugHook hook;

  /** The debugger; null if there is none, which is the rule. */
  @Nullable DebugHook hook() {
    return hook;
  }

  void attach(@Nullable DebugHook next) {
    hook = next;
  }
}
