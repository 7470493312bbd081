// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.analysis;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.EventRow;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.Interval;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.LaneState;
import org.lokoscope.store.Trace;

/**
 * When a process began to come to its end. Its main fiber went on for the last time because another
 * one woke it; if that one ended by it, so may the one that had woken that one, and so on. What
 * such fibers held, the end of the program lets go, and nobody else.
 *
 * <p>What the main fiber held when it suspended last, counts as held: the check sees to that.
 */
final class Shutdown {

  /** Longer chains of fibers that end one after the other are no end of a program. */
  private static final int MOST = 1000;

  private final Trace trace;
  private final Map<Long, FiberInfo> fibers = new HashMap<>();
  private final Map<Long, Long> begins = new HashMap<>();

  Shutdown(Trace trace) {
    this.trace = trace;
    trace.fibersWithoutTimes().forEach(fiber -> fibers.put(fiber.id(), fiber));
  }

  /** Whether a fiber ended as a part of the end of its program, and let go of what it held. */
  boolean ended(long id) {
    FiberInfo fiber = fibers.get(id);
    return fiber != null
        && !fiber.isLeft()
        && !isMain(fiber)
        && fiber.ended() >= begins.computeIfAbsent(fiber.process(), this::begin);
  }

  private boolean isMain(FiberInfo fiber) {
    FiberInfo main = main(fiber.process());
    return main != null && main.id() == fiber.id();
  }

  private @Nullable FiberInfo main(long process) {
    return fibers.values().stream()
        .filter(fiber -> fiber.process() == process)
        .min(Comparator.comparingLong(FiberInfo::id))
        .orElse(null);
  }

  private long begin(long process) {
    FiberInfo fiber = main(process);
    long turn = fiber == null ? trace.end() : lastTurn(fiber, fiber.ended());
    for (int i = 0; i < MOST && fiber != null; i++) {
      long ready = ready(fiber.id(), turn);
      fiber = fibers.get(waker(fiber.id(), ready));
      turn = fiber == null ? ready : lastTurn(fiber, ready);
      if (fiber != null && (fiber.isLeft() || endOfTurn(fiber, turn) < fiber.ended())) {
        fiber = null;
      }
    }
    return turn;
  }

  /** When the fiber was resumed that ran at a moment, or up to it. */
  private long lastTurn(FiberInfo fiber, long time) {
    return at(fiber.id(), (time < 0 ? trace.end() : time) - 1).from();
  }

  private long endOfTurn(FiberInfo fiber, long turn) {
    return at(fiber.id(), turn).to();
  }

  /** When a fiber became ready that was resumed at a moment. */
  private long ready(long fiber, long resumed) {
    Interval before = at(fiber, resumed - 1);
    return before.state() == LaneState.READY ? before.from() : resumed;
  }

  private Interval at(long fiber, long time) {
    return trace.at(LaneId.fiber(fiber), Math.max(0, time));
  }

  /** Who made a fiber ready at a moment, or 0. */
  private long waker(long fiber, long time) {
    AtomicLong by = new AtomicLong();
    trace.eachEvent(
        time,
        time + 1,
        Set.of("fiberReady"),
        row -> {
          if (number(row.values(), "fiber") == fiber) {
            by.set(number(row.values(), "by"));
          }
          return by.get() == 0;
        });
    return by.get();
  }

  private static long number(List<EventRow.Value> values, String name) {
    return values.stream()
        .filter(value -> value.name().equals(name))
        .mapToLong(EventRow.Value::number)
        .findFirst()
        .orElse(0);
  }
}
