// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.lokoscope.store.file.Traces;

/**
 * Asks a trace everything and prints a digest of each kind of answer, so that two versions of the
 * index can be compared: whatever changes in how it is kept, the answers stay.
 *
 * <p>{@code java org.lokoscope.store.TraceAnswers TRACE...}
 */
public final class TraceAnswers {

  private static final int LANES = 200;
  private static final int MOST = 3_000;

  private final Trace trace;
  private final Random random = new Random(42);
  private final List<String> lines = new ArrayList<>();

  private TraceAnswers(Trace trace) {
    this.trace = trace;
  }

  public static void main(String[] arguments) {
    for (String argument : arguments) {
      try (Trace trace = Traces.open(Path.of(argument), Progress.NONE)) {
        System.out.println(argument);
        of(trace).forEach(System.out::println);
      }
    }
  }

  /** A line for each kind of question. The same trace gives the same lines. */
  public static List<String> of(Trace trace) {
    TraceAnswers answers = new TraceAnswers(trace);
    answers.ask();
    return answers.lines;
  }

  private void ask() {
    TraceInfo info = trace.info();
    say("events", info.events(), info.eventsByType(), info.lostEvents(), info.damage());
    say("illegal", info.illegalTransitions(), info.chunks(), info.duration());
    say("processes", trace.processes());
    say("fibers", hashOf(trace.fibers()));
    say("objects", hashOf(trace.objects()));
    say("forms", hashOf(trace.forms()));
    say("lanes", hashOf(trace.lanes()));
    say("hoggings", trace.hoggings());
    say("reachability", trace.reachability());
    lanes();
    measurements();
    events();
  }

  private static long hashOf(List<?> list) {
    long hash = list.size();
    for (int i = 0; i < list.size(); i += Math.max(1, list.size() / 20_000)) {
      hash = hash * 31 + text(list.get(i));
    }
    return hash;
  }

  /** Not its hash code: that of an enum differs from run to run. */
  private static long text(Object answer) {
    return answer.toString().hashCode();
  }

  private void say(String what, Object... answers) {
    StringBuilder line = new StringBuilder(what);
    for (Object answer : answers) {
      String text = String.valueOf(answer);
      line.append(' ').append(text.length() < 24 ? text : "#" + text.hashCode());
    }
    lines.add(line.toString());
  }

  private long from() {
    return random.nextLong(trace.end() + 2) - 1;
  }

  private long to(long from) {
    long most = Math.max(2, trace.end() - from + 2);
    return from + 1 + random.nextLong(random.nextInt(3) == 0 ? most : Math.max(2, most >> 12));
  }

  private <T> List<T> some(List<T> all) {
    List<T> some = new ArrayList<>();
    for (int i = 0; i < all.size(); i += Math.max(1, all.size() / LANES)) {
      some.add(all.get(i));
    }
    return some;
  }

  private void lanes() {
    long strips = 0;
    long intervals = 0;
    long arrows = 0;
    long moments = 0;
    for (LaneId lane : some(trace.lanes())) {
      strips = strips * 31 + hash(trace.strip(lane, 0, trace.end(), 1600));
      arrows = arrows * 31 + text(trace.arrows(lane, 0, trace.end() + 1, MOST));
      intervals = intervals * 31 + text(trace.intervals(lane, 0, trace.end(), MOST));
      for (int i = 0; i < 8; i++) {
        long from = from();
        long to = to(from);
        strips = strips * 31 + hash(trace.strip(lane, from, to, 1 + random.nextInt(2000)));
        intervals = intervals * 31 + text(trace.intervals(lane, from, to, MOST));
        arrows = arrows * 31 + text(trace.arrows(lane, from, to, MOST));
        moments = moments * 31 + text(trace.at(lane, from));
      }
    }
    say("strips", strips);
    say("intervals", intervals);
    say("arrows", arrows);
    say("moments", moments);
  }

  private static long hash(Strip strip) {
    return Objects.hash(
        strip.from(),
        strip.bucketWidth(),
        java.util.Arrays.hashCode(strip.dominant()),
        java.util.Arrays.hashCode(strip.share()),
        java.util.Arrays.hashCode(strip.events()));
  }

  private static long hash(Series series) {
    return Objects.hash(
        series.id().toString(),
        java.util.Arrays.hashCode(series.times()),
        java.util.Arrays.hashCode(series.values()),
        java.util.Arrays.hashCode(series.low()),
        java.util.Arrays.hashCode(series.high()));
  }

  private void measurements() {
    say("series", hashOf(trace.series()));
    for (SeriesId.Quantity quantity : SeriesId.Quantity.values()) {
      List<SeriesId> ids =
          some(trace.series().stream().filter(id -> id.quantity() == quantity).toList());
      long hash = ids.size();
      for (SeriesId id : ids) {
        hash = hash * 31 + hash(trace.series(id, 0, Long.MAX_VALUE, 1000));
        for (int i = 0; i < 4; i++) {
          long from = from();
          hash = hash * 31 + hash(trace.series(id, from, to(from), 1 + random.nextInt(500)));
        }
      }
      say(quantity.name(), hash);
    }
    long growth = 0;
    long stacks = 0;
    for (FiberInfo fiber : some(trace.fibers())) {
      growth = growth * 31 + text(trace.growth(fiber.id(), MOST));
      growth = growth * 31 + text(trace.growth(fiber.id(), 1));
      stacks = stacks * 31 + text(trace.stacks(fiber.id()));
    }
    say("growth", growth);
    say("stacks", stacks);
  }

  private void events() {
    long hash = 0;
    for (int i = 0; i < 20; i++) {
      long from = from();
      hash = hash * 31 + text(trace.events(from, to(from), Set.of(), MOST));
    }
    say("rows", hash);
    for (String type : trace.info().eventsByType().keySet()) {
      List<EventRow> rows = trace.events(0, Long.MAX_VALUE, Set.of(type), MOST);
      say(type, rows.size(), rows);
    }
  }
}
