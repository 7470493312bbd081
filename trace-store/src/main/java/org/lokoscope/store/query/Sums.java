// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.query;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.LaneState;
import org.lokoscope.store.Site;
import org.lokoscope.store.Trace;

/**
 * How long fibers were in each state within a time, each by itself, by the place that spawned them,
 * and all together. Costs two look-ups for each fiber, however much it did.
 */
public final class Sums {

  private final Trace trace;

  public Sums(Trace trace) {
    this.trace = trace;
  }

  /**
   * Fibers that were there.
   *
   * @param fibers how many
   * @param nanos in each state, of all of them
   */
  public record Sum(long fibers, Map<LaneState, Long> nanos) {}

  /** A fiber and its states. */
  public record OfFiber(FiberInfo fiber, Map<LaneState, Long> nanos) {}

  /**
   * Of each fiber that is wanted and was there.
   *
   * @param to exclusive
   */
  public List<OfFiber> byFiber(long from, long to, Predicate<FiberInfo> wanted) {
    List<OfFiber> sums = new ArrayList<>();
    each(from, to, wanted, sums::add);
    return sums;
  }

  /** The same one by one, of which nothing is kept: there may be a million. */
  public void each(long from, long to, Predicate<FiberInfo> wanted, Consumer<OfFiber> consumer) {
    for (FiberInfo fiber : trace.fibers()) {
      boolean there = fiber.spawned() < to && (fiber.ended() < 0 || fiber.ended() > from);
      if (there && wanted.test(fiber)) {
        consumer.accept(new OfFiber(fiber, trace.timeInState(LaneId.fiber(fiber.id()), from, to)));
      }
    }
  }

  /** The same of all fibers that one place has spawned. */
  public Map<Site, Sum> bySpawnSite(long from, long to) {
    Map<Site, Sum> sums = new LinkedHashMap<>();
    each(
        from,
        to,
        _ -> true,
        one -> sums.merge(one.fiber.spawnSite(), new Sum(1, one.nanos), Sums::plus));
    return sums;
  }

  /** The same of all fibers. */
  public Sum total(long from, long to) {
    Sum[] total = {new Sum(0, Map.of())};
    each(from, to, _ -> true, one -> total[0] = plus(total[0], new Sum(1, one.nanos)));
    return total[0];
  }

  private static Sum plus(Sum one, Sum other) {
    Map<LaneState, Long> nanos = new EnumMap<>(LaneState.class);
    nanos.putAll(one.nanos);
    other.nanos.forEach((state, time) -> nanos.merge(state, time, Long::sum));
    return new Sum(one.fibers + other.fibers, nanos);
  }
}
