// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.cml.Schedule;

/** Who debugs a run or chooses its schedule, if anybody does. */
final class Debugging {

  private volatile @Nullable DebugHook hook;
  private volatile @Nullable Schedule schedule;

  /** The debugger; null if there is none, which is the rule. */
  @Nullable DebugHook hook() {
    return hook;
  }

  /** What decides which fiber runs when; null for first come, first served. */
  @Nullable Schedule schedule() {
    return schedule;
  }

  void follow(@Nullable Schedule other) {
    schedule = other;
  }

  void attach(@Nullable DebugHook next) {
    hook = next;
  }
}
