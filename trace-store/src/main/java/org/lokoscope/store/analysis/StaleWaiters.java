package org.lokoscope.store.analysis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lokoscope.store.ObjectInfo;
import org.lokoscope.store.Series;
import org.lokoscope.store.SeriesId;
import org.lokoscope.store.SeriesId.Quantity;

/** Arms of choices that lost and stay queued on a channel or a condition. */
final class StaleWaiters implements Detector {
  private static final int WORD_BYTES = 8;

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
            findings.add(finding(object, judged));
          }
        }
      }
    }
    return findings;
  }

  private static Finding finding(ObjectInfo object, Accumulation judged) {
    String place = object.waiterSite().position();
    String kind = object.kind().name().toLowerCase(Locale.ROOT);
    double bytes = (double) judged.count() * object.waiterWords() * WORD_BYTES;
    return new FindingBuilder(LeakClass.STALE_WAITERS)
        .object(object.id())
        .site(object.waiterSite())
        .count(judged.count())
        .bytesTotal(bytes)
        .iteration(new Iteration(object.waiterWords(), 0))
        .ranked(Severity.ofBytes(bytes), judged.confidence())
        .say(
            "Choices leave the arm that lost queued on "
                + kind
                + " \""
                + object.name()
                + "\": "
                + GrowthWording.number(judged.count())
                + " offers made at "
                + place
                + " lie there in the end, though their fibers have long gone on.",
            "Let the "
                + kind
                + " be signalled or matched now and then, or make the operation at "
                + place
                + " part of the choice only where it can win: for example check a flag in each"
                + " turn, and wait for the "
                + kind
                + " in one fiber that sets it. Without --faithful-leaks, offers that lose are"
                + " swept.");
  }
}
