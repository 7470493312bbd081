// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.query;

import java.util.ArrayList;
import java.util.List;
import org.lokoscope.store.Interval;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.SystemTime;
import org.lokoscope.store.Trace;
import org.lokoscope.store.query.Causes;
import org.lokoscope.tracer.text.Figures;
import org.lokoscope.views.viewport.TimeRange;

/**
 * Why a fiber was late: who was waited for, step by step from the end of the delay back.
 *
 * @param fiber who was late
 * @param steps empty if it ran
 */
public record WakeChain(long fiber, List<Link> steps) {

  public static final WakeChain NONE = new WakeChain(0, List.of());

  /** Nanoseconds; collections and delays are told in milliseconds. */
  private static final long LEAST_TAKEN = 1_000_000;

  /** A tenth of a delay counts. */
  private static final long COUNTS = 10;

  /** More would not be read. */
  public static final int MOST = 64;

  /**
   * One step.
   *
   * @param lane who was late
   * @param delay when it did not run
   * @param by the lane that ended that or, if it was ready, ran meanwhile; null if none did
   * @param text what happened, in a sentence
   */
  public record Link(
      LaneId lane, TimeRange delay, @org.jspecify.annotations.Nullable LaneId by, String text) {}

  /** Asks the index a few times for each step. */
  public static WakeChain of(Trace trace, long fiber, long time) {
    List<Link> links = new ArrayList<>();
    for (Causes.Step step : new Causes(trace).whyLate(fiber, time, MOST)) {
      LaneId by = step.by() == 0 ? null : LaneId.fiber(step.by());
      TimeRange delay = new TimeRange(step.delay().from(), step.delay().to());
      links.add(new Link(LaneId.fiber(step.fiber()), delay, by, sentence(trace, step)));
    }
    return new WakeChain(fiber, List.copyOf(links));
  }

  private static String sentence(Trace trace, Causes.Step step) {
    String name = trace.nameOf(step.fiber());
    String waited =
        StateText.name(step.delay().state())
            + " for "
            + Figures.duration(step.delay().to() - step.delay().from());
    String by = step.by() == 0 ? "" : trace.nameOf(step.by());
    String object = step.object() == 0 ? "" : " over " + trace.nameOf(step.object());
    String end =
        switch (step.end()) {
          case WOKEN -> "until " + by + " woke it" + object + meanwhile(step, by);
          case FROM_OUTSIDE -> "until a timer, a device or the system woke it";
          case TURN ->
              by.isEmpty() ? "until it was its turn" : "while " + by + " ran" + meanwhile(step, by);
          case NEVER -> "and nothing woke it";
          case TOO_LONG -> "with more in between than is looked at";
        };
    return name + " was " + waited + " " + end + taken(trace, step.delay());
  }

  /** What the system and the JVM took meanwhile, if that is a part of the delay that counts. */
  private static String taken(Trace trace, Interval delay) {
    long length = delay.to() - delay.from();
    if (length < LEAST_TAKEN) {
      return "";
    }
    SystemTime system = SystemTime.of(trace, delay.from(), delay.to() + 1);
    String jvm =
        system.paused() * COUNTS < length
            ? ""
            : "; the JVM collected its heap for " + Figures.duration(system.paused());
    String other =
        system.delayed() * COUNTS < length
            ? ""
            : "; the system ran something else for " + Figures.duration(system.delayed());
    return jvm + other;
  }

  private static String meanwhile(Causes.Step step, String by) {
    return step.meanwhile().isEmpty()
        ? ""
        : "; " + by + " meanwhile: " + RangeTotals.shares(step.meanwhile());
  }

  public boolean isEmpty() {
    return steps.isEmpty();
  }
}
