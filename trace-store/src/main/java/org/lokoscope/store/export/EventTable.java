// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.export;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.probe.Kind;
import org.lokoscope.store.EventRow;
import org.lokoscope.store.EventWalk;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.tracer.schema.EventField;
import org.lokoscope.tracer.schema.EventType;
import org.lokoscope.tracer.schema.Schema;

/**
 * Writes the events of a trace in order of time, each as an object of {@code time_ns}, {@code cpu},
 * {@code event} and its fields. Where the event has a field {@code cpu} of its own, that is what
 * stands there, for an object has each name once. Numbers and identifiers are numbers; codes, texts
 * and source places are readable.
 *
 * <p>The names and places of an event are put together only for those that are written as texts and
 * were not written before, which are few.
 */
final class EventTable {

  /** Texts that are kept for a field, at most. */
  private static final int MOST_TEXTS = 100_000;

  private final JsonGenerator out;

  /** The name of the field for the number of what an event defines; empty if there is none. */
  private final String defines;

  private final @Nullable Columns[] columns = new Columns[256];

  private EventTable(JsonGenerator out, String defines) {
    this.out = out;
    this.defines = defines;
  }

  static void write(Trace trace, JsonGenerator out, Progress progress) throws IOException {
    write(trace, out, "", progress);
  }

  static void write(Trace trace, JsonGenerator out, String defines, Progress progress)
      throws IOException {
    EventTable table = new EventTable(out, defines);
    long total = trace.info().events();
    EventWalk walk = trace.walk(Long.MIN_VALUE, _ -> true);
    for (long written = 0; walk.next(); written++) {
      if ((written & 0xFFF) == 0 && !progress.at(written, total, "Exporting the events")) {
        throw new CancellationException();
      }
      table.write(walk);
    }
  }

  /** What is known of the fields of a type. */
  private static final class Columns {
    final EventType type;
    final boolean hasCpu;

    /** By field the texts of its numbers; null for fields that are numbers, or whose texts vary. */
    final @Nullable Map<Long, String>[] texts;

    @SuppressWarnings({"unchecked", "rawtypes"})
    Columns(EventType type) {
      this.type = type;
      hasCpu = type.fields().stream().anyMatch(field -> field.name().equals("cpu"));
      texts = new Map[type.fields().size()];
      for (EventField field : type.fields()) {
        texts[field.index()] =
            switch (field.kind()) {
              case STRING, SITE, CODE -> new HashMap<>();
              default -> null;
            };
      }
    }
  }

  private Columns columns(int code) {
    Columns known = columns[code];
    if (known == null) {
      known = new Columns(java.util.Objects.requireNonNull(Schema.byCode(code)));
      columns[code] = known;
    }
    return known;
  }

  private void write(EventWalk event) throws IOException {
    Columns known = columns(event.code());
    EventType type = known.type;
    EventRow row = null;
    out.writeStartObject();
    out.writeNumberField("time_ns", event.time());
    if (!known.hasCpu) {
      out.writeNumberField("cpu", event.stream());
    }
    out.writeStringField("event", type.name());
    for (int i = 1; i < known.texts.length; i++) {
      EventField field = type.fields().get(i);
      if (!isText(field.kind())) {
        out.writeNumberField(field.name(), event.value(i));
        continue;
      }
      Map<Long, String> texts = known.texts[i];
      String text = texts == null ? null : texts.get(event.value(i));
      if (text == null) {
        row = row == null ? event.row() : row;
        text = row.values().get(i - 1).text();
        if (texts != null && texts.size() < MOST_TEXTS) {
          texts.put(event.value(i), text);
        }
      }
      out.writeStringField(field.name(), text);
    }
    if (!defines.isEmpty() && type.definesFirstField()) {
      out.writeNumberField(defines, event.value(1));
    }
    out.writeEndObject();
  }

  private static boolean isText(Kind kind) {
    return switch (kind) {
      case TEXT, SEQUENCE, STRING, SITE, CODE -> true;
      default -> false;
    };
  }
}
