// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.detail;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.lokoscope.store.EventRow;
import org.lokoscope.store.Site;
import org.lokoscope.store.StackGroup;
import org.lokoscope.store.StackGroup.StackFrame;
import org.lokoscope.store.Trace;
import org.lokoscope.tracer.schema.EventField;
import org.lokoscope.tracer.schema.EventType;
import org.lokoscope.tracer.schema.Schema;
import org.lokoscope.tracer.text.Count;
import org.lokoscope.tracer.text.Figures;

/** Words for what the trace names by codes. */
public final class Wordings {

  private Wordings() {}

  /** {@code fiber suspended} for {@code fiberSuspended}. */
  public static String event(String type) {
    return spaced(type);
  }

  /** {@code queue length} for {@code queueLength}. */
  public static String field(String name) {
    return spaced(name);
  }

  private static String spaced(String name) {
    return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
  }

  /** A value of an event with its unit, as the schema has it; "" for none. */
  public static String value(String type, EventRow.Value value) {
    return switch (kind(type, value.name())) {
      case "BYTES" -> Figures.bytes(value.number());
      case "WORDS" -> Count.of(value.number(), "word");
      case "DURATION" -> Figures.duration(value.number());
      case "COUNT" -> Figures.count(value.number());
      case "TIME" -> value.number() < 0 ? "never" : Figures.instant(value.number());
      case "FIBER", "OBJECT", "SITE", "STRING" -> value.number() == 0 ? "" : value.text();
      default -> value.text();
    };
  }

  /** The name of the kind of a field; "" for an unknown one. */
  static String kind(String type, String field) {
    EventType known = Schema.byName(type);
    if (known != null) {
      for (EventField one : known.fields()) {
        if (one.name().equals(field)) {
          return one.kind().name();
        }
      }
    }
    return "";
  }

  /** {@code CPU 0}; a stream of the recorder's own is not one. */
  public static String cpu(int stream) {
    return stream < 0 ? "recorder" : "CPU " + stream;
  }

  /** The name of a process: that of its program, and its number only where there are several. */
  public static String process(Trace trace, long process) {
    return trace.nameOf(process);
  }

  /** A place with the form that stands there. */
  static String place(Site site) {
    return site.form().isEmpty() ? site.position() : site.position() + "  " + site.form();
  }

  /** {@code × 3 998 10 words server.sps:37:7 (guard ...)}. */
  static String frame(StackGroup group, StackFrame frame, boolean first) {
    String times = first ? "× " + Figures.count(group.repeat()) : "";
    String place = (frame.site().shortPosition() + " " + frame.site().form()).strip();
    return String.format(Locale.ROOT, "%-8s%8s  %s", times, Count.of(frame.words(), "word"), place);
  }

  /** Some names, and how many more there are. */
  static String some(List<String> names, int most) {
    String shown = names.stream().limit(most).collect(Collectors.joining(", "));
    return names.size() <= most
        ? shown
        : shown + " and " + Figures.count((long) names.size() - most) + " more";
  }
}
