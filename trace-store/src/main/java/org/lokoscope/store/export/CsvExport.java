package org.lokoscope.store.export;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.lokoscope.runtime.probe.Kind;
import org.lokoscope.store.EventRow;
import org.lokoscope.store.EventRow.Value;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.tracer.schema.EventField;
import org.lokoscope.tracer.schema.EventType;
import org.lokoscope.tracer.schema.Schema;

/**
 * The events as a table for spreadsheets and data frames: one row per event in order of time; the
 * columns are {@code time_ns}, {@code cpu}, {@code event} and one for each name of a field that
 * occurs in the trace, empty where the event has no such field. Numbers and identifiers are
 * numbers; codes, texts and source places are readable.
 */
public final class CsvExport {

  private CsvExport() {}

  /** Writes the whole trace; the writer is flushed, not closed. */
  public static void write(Trace trace, Writer out, Progress progress) throws IOException {
    CsvFactory factory = new CsvFactory();
    try (CsvGenerator csv = factory.createGenerator(out)) {
      csv.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      csv.setSchema(columns(trace));
      Row row = new Row(csv, progress, trace.info().events());
      trace.eachEvent(Long.MIN_VALUE, Long.MAX_VALUE, Set.of(), row::write);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    out.flush();
  }

  private static CsvSchema columns(Trace trace) {
    Set<String> names = new LinkedHashSet<>();
    for (String event : trace.info().eventsByType().keySet()) {
      EventType type = Schema.known(event);
      type.fields().stream().skip(1).map(EventField::name).forEach(names::add);
    }
    CsvSchema.Builder columns = CsvSchema.builder();
    columns.addColumn("time_ns").addColumn("cpu").addColumn("event");
    names.forEach(columns::addColumn);
    return columns.build().withHeader();
  }

  private static final class Row {

    private final CsvGenerator csv;
    private final Progress progress;
    private final long total;
    private long written;

    Row(CsvGenerator csv, Progress progress, long total) {
      this.csv = csv;
      this.progress = progress;
      this.total = total;
    }

    boolean write(EventRow event) {
      if ((written++ & 0xFFF) == 0 && !progress.at(written, total, "Exporting the events")) {
        throw new CancellationException();
      }
      try {
        csv.writeStartObject();
        csv.writeNumberField("time_ns", event.time());
        csv.writeNumberField("cpu", event.cpu());
        csv.writeStringField("event", event.type());
        EventType type = Schema.known(event.type());
        for (int i = 0; i < event.values().size(); i++) {
          value(type.fields().get(i + 1).kind(), event.values().get(i));
        }
        csv.writeEndObject();
        return true;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void value(Kind kind, Value value) throws IOException {
      switch (kind) {
        case TEXT, SEQUENCE, STRING, SITE, CODE -> csv.writeStringField(value.name(), value.text());
        default -> csv.writeNumberField(value.name(), value.number());
      }
    }
  }
}
