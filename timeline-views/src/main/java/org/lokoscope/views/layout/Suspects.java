// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.layout;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.ObjectInfo;
import org.lokoscope.store.SeriesId;
import org.lokoscope.store.SeriesId.Quantity;
import org.lokoscope.store.Trace;
import org.lokoscope.store.analysis.Finding;
import org.lokoscope.store.analysis.LeakClass;

/**
 * What the diagnosis names, as lanes, graphs and the overview show it.
 *
 * @param fibers the class of what is found of each, the worst first
 * @param series the classes that show in a series
 * @param stretches when those that are found lived, in the order of the findings
 */
public record Suspects(
    Map<Long, String> fibers, Map<SeriesId, String> series, List<Stretch> stretches) {

  public static final Suspects NONE = new Suspects(Map.of(), Map.of(), List.of());

  /** Where in the run a finding belongs, and what it is in a few words. */
  public record Stretch(long from, long to, String text) {}

  private static final Map<LeakClass, Quantity> SHOWN_IN = new EnumMap<>(LeakClass.class);

  static {
    SHOWN_IN.put(LeakClass.CONTINUATION_GROWTH, Quantity.LIVE_WORDS);
    SHOWN_IN.put(LeakClass.BASE_RETENTION, Quantity.LIVE_WORDS);
    SHOWN_IN.put(LeakClass.RETAINED_CONTINUATIONS, Quantity.LIVE_WORDS);
    SHOWN_IN.put(LeakClass.WINDER_GROWTH, Quantity.LIVE_WINDERS);
    SHOWN_IN.put(LeakClass.STALE_WAITERS, Quantity.LIVE_OFFERS);
    SHOWN_IN.put(LeakClass.UNCANCELLED_TIMERS, Quantity.TIMERS);
    SHOWN_IN.put(LeakClass.BLOCKED_FOREVER, Quantity.FIBERS);
    SHOWN_IN.put(LeakClass.FIBER_GROWTH, Quantity.FIBERS);
    SHOWN_IN.put(LeakClass.SCHEDULER_HOG, Quantity.RUN_QUEUE);
  }

  /** Only fibers, all of one class; no stretches. */
  public static Suspects ofFibers(List<Long> fibers, String leakClass) {
    Map<Long, String> known = new LinkedHashMap<>();
    fibers.forEach(fiber -> known.put(fiber, leakClass));
    return new Suspects(known, Map.of(), List.of());
  }

  /** Looks at all fibers and objects: not for the FX thread. */
  public static Suspects of(Trace trace, List<Finding> findings) {
    if (findings.isEmpty()) {
      return NONE;
    }
    Map<Long, FiberInfo> fiberById = new HashMap<>();
    trace.fibersWithoutTimes().forEach(fiber -> fiberById.put(fiber.id(), fiber));
    Map<Long, Long> created =
        trace.objects().stream().collect(Collectors.toMap(ObjectInfo::id, ObjectInfo::created));
    Map<Long, String> fibers = new LinkedHashMap<>();
    Map<SeriesId, String> series = new HashMap<>();
    List<Stretch> stretches = new ArrayList<>();
    for (Finding finding : findings) {
      String name = words(finding.leakClass());
      if (finding.fiber() != 0) {
        fibers.putIfAbsent(finding.fiber(), name);
      }
      SeriesId shownIn = seriesOf(finding);
      if (shownIn != null) {
        series.merge(shownIn, name, (a, b) -> a.contains(b) ? a : a + ", " + b);
      }
      FiberInfo fiber = fiberById.get(finding.fiber());
      long from =
          fiber == null ? created.getOrDefault(finding.object(), 0L) : Math.max(0, fiber.spawned());
      long to = fiber == null || fiber.ended() < 0 ? trace.end() : fiber.ended();
      String who = fiber == null ? trace.nameOf(finding.object()) : fiber.name();
      boolean known = fiber != null || finding.object() != 0;
      String where = finding.site().line() == 0 ? "" : " at " + finding.site().shortPosition();
      stretches.add(new Stretch(from, to, name + where + (known ? ", " + who : "")));
    }
    return new Suspects(
        java.util.Collections.unmodifiableMap(fibers), Map.copyOf(series), List.copyOf(stretches));
  }

  private static @Nullable SeriesId seriesOf(Finding finding) {
    Quantity quantity = SHOWN_IN.get(finding.leakClass());
    if (quantity != null) {
      return new SeriesId(quantity, 0);
    }
    return finding.object() == 0 ? null : new SeriesId(Quantity.MESSAGES, finding.object());
  }

  /** {@code continuation growth}. */
  private static String words(LeakClass leakClass) {
    return leakClass.label().replace('-', ' ');
  }

  public boolean contains(long fiber) {
    return fibers.containsKey(fiber);
  }
}
