// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.Writer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.lokoscope.store.Arrow;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.Interval;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.LaneState;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Series;
import org.lokoscope.store.SeriesId;
import org.lokoscope.store.Site;
import org.lokoscope.store.Trace;

/**
 * The timeline in Chrome's trace event format, which Perfetto and Chrome's own viewer open: lanes
 * are threads of their process (those of the CPUs stand together in a process of their own),
 * intervals are complete events, causes are flows, and quantities are counters. It holds what the
 * timeline shows, not every event.
 */
public final class ChromeExport {

  /** The process of the CPUs' lanes: no process of a run has that number. */
  private static final long CPUS = 1L << 31;

  /** So many intervals or arrows are asked for at a time. */
  private static final int BATCH = 50_000;

  private static final int POINTS = 10_000;
  private static final double NANOS_PER_MICRO = 1e3;

  private final Trace trace;
  private final JsonGenerator json;
  private final Progress progress;
  private final Map<Long, Long> processOf = new HashMap<>();
  private long flows;

  private ChromeExport(Trace trace, JsonGenerator json, Progress progress) {
    this.trace = trace;
    this.json = json;
    this.progress = progress;
    for (FiberInfo fiber : trace.fibers()) {
      processOf.put(fiber.id(), fiber.process());
    }
  }

  /** Writes the whole trace; the writer is flushed, not closed. */
  public static void write(Trace trace, Writer out, Progress progress) throws IOException {
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      new ChromeExport(trace, json, progress).writeAll();
    }
    out.flush();
  }

  private void writeAll() throws IOException {
    json.writeStartObject();
    json.writeStringField("displayTimeUnit", "ns");
    json.writeArrayFieldStart("traceEvents");
    json.writeRaw('\n');
    name("process_name", CPUS, 0, "CPUs");
    List<LaneId> lanes = trace.lanes();
    for (int i = 0; i < lanes.size(); i++) {
      if (!progress.at(i, lanes.size(), "Exporting the timeline")) {
        throw new CancellationException();
      }
      LaneId lane = lanes.get(i);
      name(lane);
      intervals(lane);
      arrows(lane);
    }
    for (SeriesId id : trace.series()) {
      counter(id);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  // Where a lane stands

  private long process(LaneId lane) {
    return switch (lane.kind()) {
      case CPU -> CPUS;
      case PROCESS -> lane.id();
      case FIBER -> processOf.getOrDefault(lane.id(), lane.id() >>> 32);
    };
  }

  /** A process's own lane is its thread 0: fibers have numbers from 1. */
  private static long thread(LaneId lane) {
    return lane.kind() == LaneId.Kind.PROCESS ? 0 : lane.id();
  }

  private void name(LaneId lane) throws IOException {
    if (lane.kind() == LaneId.Kind.PROCESS) {
      name("process_name", lane.id(), 0, trace.nameOf(lane.id()));
      name("thread_name", lane.id(), 0, "process " + lane.id());
    } else {
      String name = lane.kind() == LaneId.Kind.CPU ? "CPU " + lane.id() : trace.nameOf(lane.id());
      name("thread_name", process(lane), thread(lane), name);
    }
  }

  private void name(String what, long process, long thread, String name) throws IOException {
    json.writeStartObject();
    json.writeStringField("ph", "M");
    json.writeStringField("name", what);
    json.writeNumberField("pid", process);
    json.writeNumberField("tid", thread);
    json.writeObjectFieldStart("args");
    json.writeStringField("name", name);
    json.writeEndObject();
    end();
  }

  private void begin(String phase, String name, LaneId lane, long time) throws IOException {
    json.writeStartObject();
    json.writeStringField("ph", phase);
    json.writeStringField("name", name);
    json.writeNumberField("pid", process(lane));
    json.writeNumberField("tid", thread(lane));
    json.writeNumberField("ts", time / NANOS_PER_MICRO);
  }

  private void end() throws IOException {
    json.writeEndObject();
    json.writeRaw('\n');
  }

  // What it did

  private void intervals(LaneId lane) throws IOException {
    long from = 0;
    while (true) {
      List<Interval> batch = trace.intervals(lane, from, Long.MAX_VALUE, BATCH);
      for (Interval interval : batch) {
        if (interval.from() >= from && interval.state() != LaneState.ABSENT) {
          interval(lane, interval);
        }
      }
      if (batch.size() < BATCH || batch.getLast().to() <= from) {
        return;
      }
      from = batch.getLast().to();
    }
  }

  private void interval(LaneId lane, Interval interval) throws IOException {
    String state = interval.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    begin("X", state, lane, interval.from());
    json.writeNumberField("dur", (interval.to() - interval.from()) / NANOS_PER_MICRO);
    json.writeObjectFieldStart("args");
    if (interval.subject() != 0) {
      json.writeStringField("subject", trace.nameOf(interval.subject()));
    }
    Site site = trace.site(interval.site());
    if (interval.site() != 0) {
      json.writeStringField("site", site.fullPosition());
    }
    json.writeEndObject();
    end();
  }

  /** Each cause once: at the lane where it has its effect. */
  private void arrows(LaneId lane) throws IOException {
    long from = 0;
    while (true) {
      List<Arrow> batch = trace.arrows(lane, from, Long.MAX_VALUE, BATCH);
      for (Arrow arrow : batch) {
        if (arrow.to().equals(lane) && arrow.toTime() >= from) {
          flow(arrow);
        }
      }
      if (batch.size() < BATCH || batch.getLast().toTime() < from) {
        return;
      }
      from = batch.getLast().toTime() + 1;
    }
  }

  private void flow(Arrow arrow) throws IOException {
    String kind = arrow.kind().name().toLowerCase(Locale.ROOT);
    long id = ++flows;
    begin("s", kind, arrow.from(), arrow.fromTime());
    json.writeStringField("cat", "cause");
    json.writeNumberField("id", id);
    end();
    begin("f", kind, arrow.to(), arrow.toTime());
    json.writeStringField("cat", "cause");
    json.writeStringField("bp", "e");
    json.writeNumberField("id", id);
    end();
  }

  /** What a quantity is called. */
  static String nameOf(Trace trace, SeriesId id) {
    String quantity = id.quantity().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    boolean text = id.quantity() == SeriesId.Quantity.COUNTER;
    String subject = text ? trace.string(id.subject()) : trace.nameOf(id.subject());
    return id.subject() == 0 ? quantity : text ? subject : quantity + " of " + subject;
  }

  private void counter(SeriesId id) throws IOException {
    String name = nameOf(trace, id);
    Series series = trace.series(id, 0, Long.MAX_VALUE, POINTS);
    for (int i = 0; i < series.size(); i++) {
      begin("C", name, LaneId.process(0), series.times()[i]);
      json.writeObjectFieldStart("args");
      json.writeNumberField("value", series.values()[i]);
      json.writeEndObject();
      end();
    }
  }
}
