// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.analysis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lokoscope.runtime.probe.Capability;
import org.lokoscope.store.SeriesId;
import org.lokoscope.store.SeriesId.Quantity;
import org.lokoscope.store.Site;
import org.lokoscope.store.Trace;

/**
 * Time limits of choices that were made otherwise: the timers stay armed until their time comes.
 */
final class UncancelledTimers implements Detector {
  private static final int WORD_BYTES = 8;

  private static final Set<String> EVENTS = Set.of("timerArmed", "fiberSuspended");

  @Override
  public Set<Capability> needs() {
    return Set.of(Capability.TIMERS);
  }

  @Override
  public List<Finding> detect(Evidence evidence) {
    Map<Long, Accumulation> growing = new LinkedHashMap<>();
    for (SeriesId id : evidence.trace().series()) {
      if (id.quantity() == Quantity.STALE_TIMERS) {
        Accumulation judged = Accumulation.of(evidence.series(id), evidence.clock());
        if (judged.growing()) {
          growing.put(id.subject(), judged);
        }
      }
    }
    if (growing.isEmpty()) {
      return List.of();
    }
    Trace trace = evidence.trace();
    ProgramPlaces places = new ProgramPlaces(trace);
    Map<Long, Site> choices = choices(trace, growing.keySet());
    List<Finding> findings = new ArrayList<>();
    growing.forEach(
        (armed, judged) -> {
          Site site = places.users(trace.site(armed));
          Site choice = places.users(choices.getOrDefault(armed, Site.UNKNOWN));
          boolean elsewhere = places.isUsers(choice) && !isPart(places, site, choice);
          findings.add(finding(trace, site, elsewhere ? choice : Site.UNKNOWN, judged));
        });
    return findings;
  }

  /** Where a fiber first waited that had just armed a timer at a place, for each of the places. */
  private static Map<Long, Site> choices(Trace trace, Set<Long> places) {
    Map<Long, Site> choices = new HashMap<>();
    Map<Long, Set<Long>> armedBy = new HashMap<>();
    trace.eachEvent(
        0,
        Long.MAX_VALUE,
        EVENTS,
        row -> {
          long fiber = EventFields.number(row, "fiber");
          long site = EventFields.number(row, "site");
          if (row.type().equals("fiberSuspended")) {
            Set<Long> armed = armedBy.remove(fiber);
            if (armed != null) {
              armed.forEach(place -> choices.put(place, trace.site(site)));
            }
          } else if (places.contains(site) && !choices.containsKey(site)) {
            armedBy.computeIfAbsent(fiber, f -> new HashSet<>()).add(site);
          }
          return choices.size() < places.size();
        });
    return choices;
  }

  /** Whether a time limit stands in the text of the choice, or is the whole of it. */
  private static boolean isPart(ProgramPlaces places, Site limit, Site choice) {
    return limit.id() == choice.id()
        || places.contains(choice, limit)
        || places.contains(limit, choice);
  }

  /**
   * @param choice the choice that the time limit is part of, if it was made elsewhere
   */
  private static Finding finding(Trace trace, Site site, Site choice, Accumulation judged) {
    double bytes = (double) judged.count() * trace.timerWords() * WORD_BYTES;
    boolean elsewhere = choice.line() > 0;
    return new FindingBuilder(LeakClass.UNCANCELLED_TIMERS)
        .site(site)
        .call(choice)
        .count(judged.count())
        .bytesTotal(bytes)
        .otherwise(Counterfactual.Change.CANCELLED_TIMERS, 0)
        .iteration(new Iteration(trace.timerWords(), 0))
        .ranked(Severity.ofBytes(bytes), judged.confidence())
        .say(
            (elsewhere
                    ? "Each turn of the choice at "
                        + choice.position()
                        + ", whose time limit is made at "
                        + site.position()
                        + ","
                    : "Each choice with a time limit at " + site.position())
                + " leaves its timer armed when another arm wins: "
                + GrowthWording.number(judged.count())
                + " timers wait in the end for a time that nobody waits for.",
            "Make the time limit at "
                + site.position()
                + " shorter, or make one timer outside of the loop"
                + (elsewhere ? " around " + choice.position() : "")
                + " and use it in every turn, or ask"
                + " the clock in each turn instead. Without --faithful-leaks, timers that lose are"
                + " cancelled.");
  }
}
