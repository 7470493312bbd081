// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.file;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.Progress;
import org.lokoscope.store.TraceException;
import org.lokoscope.store.export.CsvExport;
import org.lokoscope.store.log.ChunkLog;
import org.lokoscope.store.log.ChunkQueue;
import org.lokoscope.store.log.TraceMeta;
import org.lokoscope.tracer.codec.RunId;
import org.lokoscope.tracer.schema.EventField;
import org.lokoscope.tracer.schema.EventType;
import org.lokoscope.tracer.schema.Schema;

/** Makes a trace of the table that {@link CsvExport} writes, or of one in its form. */
public final class CsvImport {

  /** Each stream keeps a chunk in memory. */
  private static final int MAX_STREAMS = 4096;

  private final String name;
  private final ChunkQueue queue;
  private final Map<Integer, DirectStream> streams = new HashMap<>();
  private final Map<Integer, Long> times = new HashMap<>();
  private final CsvNumbers numbers = new CsvNumbers();
  private RunId run;
  private long rows;

  private CsvImport(String name, ChunkQueue queue, RunId run) {
    this.name = name;
    this.queue = queue;
    this.run = run;
  }

  /**
   * Makes the trace.
   *
   * @param name of the table, as the user named it
   * @return how many events it holds
   * @throws TraceException if the directory cannot be written to, or a row is none; one line says
   *     which
   */
  public static long read(InputStream in, String name, Path trace, Progress progress)
      throws IOException {
    OldTrace old = OldTrace.putAside(trace);
    try {
      TraceMeta meta = TraceMeta.ofThisRun(name, Map.of());
      meta.write(trace);
      CsvImport table;
      try (ChunkQueue queue = new ChunkQueue(trace.resolve(ChunkLog.DIRECTORY))) {
        table = new CsvImport(name, queue, RunId.parse(meta.run()));
        table.copy(in, progress);
      }
      meta.ofRun(table.run).asFinished("").write(trace);
      old.forget();
      return table.rows;
    } catch (UncheckedIOException e) {
      old.putBack();
      throw e.getCause();
    } catch (IOException | RuntimeException | Error e) {
      old.putBack();
      throw e;
    } finally {
      old.lock().close();
    }
  }

  private void copy(InputStream in, Progress progress) throws IOException {
    Reader text = new InputStreamReader(in, StandardCharsets.UTF_8);
    CsvSchema header = CsvSchema.emptySchema().withHeader();
    try (MappingIterator<Map<String, String>> table =
        new CsvMapper().readerForMapOf(String.class).with(header).readValues(text)) {
      while (table.hasNextValue()) {
        Map<String, String> row = table.nextValue();
        rows++;
        if ((rows & 0xFFF) == 1 && !progress.at(rows, Long.MAX_VALUE, "Importing the events")) {
          throw new CancellationException();
        }
        add(row);
      }
    } catch (JacksonException e) {
      throw wrong("is not CSV", e);
    }
    streams.values().forEach(DirectStream::flush);
  }

  private TraceException wrong(String what, @Nullable Throwable cause) {
    String line = name + ", event " + Math.max(1, rows) + ": " + what;
    return cause == null ? new TraceException(line) : new TraceException(line, cause);
  }

  private void add(Map<String, String> row) {
    String event = row.getOrDefault("event", "");
    EventType type = Schema.byName(event);
    if (type == null) {
      throw wrong(
          row.containsKey("event") ? "no such event: " + event : "has no column \"event\"", null);
    }
    int cpu = (int) number(row, "cpu");
    long time = number(row, "time_ns");
    if (time < times.getOrDefault(cpu, Long.MIN_VALUE)) {
      throw wrong("its time is before that of the event before it on CPU " + cpu, null);
    }
    times.put(cpu, time);
    DirectStream stream = stream(cpu);
    Object[] arguments = new Object[type.fields().size()];
    arguments[0] = time;
    for (EventField field : type.fields().subList(1, arguments.length)) {
      arguments[field.index()] = value(type, field, row, time, stream);
    }
    adoptRun(type, arguments);
    try {
      type.method().invoke(stream.probe(), arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof UncheckedIOException unwritable
          ? unwritable
          : new IllegalStateException(e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The run goes on to be the one that the table is of, unless a chunk has said another. */
  private void adoptRun(EventType type, Object[] arguments) {
    if (type.name().equals("streamBegan")
        && streams.values().stream().noneMatch(DirectStream::isWritten)) {
      run = new RunId((long) arguments[1], (long) arguments[2]);
    }
  }

  private DirectStream stream(int cpu) {
    DirectStream known = streams.get(cpu);
    if (known == null) {
      if (streams.size() == MAX_STREAMS) {
        throw wrong("there are more than " + MAX_STREAMS + " CPUs", null);
      }
      known = new DirectStream(cpu, queue, () -> run.tag());
      streams.put(cpu, known);
    }
    return known;
  }

  private Object value(
      EventType type, EventField field, Map<String, String> row, long time, DirectStream stream) {
    String text = row.getOrDefault(field.name(), "");
    boolean defines = field.index() == 1 && type.definesFirstField();
    return switch (field.kind()) {
      case TEXT -> text;
      case SEQUENCE -> sequence(field, text);
      case STRING ->
          defines
              ? numbers.defineString(row.getOrDefault("text", ""), defined(row))
              : numbers.string(text, time, stream.probe());
      case SITE ->
          defines && (type.name().equals("siteDefined") || defined(row) != null)
              ? numbers.defineSite(text, defined(row))
              : numbers.site(text, time, stream.probe());
      case CODE -> typed(field, code(field, text));
      default -> typed(field, number(row, field.name()));
    };
  }

  private @Nullable Long defined(Map<String, String> row) {
    return row.getOrDefault(CsvExport.DEFINES, "").isEmpty()
        ? null
        : Long.valueOf(number(row, CsvExport.DEFINES));
  }

  private static Object typed(EventField field, long value) {
    return field.type() == int.class ? (Object) (int) value : (Object) value;
  }

  private long code(EventField field, String text) {
    for (int i = 0; i < field.codes().size(); i++) {
      if (field.codes().get(i).equalsIgnoreCase(text)) {
        return i;
      }
    }
    return parse(field.name(), text);
  }

  private long[] sequence(EventField field, String text) {
    if (text.isEmpty()) {
      return new long[0];
    }
    String[] parts = text.split(" ", -1);
    long[] sequence = new long[parts.length];
    for (int i = 0; i < parts.length; i++) {
      sequence[i] = parse(field.name(), parts[i]);
    }
    return sequence;
  }

  private long number(Map<String, String> row, String column) {
    return parse(column, row.getOrDefault(column, ""));
  }

  private long parse(String column, String text) {
    try {
      return text.isEmpty() ? 0 : Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw wrong(column + " is not a number: " + shortened(text), e);
    }
  }

  private static String shortened(String text) {
    String line = text.replaceAll("\\p{Cntrl}", " ");
    return line.length() > 40 ? line.substring(0, 40) + "…" : line;
  }

  /** Whether a file that begins like this is such a table. */
  public static boolean isTable(byte[] head) {
    String text = new String(head, StandardCharsets.UTF_8).replace("\uFEFF", "");
    return text.startsWith("time_ns,") || text.startsWith("\"time_ns\",");
  }
}
