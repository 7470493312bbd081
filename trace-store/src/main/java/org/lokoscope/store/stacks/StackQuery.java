// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.stacks;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;
import org.lokoscope.store.Trace;

/**
 * Which stacks of a trace are summed up, and by what.
 *
 * @param from nanoseconds
 * @param to exclusive
 */
public record StackQuery(Weight weight, long from, long to, Who who) {

  /** What makes a frame heavy. */
  public enum Weight {

    /** Samples of running fibers: {@code record --sample HZ}. One weighs 1. */
    SAMPLES,

    /** Heap words of suspended fibers: of each the last stack that was recorded in the range. */
    WORDS
  }

  /** Whose stacks. */
  public sealed interface Who {

    /** Those of all fibers. */
    record Everybody() implements Who {}

    /** Those of some fibers, by their numbers; a query finds them by anything else. */
    record Fibers(Set<Long> fibers) implements Who {}

    /** Those of the fibers that were spawned at one site, by its number. */
    record SpawnedAt(long site) implements Who {}
  }

  /** The stacks of all fibers over the whole run. */
  public static StackQuery all(Weight weight) {
    return new StackQuery(weight, 0, Long.MAX_VALUE, new Who.Everybody());
  }

  /** The same fibers within a time; {@code to} is exclusive. */
  public StackQuery within(long from, long to) {
    return new StackQuery(weight, from, to, who);
  }

  /** The same time for others. */
  public StackQuery of(Who who) {
    return new StackQuery(weight, from, to, who);
  }

  /** Whether a fiber, by its number, is asked for. */
  LongPredicate fibers(Trace trace) {
    return switch (who) {
      case Who.Everybody _ -> _ -> true;
      case Who.Fibers some -> some.fibers::contains;
      case Who.SpawnedAt at -> {
        Map<Long, Boolean> known = new HashMap<>();
        yield fiber -> known.computeIfAbsent(fiber, each -> trace.spawnSite(each).id() == at.site);
      }
    };
  }
}
