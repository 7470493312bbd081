package org.lokoscope.store.export;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.lokoscope.runtime.probe.Kind;
import org.lokoscope.store.EventRow;
import org.lokoscope.store.EventRow.Value;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.tracer.schema.EventType;
import org.lokoscope.tracer.schema.Schema;

/**
 * Writes the events of a trace in order of time, each as an object of {@code time_ns}, {@code cpu},
 * {@code event} and its fields. Where the event has a field {@code cpu} of its own, that is what
 * stands there, for an object has each name once. Numbers and identifiers are numbers; codes, texts
 * and source places are readable.
 */
final class EventTable {

  private final JsonGenerator out;

  /** The name of the field for the number of what an event defines; empty if there is none. */
  private final String defines;

  private final Progress progress;
  private final long total;
  private long written;

  private EventTable(JsonGenerator out, String defines, Progress progress, long total) {
    this.out = out;
    this.defines = defines;
    this.progress = progress;
    this.total = total;
  }

  static void write(Trace trace, JsonGenerator out, Progress progress) throws IOException {
    write(trace, out, "", progress);
  }

  static void write(Trace trace, JsonGenerator out, String defines, Progress progress)
      throws IOException {
    EventTable table = new EventTable(out, defines, progress, trace.info().events());
    try {
      trace.eachEvent(Long.MIN_VALUE, Long.MAX_VALUE, Set.of(), table::write);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private boolean write(EventRow event) {
    if ((written++ & 0xFFF) == 0 && !progress.at(written, total, "Exporting the events")) {
      throw new CancellationException();
    }
    try {
      out.writeStartObject();
      out.writeNumberField("time_ns", event.time());
      EventType type = Schema.known(event.type());
      if (type.fields().stream().noneMatch(field -> field.name().equals("cpu"))) {
        out.writeNumberField("cpu", event.cpu());
      }
      out.writeStringField("event", event.type());
      for (int i = 0; i < event.values().size(); i++) {
        value(type.fields().get(i + 1).kind(), event.values().get(i));
      }
      if (!defines.isEmpty() && type.definesFirstField()) {
        out.writeNumberField(defines, event.values().getFirst().number());
      }
      out.writeEndObject();
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void value(Kind kind, Value value) throws IOException {
    switch (kind) {
      case TEXT, SEQUENCE, STRING, SITE, CODE -> out.writeStringField(value.name(), value.text());
      default -> out.writeNumberField(value.name(), value.number());
    }
  }
}
