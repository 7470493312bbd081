// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.analysis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lokoscope.runtime.probe.Capability;
import org.lokoscope.store.Series;
import org.lokoscope.store.SeriesId;
import org.lokoscope.store.SeriesId.Quantity;
import org.lokoscope.store.Site;
import org.lokoscope.store.Trace;

/** A process, or a fiber, that gets messages faster than it takes them, without end. */
final class MailboxGrowth implements Detector {
  private static final int POINTS = 1 << 16;
  private static final int WORD_BYTES = 8;

  @Override
  public Set<Capability> needs() {
    return Set.of(Capability.MESSAGES);
  }

  @Override
  public List<Finding> detect(Evidence evidence) {
    List<Finding> findings = new ArrayList<>();
    for (SeriesId id : evidence.trace().series()) {
      if (id.quantity() == Quantity.MAILBOX || id.quantity() == Quantity.MESSAGES) {
        Series series = evidence.trace().series(id, 0, Long.MAX_VALUE, POINTS);
        Accumulation judged = Accumulation.of(series, evidence.clock());
        if (judged.growing()) {
          findings.add(
              id.quantity() == Quantity.MAILBOX
                  ? finding(evidence.trace(), id.subject(), judged)
                  : ofFibers(evidence.trace(), id.subject(), judged));
        }
      }
    }
    return findings;
  }

  private static Finding finding(Trace trace, long process, Accumulation judged) {
    Site site = busiest(trace, process);
    String name = "\"" + trace.nameOf(process) + "\" (" + process + ")";
    return new FindingBuilder(LeakClass.MAILBOX_GROWTH)
        .site(site)
        .count(judged.count())
        .bytesTotal(bytes(trace, process))
        .ranked(Severity.ofCount(judged.count()), judged.confidence())
        .say(
            "Messages come to process "
                + name
                + " faster than it receives them: "
                + GrowthWording.number(judged.count())
                + " lie in its mailbox in the end, most of them sent at "
                + site.position()
                + ".",
            "Let the sender wait for an answer, after each message or after a fixed number of them,"
                + " before it sends the next at "
                + site.position()
                + "; or let the receiver take all that is there at once and drop what is out of"
                + " date.");
  }

  /** 0 if nobody looked. */
  private static double bytes(Trace trace, long subject) {
    return (double) WORD_BYTES * trace.reachability().mailboxes().getOrDefault(subject, 0L);
  }

  private static Finding ofFibers(Trace trace, long mailbox, Accumulation judged) {
    Site site = sender(trace, mailbox);
    return new FindingBuilder(LeakClass.MAILBOX_GROWTH)
        .object(mailbox)
        .site(site)
        .count(judged.count())
        .bytesTotal(bytes(trace, mailbox))
        .ranked(Severity.ofCount(judged.count()), judged.confidence())
        .say(
            "Messages come to mailbox \""
                + trace.nameOf(mailbox)
                + "\" faster than fibers receive them: "
                + GrowthWording.number(judged.count())
                + " lie in it in the end, most of them sent at "
                + site.position()
                + ".",
            "Use a channel, whose sender waits for the receiver, or a buffered channel, whose"
                + " sender waits when the buffer is full; or let the sender at "
                + site.position()
                + " wait for an answer now and then.");
  }

  /** The call of the program by which the fiber sends that has sent most messages. */
  private static Site sender(Trace trace, long mailbox) {
    Map<Long, Integer> counts = new HashMap<>();
    trace.eachEvent(
        0,
        Long.MAX_VALUE,
        Set.of("messageQueued"),
        row -> {
          if (EventFields.number(row, "object") == mailbox) {
            counts.merge(EventFields.number(row, "fiber"), 1, Integer::sum);
          }
          return true;
        });
    long sender =
        counts.entrySet().stream()
            .max(Map.Entry.comparingByValue())
            .map(Map.Entry::getKey)
            .orElse(0L);
    return new ProgramPlaces(trace).callOf("mailbox-send!", trace.nameOf(sender));
  }

  /** Where most of the messages were sent. */
  private static Site busiest(Trace trace, long process) {
    Map<Long, Integer> counts = new HashMap<>();
    trace.eachEvent(
        0,
        Long.MAX_VALUE,
        Set.of("messageSent"),
        row -> {
          if (EventFields.number(row, "to") == process) {
            counts.merge(EventFields.number(row, "site"), 1, Integer::sum);
          }
          return true;
        });
    return counts.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(entry -> trace.site(entry.getKey()))
        .orElse(Site.UNKNOWN);
  }
}
