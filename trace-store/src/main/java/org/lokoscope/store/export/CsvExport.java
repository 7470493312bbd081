// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.export;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.Writer;
import java.util.LinkedHashSet;
import java.util.Set;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.tracer.schema.EventField;
import org.lokoscope.tracer.schema.EventType;
import org.lokoscope.tracer.schema.Schema;

/**
 * The events as a table for spreadsheets and data frames: one row per event in order of time; the
 * columns are {@code time_ns}, {@code cpu}, {@code event} and one for each name of a field that
 * occurs in the trace, empty where the event has no such field. Numbers and identifiers are
 * numbers; codes, texts and source places are readable. The last column, {@code defines}, is the
 * number of the string or site that the row defines: sequences refer to sites by it.
 */
public final class CsvExport {

  /** The column with the number of what a row defines. */
  public static final String DEFINES = "defines";

  private CsvExport() {}

  /** Writes the whole trace; the writer is flushed, not closed. */
  public static void write(Trace trace, Writer out, Progress progress) throws IOException {
    CsvFactory factory = new CsvFactory();
    try (CsvGenerator csv = factory.createGenerator(out)) {
      csv.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      csv.setSchema(columns(trace));
      EventTable.write(trace, csv, DEFINES, progress);
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
    names.remove("cpu");
    names.forEach(columns::addColumn);
    columns.addColumn(DEFINES);
    return columns.build().withHeader();
  }
}
