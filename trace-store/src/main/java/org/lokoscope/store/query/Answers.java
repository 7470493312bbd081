// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.query;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.lokoscope.store.EventRow;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.Interval;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.Site;
import org.lokoscope.store.Trace;
import org.lokoscope.store.query.TraceQuery.LaneInterval;
import org.lokoscope.store.report.ControlCharacters;

/**
 * Writes the answers of a query one by one, as they are found. Machines get times in nanoseconds
 * and identifiers as numbers; people get seconds and names.
 */
public final class Answers {

  private final Trace trace;
  private final Writer out;
  private final FindFormat format;
  private final long limit;
  private long written;

  private Answers(Trace trace, FindFormat format, long limit, Writer out) {
    this.trace = trace;
    this.out = out;
    this.format = format;
    this.limit = limit;
  }

  /**
   * Writes at most {@code limit} answers; the writer is flushed, not closed.
   *
   * @return how many were written
   */
  public static long write(TraceQuery query, Trace trace, FindFormat format, long limit, Writer out)
      throws IOException {
    Answers answers = new Answers(trace, format, limit, out);
    try {
      if (format == FindFormat.TEXT) {
        answers.text(query);
      } else {
        answers.objects(query);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    out.flush();
    return answers.written;
  }

  /** How many answers there are. */
  public static long count(TraceQuery query) {
    long[] count = new long[1];
    switch (query.target()) {
      case FIBERS -> query.eachFiber(_ -> ++count[0] > 0);
      case INTERVALS -> query.eachInterval(_ -> ++count[0] > 0);
      case EVENTS -> count[0] = query.countEvents();
    }
    return count[0];
  }

  private <T> Predicate<T> limited(Writing<T> writing) {
    return answer -> {
      try {
        if (written < limit) {
          writing.write(answer);
          written++;
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return written < limit;
    };
  }

  private interface Writing<T> {
    void write(T answer) throws IOException;
  }

  // For people

  private void text(TraceQuery query) {
    switch (query.target()) {
      case FIBERS -> query.eachFiber(limited(fiber -> line(text(fiber))));
      case INTERVALS -> query.eachInterval(limited(found -> line(text(found))));
      case EVENTS -> query.eachEvent(limited(event -> line(text(event))));
    }
  }

  private void line(String line) throws IOException {
    out.write(ControlCharacters.shown(line.stripTrailing().replace('\n', ' ')));
    out.write('\n');
  }

  private static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%13.9f s", nanos / 1e9);
  }

  private static String milliseconds(long nanos) {
    return String.format(Locale.ROOT, "%,12.6f ms", nanos / 1e6);
  }

  private static String text(EventRow event) {
    String values =
        event.values().stream()
            .filter(value -> !value.text().isEmpty())
            .map(value -> value.name() + "=" + value.text())
            .collect(Collectors.joining("  "));
    String cpu = event.cpu() < 0 ? "-" : Integer.toString(event.cpu());
    return String.format(
        Locale.ROOT, "%s  cpu %2s  %-22s %s", seconds(event.time()), cpu, event.type(), values);
  }

  private String text(LaneInterval found) {
    Interval interval = found.interval();
    String about = interval.subject() == 0 ? "" : "  " + subject(found);
    String site = interval.site() == 0 ? "" : "  at " + trace.site(interval.site()).position();
    return String.format(
        Locale.ROOT,
        "%s %s  %-18s %s%s%s",
        seconds(interval.from()),
        milliseconds(interval.to() - interval.from()),
        state(interval),
        lane(found.lane()),
        about,
        site);
  }

  private static String state(Interval interval) {
    return interval.state().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private String lane(LaneId lane) {
    return lane.kind() == LaneId.Kind.CPU
        ? "CPU " + lane.id()
        : "fiber " + trace.nameOf(lane.id()) + numbered(lane.id());
  }

  /** The number tells apart those of one name, and may be asked for again. */
  private String numbered(long id) {
    return trace.nameOf(id).endsWith("#" + serial(id)) ? "" : " #" + serial(id);
  }

  private static long serial(long id) {
    return id & 0xFFFF_FFFFL;
  }

  private String subject(LaneInterval found) {
    return trace.nameOf(found.interval().subject());
  }

  private String text(FiberInfo fiber) {
    String end =
        fiber.outcome() == null
            ? "alive"
            : fiber.outcome().name().toLowerCase(Locale.ROOT) + " at" + seconds(fiber.ended());
    return String.format(
        Locale.ROOT,
        "%s  %-30s  in %s  %,d resumes  %,d words  spawned at %s",
        seconds(fiber.spawned()),
        fiber.name() + numbered(fiber.id()) + ", " + end,
        trace.nameOf(fiber.process()),
        fiber.resumes(),
        fiber.lastWords(),
        fiber.spawnSite().position());
  }

  // For machines

  private void objects(TraceQuery query) throws IOException {
    try (JsonGenerator json = generator(query.target())) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      switch (query.target()) {
        case FIBERS -> query.eachFiber(limited(fiber -> object(json, fields(fiber))));
        case INTERVALS -> query.eachInterval(limited(found -> object(json, fields(found))));
        case EVENTS -> query.eachEvent(limited(event -> object(json, fields(event))));
      }
    }
    if (format == FindFormat.JSON && written > 0) {
      out.write('\n');
    }
  }

  private JsonGenerator generator(Target target) throws IOException {
    if (format == FindFormat.JSON) {
      JsonGenerator json = new JsonFactory().createGenerator(out);
      json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
      return json;
    }
    CsvGenerator csv = new CsvFactory().createGenerator(out);
    CsvSchema.Builder columns = CsvSchema.builder();
    for (String column : columns(target)) {
      columns.addColumn(column);
    }
    csv.setSchema(columns.build().withHeader());
    return csv;
  }

  private static String[] columns(Target target) {
    return switch (target) {
      case FIBERS ->
          new String[] {
            "fiber",
            "name",
            "process",
            "parent",
            "spawned_ns",
            "ended_ns",
            "outcome",
            "resumes",
            "words",
            "winders",
            "spawn_site"
          };
      case INTERVALS ->
          new String[] {"lane", "id", "name", "from_ns", "to_ns", "state", "subject", "site"};
      case EVENTS -> new String[] {"index", "time_ns", "cpu", "event", "values"};
    };
  }

  private static void object(JsonGenerator json, Map<String, Object> fields) throws IOException {
    json.writeStartObject();
    for (Map.Entry<String, Object> field : fields.entrySet()) {
      switch (field.getValue()) {
        case Long number -> json.writeNumberField(field.getKey(), number);
        case Map<?, ?> inner -> {
          json.writeObjectFieldStart(field.getKey());
          for (Map.Entry<?, ?> each : inner.entrySet()) {
            String name = each.getKey().toString();
            if (each.getValue() instanceof Long number) {
              json.writeNumberField(name, number);
            } else {
              json.writeStringField(name, each.getValue().toString());
            }
          }
          json.writeEndObject();
        }
        default -> json.writeStringField(field.getKey(), field.getValue().toString());
      }
    }
    json.writeEndObject();
  }

  private static Map<String, Object> fields(FiberInfo fiber) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("fiber", fiber.id());
    fields.put("name", fiber.name());
    fields.put("process", fiber.process());
    fields.put("parent", fiber.parent());
    fields.put("spawned_ns", fiber.spawned());
    fields.put("ended_ns", fiber.ended());
    fields.put(
        "outcome",
        fiber.outcome() == null ? "alive" : fiber.outcome().name().toLowerCase(Locale.ROOT));
    fields.put("resumes", fiber.resumes());
    fields.put("words", fiber.lastWords());
    fields.put("winders", fiber.lastWinders());
    fields.put("spawn_site", place(fiber.spawnSite()));
    return fields;
  }

  private static String place(Site site) {
    return site.line() == 0 ? "" : site.fullPosition();
  }

  private Map<String, Object> fields(LaneInterval found) {
    Interval interval = found.interval();
    Map<String, Object> fields = new LinkedHashMap<>();
    LaneId lane = found.lane();
    fields.put("lane", lane.kind().name().toLowerCase(Locale.ROOT));
    fields.put("id", lane.id());
    fields.put(
        "name", lane.kind() == LaneId.Kind.CPU ? "CPU " + lane.id() : trace.nameOf(lane.id()));
    fields.put("from_ns", interval.from());
    fields.put("to_ns", interval.to());
    fields.put("state", state(interval));
    fields.put("subject", interval.subject());
    fields.put("site", interval.site() == 0 ? "" : place(trace.site(interval.site())));
    return fields;
  }

  /** In a table the values of an event, which each type has others of, are one text. */
  private Map<String, Object> fields(EventRow event) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("index", event.index());
    fields.put("time_ns", event.time());
    fields.put("cpu", (long) event.cpu());
    fields.put("event", event.type());
    if (format == FindFormat.CSV) {
      fields.put(
          "values",
          event.values().stream()
              .map(value -> value.name() + "=" + value.text())
              .collect(Collectors.joining(" ")));
      return fields;
    }
    Map<String, Object> values = new LinkedHashMap<>();
    for (EventRow.Value value : event.values()) {
      boolean plain = value.text().equals(Long.toString(value.number()));
      values.put(value.name(), plain ? value.number() : value.text());
      if (!plain && isIdentifier(value)) {
        values.put(value.name() + "_id", value.number());
      }
    }
    fields.put("values", values);
    return fields;
  }

  private static boolean isIdentifier(EventRow.Value value) {
    return value.number() >>> 32 != 0 && !value.text().endsWith(" s");
  }
}
