// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.statistics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lokoscope.store.Site;
import org.lokoscope.store.Trace;
import org.lokoscope.store.state.SchedulerState;
import org.lokoscope.store.state.SchedulerState.OneFiber;
import org.lokoscope.store.state.SchedulerState.OneProcess;
import org.lokoscope.store.state.Status;

/**
 * Fibers that do the same at a moment: of one process, spawned at one place, waiting at one place
 * for the same reason.
 *
 * @param does what they do, in words
 * @param fibers at least one, the one first that has done so for the longest time
 * @param since when that one began to
 */
public record FiberGroup(
    String does, Site site, Site spawn, String process, List<Long> fibers, long since) {

  private record Key(Status status, String reason, long site, Site spawn, long process) {}

  /** The groups of all fibers, the largest first. */
  public static List<FiberGroup> of(Trace trace, SchedulerState state) {
    Map<Key, List<OneFiber>> groups = new LinkedHashMap<>();
    for (OneProcess process : state.processes()) {
      for (OneFiber fiber : process.fibers()) {
        boolean waits = fiber.status() == Status.WAITING;
        String reason = waits && fiber.reason() != null ? word(fiber.reason()) : "";
        Key key =
            new Key(
                fiber.status(),
                reason,
                waits ? fiber.site() : 0,
                trace.spawnSite(fiber.id()),
                process.id());
        groups.computeIfAbsent(key, one -> new ArrayList<>()).add(fiber);
      }
    }
    List<FiberGroup> all = new ArrayList<>();
    groups.forEach((key, fibers) -> all.add(group(trace, key, fibers)));
    all.sort(
        Comparator.<FiberGroup>comparingInt(group -> group.fibers().size())
            .reversed()
            .thenComparing(FiberGroup::since));
    return all;
  }

  private static FiberGroup group(Trace trace, Key key, List<OneFiber> fibers) {
    fibers.sort(Comparator.comparingLong(OneFiber::since));
    Site site = key.site() == 0 ? Site.UNKNOWN : trace.site(key.site());
    String does =
        switch (key.status()) {
          case RUNNING -> "running";
          case READY -> "ready";
          case UNKNOWN -> "not known: events were lost";
          case WAITING -> "waiting: " + (key.reason().isEmpty() ? "not known why" : key.reason());
        };
    return new FiberGroup(
        does,
        site,
        key.spawn(),
        trace.nameOf(key.process()),
        fibers.stream().map(OneFiber::id).toList(),
        fibers.getFirst().since());
  }

  private static String word(Enum<?> reason) {
    return reason.name().toLowerCase(Locale.ROOT);
  }
}
