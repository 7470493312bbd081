// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.statistics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.Interval;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.ObjectInfo;
import org.lokoscope.store.Site;
import org.lokoscope.store.Trace;
import org.lokoscope.views.viewport.TimeRange;

/** How often and how long fibers waited over each channel, condition, mailbox or port. */
final class Waits {

  private static final int PAGE = 4096;

  /** More intervals are not looked at. */
  private static final long MOST = 8_000_000;

  private final Set<Long> fibers = new HashSet<>();
  private long count;
  private long nanos;

  private Waits() {}

  static List<Totals> of(Trace trace, @Nullable TimeRange range) {
    long from = range == null ? 0 : range.from();
    long to = range == null ? Long.MAX_VALUE : range.to();
    Map<Long, Waits> byObject = new HashMap<>();
    long looked = 0;
    for (FiberInfo fiber : trace.fibers()) {
      LaneId lane = LaneId.fiber(fiber.id());
      long at = from;
      List<Interval> page;
      do {
        page = trace.intervals(lane, at, to, PAGE);
        for (Interval each : page) {
          if (each.state().name().startsWith("BLOCKED") && each.subject() != 0) {
            Waits waits = byObject.computeIfAbsent(each.subject(), first -> new Waits());
            waits.fibers.add(fiber.id());
            waits.count++;
            waits.nanos += Math.min(each.to(), to) - Math.max(each.from(), from);
          }
        }
        looked += page.size();
        at = page.isEmpty() ? at : page.getLast().to();
      } while (page.size() == PAGE && looked < MOST);
    }
    Map<Long, ObjectInfo> objects = new HashMap<>();
    trace.objects().forEach(object -> objects.put(object.id(), object));
    List<Totals> rows = new ArrayList<>();
    byObject.forEach((id, waits) -> rows.add(waits.row(trace, id, objects.get(id))));
    return rows;
  }

  private Totals row(Trace trace, long id, @Nullable ObjectInfo object) {
    Site site = object == null ? Site.UNKNOWN : object.site();
    String process = trace.nameOf(id >>> 32);
    return new Totals(
        trace.nameOf(id), id, fibers.size(), count, 0, 0, nanos, 0, 0, 0, 0, site, "", process);
  }
}
