// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.query;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.Interval;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.LaneState;
import org.lokoscope.store.Trace;
import org.lokoscope.store.query.Causes.Step;
import org.lokoscope.store.report.ControlCharacters;
import org.lokoscope.tracer.text.Figures;

/** Finds a delay, and says step by step what was behind it. */
public final class WhyReport {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PAGE = 4096;

  private final Trace trace;
  private final List<Step> steps;

  private WhyReport(Trace trace, List<Step> steps) {
    this.trace = trace;
    this.steps = steps;
  }

  /** A fiber that did not run, and when. */
  public record Delay(long fiber, Interval interval) {}

  /**
   * The longest delay of some fibers.
   *
   * @param at only delays at that time; null for any, which costs all intervals of these fibers
   * @return null if there is none
   */
  public static @Nullable Delay longest(Trace trace, Collection<Long> fibers, @Nullable Long at) {
    Delay longest = null;
    for (long fiber : fibers) {
      Interval own = at == null ? longest(trace, fiber) : trace.at(LaneId.fiber(fiber), at);
      if (own != null
          && Causes.isDelay(own)
          && (longest == null || length(own) > length(longest.interval))) {
        longest = new Delay(fiber, own);
      }
    }
    return longest;
  }

  private static @Nullable Interval longest(Trace trace, long fiber) {
    Interval longest = null;
    long from = 0;
    List<Interval> page;
    do {
      page = trace.intervals(LaneId.fiber(fiber), from, Long.MAX_VALUE, PAGE);
      for (Interval each : page) {
        if (Causes.isDelay(each) && (longest == null || length(each) > length(longest))) {
          longest = each;
        }
      }
      boolean more = page.size() == PAGE && page.getLast().to() > from;
      from = more ? page.getLast().to() : -1;
    } while (from >= 0);
    return longest;
  }

  private static long length(Interval interval) {
    return interval.to() - interval.from();
  }

  /**
   * The chain behind a delay.
   *
   * @param most steps at most
   */
  public static WhyReport of(Trace trace, Delay delay, int most) {
    return new WhyReport(
        trace, new Causes(trace).whyLate(delay.fiber, delay.interval.from(), most));
  }

  /** For people: two lines a step, from the end of the delay back. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (Step step : steps) {
      Interval delay = step.delay();
      text.append(trace.nameOf(step.fiber()))
          .append(" was ")
          .append(States.word(delay.state()))
          .append(" for ")
          .append(Figures.duration(length(delay)))
          .append(", from ")
          .append(Figures.instant(delay.from()))
          .append(" to ")
          .append(Figures.instant(delay.to()));
      if (delay.subject() != 0) {
        text.append(", on ").append(trace.nameOf(delay.subject()));
      }
      if (delay.site() != 0) {
        text.append(", at ").append(trace.site(delay.site()).position());
      }
      text.append("\n  ").append(end(step)).append('\n');
    }
    return ControlCharacters.shown(text.toString());
  }

  private String end(Step step) {
    String by = step.by() == 0 ? "" : trace.nameOf(step.by());
    return switch (step.end()) {
      case WOKEN -> {
        String over = step.object() == 0 ? "" : " over " + trace.nameOf(step.object());
        yield by + " woke it" + over + meanwhile(by, step.meanwhile());
      }
      case FROM_OUTSIDE -> "a timer, a device or the system ended that";
      case TURN ->
          by.isEmpty()
              ? "it was ready, and nothing else of its process ran"
              : "it was ready; " + by + " ran most of the time" + times(": ", step.meanwhile());
      case NEVER -> "it still was when the trace ended";
      case TOO_LONG ->
          (by.isEmpty() ? "" : by + " woke it; ")
              + "what happened meanwhile is more than "
              + Causes.MOST_INTERVALS
              + " intervals, which were not looked at";
    };
  }

  private static String meanwhile(String by, Map<LaneState, Long> nanos) {
    return nanos.isEmpty() ? "" : "; until then " + by + " was" + times(" ", nanos);
  }

  private static String times(String before, Map<LaneState, Long> nanos) {
    return nanos.entrySet().stream()
        .sorted(Map.Entry.<LaneState, Long>comparingByValue().reversed())
        .map(each -> States.word(each.getKey()) + " " + Figures.duration(each.getValue()))
        .collect(Collectors.joining(", ", before, ""));
  }

  /** For programs: an array with an object a step, times in nanoseconds. */
  public String json() {
    ArrayNode all = JSON.createArrayNode();
    for (Step step : steps) {
      ObjectNode node = all.addObject();
      node.put("fiber", step.fiber()).put("name", trace.nameOf(step.fiber()));
      node.put("state", States.word(step.delay().state()));
      node.put("from", step.delay().from()).put("to", step.delay().to());
      node.put("site", trace.site(step.delay().site()).fullPosition());
      node.put("end", step.end().name().toLowerCase(Locale.ROOT).replace('_', '-'));
      if (step.by() != 0) {
        node.put("by", step.by()).put("byName", trace.nameOf(step.by()));
      }
      if (step.object() != 0) {
        node.put("object", step.object()).put("objectName", trace.nameOf(step.object()));
      }
      ObjectNode meanwhile = node.putObject("meanwhile");
      step.meanwhile().forEach((state, nanos) -> meanwhile.put(States.word(state), nanos));
    }
    return all.toPrettyString() + "\n";
  }
}
