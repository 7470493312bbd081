// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import java.util.List;
import java.util.Set;
import java.util.function.IntToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.probe.Family;
import org.lokoscope.runtime.probe.FiberOutcome;
import org.lokoscope.runtime.probe.Kind;
import org.lokoscope.store.EventRow;
import org.lokoscope.store.EventWalk;
import org.lokoscope.store.Trace;
import org.lokoscope.tracer.schema.EventField;
import org.lokoscope.tracer.schema.EventType;
import org.lokoscope.tracer.schema.Schema;

/**
 * Compares the events of two runs in their order, but for times, for what the collector causes, and
 * for where texts and places got their numbers: what stands behind the numbers is compared.
 */
final class EventComparison {

  private static final Set<Family> LEFT_OUT = Set.of(Family.DEFINITION, Family.HEAP, Family.STREAM);

  /** What is said after a collection. */
  private static final Set<String> OF_COLLECTOR =
      Set.of(
          "reachabilityChecked",
          "continuationReclaimed",
          "continuationsRetained",
          "fibersKept",
          "messagesKept",
          "stackHolds",
          "subjectKept");

  /**
   * How they compare.
   *
   * @param events how many are equal, from the beginning
   * @param difference the first that differs, in lines; empty if none does
   */
  record Result(long events, List<String> difference) {}

  private EventComparison() {}

  /** What is said of fibers and processes that are left when a run is stopped. */
  private static boolean isOfTheEnd(EventRow row) {
    EventType type = Schema.known(row.type());
    return type.family() == Family.PROCESS
        || type.name().equals("fiberEnded")
            && row.values().stream()
                .anyMatch(
                    value ->
                        value.name().equals("outcome")
                            && value.number() == FiberOutcome.ABANDONED.ordinal());
  }

  /** Whether nothing comes any more but what is said when a run is stopped. */
  private static boolean isEnd(@Nullable EventRow first, EventWalk walk) {
    EventRow row = first;
    while (row != null && isOfTheEnd(row)) {
      row = next(walk);
    }
    return row == null;
  }

  /**
   * @param cut whether the recorded run was interrupted: the other one may go on behind that
   */
  static Result of(Trace recorded, Trace repeated, boolean cut) {
    EventWalk then = recorded.walk(0, chunk -> true);
    EventWalk now = repeated.walk(0, chunk -> true);
    long equal = 0;
    while (true) {
      EventRow old = next(then);
      EventRow other = next(now);
      if (old == null && other == null) {
        return new Result(equal, List.of());
      }
      if (old == null || other == null || !isSame(old, other)) {
        if (cut && isEnd(old, then)) {
          return new Result(equal, List.of());
        }
        long index = old == null ? other == null ? 0 : other.index() : old.index();
        return new Result(
            equal,
            List.of(
                "event " + index + " differs",
                "  recorded: " + describe(old),
                "  now:      " + describe(other)));
      }
      equal++;
    }
  }

  private static @Nullable EventRow next(EventWalk walk) {
    while (walk.next()) {
      EventType type = Schema.byCode(walk.code());
      if (type != null && walk.stream() >= 0 && isCompared(type, walk)) {
        return walk.row();
      }
    }
    return null;
  }

  static boolean isCompared(EventType type, EventWalk walk) {
    return isCompared(type, walk::value);
  }

  /**
   * Whether each run says it again.
   *
   * @param value gives a field by its index
   */
  static boolean isCompared(EventType type, IntToLongFunction value) {
    if (LEFT_OUT.contains(type.family()) || OF_COLLECTOR.contains(type.name())) {
      return false;
    }
    return !type.name().equals("fiberEnded")
        || value.applyAsLong(type.field("outcome").index()) != FiberOutcome.UNREACHABLE.ordinal();
  }

  private static boolean isSame(EventRow one, EventRow other) {
    if (!one.type().equals(other.type()) || one.cpu() != other.cpu()) {
      return false;
    }
    EventType type = Schema.known(one.type());
    List<EventRow.Value> values = one.values();
    if (values.size() != other.values().size()) {
      return false;
    }
    for (int i = 0; i < values.size(); i++) {
      EventField field = type.field(values.get(i).name());
      if (field.kind() != Kind.TIME && !values.get(i).text().equals(other.values().get(i).text())) {
        return false;
      }
    }
    return true;
  }

  private static String describe(@Nullable EventRow row) {
    return row == null
        ? "no more events"
        : row.type()
            + " on CPU "
            + row.cpu()
            + row.values().stream()
                .map(value -> ", " + value.name() + " " + value.text())
                .collect(Collectors.joining());
  }
}
