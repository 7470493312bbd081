// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.Writer;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;

/** The events as JSON objects, one a line, in order of time: {@link EventTable} says what is in. */
public final class JsonLinesExport {

  private JsonLinesExport() {}

  /** Writes the whole trace; the writer is flushed, not closed. */
  public static void write(Trace trace, Writer out, Progress progress) throws IOException {
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
      EventTable.write(trace, json, progress);
    }
    out.write('\n');
    out.flush();
  }
}
