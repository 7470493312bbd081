// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.probe.FiberOutcome;

/**
 * A fiber over its whole life.
 *
 * @param name as the program named it, or one made from its procedure and serial
 * @param parent the fiber that spawned it, or 0
 * @param spawned nanoseconds
 * @param ended nanoseconds, or -1 while it lives at the trace's end
 * @param outcome null while it lives, and when it ended in a way that this version does not know
 * @param failure the condition that nobody handled, or null
 * @param resumes how often it was given the CPU
 * @param timeInState nanoseconds in each state
 * @param lastWords words of its continuation at its last suspend
 * @param peakWords the most that were ever seen
 * @param lastWinders entries of its dynamic state at its last suspend
 */
public record FiberInfo(
    long id,
    String name,
    long process,
    long parent,
    Site spawnSite,
    long spawned,
    long ended,
    @Nullable FiberOutcome outcome,
    @Nullable String failure,
    long resumes,
    Map<LaneState, Long> timeInState,
    long lastWords,
    long peakWords,
    long lastWinders) {

  /** Where it was spawned, in words; what no fiber spawned may have no place. */
  public String spawnedAt() {
    boolean outside = parent == 0 && spawnSite.equals(Site.UNKNOWN);
    return !outside
        ? spawnSite.position()
        : name.equals("main") ? "start of the program" : "outside of all fibers";
  }

  /** Whether it has not come to an end of its own: it lived when its process or the trace ended. */
  public boolean isLeft() {
    return ended < 0 || outcome == FiberOutcome.ABANDONED || isUnreachable();
  }

  /** Whether it waited for what nothing can reach any more. */
  public boolean isUnreachable() {
    return outcome == FiberOutcome.UNREACHABLE;
  }
}
