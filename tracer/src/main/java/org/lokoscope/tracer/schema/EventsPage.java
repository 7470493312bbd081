// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.schema;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.lokoscope.runtime.probe.Family;
import org.lokoscope.runtime.probe.Kind;

/**
 * Writes the reference page of the events, {@code docs/events.md}, from the schema. A test fails
 * when the committed page is not what this prints.
 *
 * <p>{@code java org.lokoscope.tracer.schema.EventsPage docs/events.md}
 */
public final class EventsPage {

  private static final String HEAD =
      """
      # Events of a trace

      This page is generated from the probe interface by `org.lokoscope.tracer.schema.EventsPage`; \
      do not edit it. The bytes of a chunk are drawn in `org.lokoscope.tracer.codec.ChunkFormat`.

      ## Versions of the format

      - 1: the first.
      - 2: each chunk says of which run it is, each stream begins with `streamBegan`; joint events; the
        events marked with that version.
      - 3: repetitions; the joint events marked with that version. Only chunks that hold one of
        these have it; others are as in version 2.

      ## Kinds of field

      The time of an event is a varint: nanoseconds since the event before it in the chunk. Other \
      fields marked *delta* are kept as the difference from the last value of the same kind in the \
      chunk. Identifiers are unique within a trace; 0 means none.

      """;

  private final StringBuilder page = new StringBuilder(HEAD);

  private EventsPage() {}

  public static void main(String[] arguments) throws IOException {
    Files.writeString(Path.of(arguments[0]), text());
  }

  /** The whole page. */
  static String text() {
    return new EventsPage().write();
  }

  private String write() {
    kinds();
    for (Family family : Family.values()) {
      if (Schema.events().stream().anyMatch(event -> event.family() == family)) {
        family(family);
      }
    }
    page.append(JointsSection.text());
    return page.toString();
  }

  private void kinds() {
    row("kind", "unit or meaning", "kept as");
    row("---", "---", "---");
    for (Kind kind : Kind.values()) {
      row(label(kind), meaning(kind), kept(kind));
    }
  }

  private static String meaning(Kind kind) {
    return switch (kind) {
      case TIME -> "nanoseconds since the run began, monotonic";
      case DURATION -> "nanoseconds";
      case PROCESS -> "a process; 0 is the scheduler";
      case CPU -> "a virtual CPU, from 0";
      case FIBER -> "a fiber: process times 2^32 plus a serial from 1";
      case OBJECT -> "a channel, condition, mailbox or port; numbered like fibers";
      case OPERATION -> "one performance of an operation; numbered like fibers";
      case CONTINUATION -> "a captured continuation; numbered like fibers";
      case TIMER -> "an armed timer; numbered like fibers";
      case SPAN -> "a user span; numbered like fibers";
      case SITE -> "a source place, defined by `siteDefined`";
      case STRING -> "a text, defined by `stringDefined`";
      case TEXT -> "the text itself";
      case COUNT -> "a plain count";
      case WORDS -> "heap words of 8 bytes";
      case BYTES -> "bytes";
      case FLAG -> "0 or 1";
      case CODE -> "the place of one of the named constants, from 0";
      case NUMBER -> "a signed number with a meaning of its own";
      case SEQUENCE -> "a sequence of numbers";
    };
  }

  private static String kept(Kind kind) {
    return switch (kind) {
      case TEXT -> "length (varint) and UTF-8";
      case SEQUENCE -> "length (varint) and zig-zag varints";
      default -> Deltas.isDelta(kind) ? "zig-zag varint, delta" : "zig-zag varint";
    };
  }

  private void family(Family family) {
    page.append("\n## ").append(title(family)).append('\n');
    for (EventType event : Schema.events()) {
      if (event.family() == family) {
        event(event);
      }
    }
  }

  private void event(EventType event) {
    page.append("\n### ").append(event.code()).append(" `").append(event.name()).append("`\n\n");
    page.append(event.doc()).append(" Since version ").append(event.since()).append(".\n\n");
    row("field", "kind", "meaning");
    row("---", "---", "---");
    for (EventField field : event.fields()) {
      row("`" + field.name() + "`", label(field.kind()), doc(field));
    }
  }

  private static String doc(EventField field) {
    if (field.codes().isEmpty()) {
      return field.doc();
    }
    String codes = String.join(", ", field.codes().stream().map(EventsPage::quoted).toList());
    return field.doc().isEmpty() ? codes : field.doc() + ": " + codes;
  }

  private static String quoted(String code) {
    return "`" + code.toLowerCase(Locale.ROOT) + "`";
  }

  private void row(String... cells) {
    page.append("| ").append(String.join(" | ", cells).strip()).append(" |\n");
  }

  private static String label(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static String title(Family family) {
    String name = label(family);
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  private static String label(Family family) {
    return family.name().toLowerCase(Locale.ROOT);
  }
}
