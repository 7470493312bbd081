// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.analysis;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.lokoscope.runtime.probe.CaptureReason;
import org.lokoscope.store.EventRow;

/**
 * Which captured continuations would be used up, if each could be used once only: those that were
 * invoked, and those that their own fiber has returned through. That shows at the next capture in
 * the fiber of which fewer frames were on the heap already than the continuation has: one of its
 * own is gone. If the fiber has jumped to another continuation before, those inside are still
 * whole. (What was left by raising cannot be told from what was returned through.)
 *
 * <p>To be told of all captures and reinstatements in order of time.
 */
final class OneShot {

  static final Set<String> EVENTS =
      Set.of("continuationCaptured", "continuationReinstated", "fiberEnded");

  /** A continuation that can still be returned through. */
  private record Open(long continuation, long frames) {}

  private final Set<Long> followed;
  private final Map<Long, Deque<Open>> open = new HashMap<>();
  private final Map<Long, Long> suspended = new HashMap<>();
  private final Set<Long> used = new HashSet<>();
  private final Set<Long> usedAgain = new HashSet<>();

  /**
   * @param followed the continuations that are asked for
   */
  OneShot(Set<Long> followed) {
    this.followed = followed;
  }

  void see(EventRow row) {
    switch (row.type()) {
      case "continuationCaptured" -> captured(row);
      case "continuationReinstated" ->
          reinstated(EventFields.number(row, "continuation"), EventFields.number(row, "fiber"));
      case "fiberEnded" -> returnedTo(EventFields.number(row, "fiber"), 0);
      default -> {}
    }
  }

  private void captured(EventRow row) {
    long fiber = EventFields.number(row, "fiber");
    long continuation = EventFields.number(row, "continuation");
    long frames = EventFields.number(row, "frames");
    returnedTo(fiber, frames - EventFields.number(row, "newFrames"));
    if (EventFields.number(row, "reason") != CaptureReason.CALL_CC.ordinal()) {
      suspended.put(fiber, continuation);
    } else if (followed.contains(continuation)) {
      open.computeIfAbsent(fiber, f -> new ArrayDeque<>()).push(new Open(continuation, frames));
    }
  }

  private void returnedTo(long fiber, long frames) {
    Deque<Open> own = open.getOrDefault(fiber, new ArrayDeque<>());
    while (!own.isEmpty() && own.peek().frames > frames) {
      used.add(own.pop().continuation);
    }
  }

  private void reinstated(long continuation, long fiber) {
    if (suspended.getOrDefault(fiber, 0L) == continuation) {
      return; // The scheduler's doing.
    }
    if (followed.contains(continuation) && !used.add(continuation)) {
      usedAgain.add(continuation);
    }
    open.remove(fiber); // A jump: what was inside is left behind.
  }

  /** Whether the program does what it could not do if each were used once only. */
  boolean isNeededTwice(long continuation) {
    return usedAgain.contains(continuation);
  }

  boolean isUsedUp(long continuation) {
    return used.contains(continuation);
  }
}
