// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.analysis;

import java.util.ArrayList;
import java.util.List;
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

  @Override
  public Set<Capability> needs() {
    return Set.of(Capability.TIMERS);
  }

  @Override
  public List<Finding> detect(Evidence evidence) {
    List<Finding> findings = new ArrayList<>();
    for (SeriesId id : evidence.trace().series()) {
      if (id.quantity() == Quantity.STALE_TIMERS) {
        Accumulation judged = Accumulation.of(evidence.series(id), evidence.clock());
        if (judged.growing()) {
          findings.add(finding(evidence.trace(), site(evidence.trace(), id.subject()), judged));
        }
      }
    }
    return findings;
  }

  private static Site site(Trace trace, long armed) {
    return new ProgramPlaces(trace).users(trace.site(armed));
  }

  private static Finding finding(Trace trace, Site site, Accumulation judged) {
    double bytes = (double) judged.count() * trace.timerWords() * WORD_BYTES;
    return new FindingBuilder(LeakClass.UNCANCELLED_TIMERS)
        .site(site)
        .count(judged.count())
        .bytesTotal(bytes)
        .otherwise(Counterfactual.Change.CANCELLED_TIMERS, 0)
        .iteration(new Iteration(trace.timerWords(), 0))
        .ranked(Severity.ofBytes(bytes), judged.confidence())
        .say(
            "Each choice with a time limit at "
                + site.position()
                + " leaves its timer armed when another arm wins: "
                + GrowthWording.number(judged.count())
                + " timers wait in the end for a time that nobody waits for.",
            "Make the time limit at "
                + site.position()
                + " shorter, or make one timer outside of the loop and use it in every turn, or ask"
                + " the clock in each turn instead. Without --faithful-leaks, timers that lose are"
                + " cancelled.");
  }
}
