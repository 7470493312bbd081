// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.analysis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.lokoscope.runtime.probe.Capability;
import org.lokoscope.runtime.probe.ObjectKind;
import org.lokoscope.store.ObjectInfo;
import org.lokoscope.store.Series;
import org.lokoscope.store.SeriesId;
import org.lokoscope.store.SeriesId.Quantity;
import org.lokoscope.store.Site;
import org.lokoscope.store.Trace;

/** Arms of choices that lost and stay queued on a channel or a condition. */
final class StaleWaiters implements Detector {
  private static final int WORD_BYTES = 8;

  @Override
  public Set<Capability> needs() {
    return Set.of(Capability.OFFERS);
  }

  @Override
  public List<Finding> detect(Evidence evidence) {
    List<Finding> findings = new ArrayList<>();
    Map<Long, ObjectInfo> objects = new HashMap<>();
    for (SeriesId id : evidence.trace().series()) {
      if (id.quantity() == Quantity.STALE_OFFERS) {
        Series series = evidence.series(id);
        Accumulation judged = Accumulation.of(series, evidence.clock());
        if (judged.growing()) {
          if (objects.isEmpty()) {
            evidence.trace().objects().forEach(object -> objects.put(object.id(), object));
          }
          ObjectInfo object = objects.get(id.subject());
          if (object != null) {
            findings.add(finding(evidence.trace(), object, judged));
          }
        }
      }
    }
    return findings;
  }

  private static Finding finding(Trace trace, ObjectInfo object, Accumulation judged) {
    ProgramPlaces places = new ProgramPlaces(trace);
    double bytes = (double) judged.count() * object.waiterWords() * WORD_BYTES;
    FindingBuilder finding =
        new FindingBuilder(LeakClass.STALE_WAITERS)
            .object(object.id())
            .count(judged.count())
            .bytesTotal(bytes)
            .iteration(new Iteration(object.waiterWords(), 0))
            .ranked(Severity.ofBytes(bytes), judged.confidence());
    return object.kind() == ObjectKind.OPERATION
        ? ofOperation(finding, places, object.waiterSite(), judged.count())
        : ofQueue(finding, places.users(object.waiterSite()), object, judged.count());
  }

  private static Finding ofQueue(FindingBuilder finding, Site site, ObjectInfo object, long count) {
    String kind = object.kind().name().toLowerCase(Locale.ROOT);
    return finding
        .site(site)
        .otherwise(Counterfactual.Change.SWEPT_OFFERS, 0)
        .say(
            "Choices leave the arm that lost queued on "
                + kind
                + " \""
                + object.name()
                + "\": "
                + GrowthWording.number(count)
                + " offers made at "
                + site.position()
                + " lie there in the end, though their fibers have long gone on.",
            "Let the "
                + kind
                + " be signalled or matched now and then, or make the operation at "
                + site.position()
                + " part of the choice only where it can win: for example check a flag in each"
                + " turn, and wait for the "
                + kind
                + " in one fiber that sets it. Without --faithful-leaks, offers that lose are"
                + " swept.");
  }

  /**
   * @param block the block procedure
   */
  private static Finding ofOperation(
      FindingBuilder finding, ProgramPlaces places, Site block, long count) {
    Site first = places.keeping(block);
    Site site = first.line() > 0 ? first : block;
    return finding
        .site(site)
        .call(block)
        .say(
            "The block procedure of an operation of the program's own keeps who waits, also when"
                + " the choice was made otherwise: "
                + GrowthWording.number(count)
                + " procedures that would resume nobody are kept at "
                + site.position()
                + " in the end.",
            "Keep the state that the block procedure at "
                + block.position()
                + " gets beside the procedure that resumes, and when one is added drop those whose"
                + " state is not WAITING any more.");
  }
}
