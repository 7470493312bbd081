// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.report;

import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lokoscope.runtime.probe.Capability;
import org.lokoscope.store.Recording;
import org.lokoscope.tracer.codec.StreamOrigin;
import org.lokoscope.tracer.text.Count;

/** Labelled facts of who wrote a trace, and what these sources measure. */
final class Sources {

  /** More are only counted. */
  private static final int MOST_LISTED = 8;

  private Sources() {}

  static Map<String, String> of(List<Recording> recordings) {
    Map<String, String> facts = new LinkedHashMap<>();
    if (recordings.isEmpty()) {
      return facts;
    }
    facts.put("Run", joined(recordings.stream().map(each -> each.origin().run().toString())));
    int listed = Math.min(recordings.size(), MOST_LISTED);
    for (int i = 0; i < listed; i++) {
      facts.put(listed == 1 ? "Source" : "Source " + (i + 1), source(recordings.get(i)));
    }
    if (recordings.size() > listed) {
      facts.put("Further sources", Integer.toString(recordings.size() - listed));
    }
    EnumSet<Capability> measured = EnumSet.allOf(Capability.class);
    recordings.forEach(each -> measured.retainAll(each.origin().capabilities()));
    facts.put("Measured", words(measured));
    if (measured.size() < Capability.values().length) {
      facts.put("Not measured", words(EnumSet.complementOf(measured)));
    }
    return facts;
  }

  private static String source(Recording recording) {
    StreamOrigin origin = recording.origin();
    return (origin.runtime() + " " + origin.version()).strip()
        + ", process "
        + origin.osProcess()
        + (origin.host().isEmpty() ? "" : " on " + origin.host())
        + ", "
        + Count.of(recording.streams(), "stream")
        + ", time 0 is "
        + Instant.ofEpochSecond(0, origin.wallClock());
  }

  private static String words(Set<Capability> capabilities) {
    return capabilities.isEmpty()
        ? "nothing"
        : capabilities.stream().map(Capability::words).collect(Collectors.joining(", "));
  }

  private static String joined(Stream<String> texts) {
    return String.join(
        ", ", texts.limit(MOST_LISTED).collect(Collectors.toCollection(LinkedHashSet::new)));
  }
}
