// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.export;

import java.io.IOException;
import java.io.OutputStream;
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
 * The timeline in Perfetto's own format, a {@code Trace} of its public protocol: fibers are tracks
 * below their process, states are slices, causes are flows between instants, and quantities are
 * counters. It holds what the timeline shows, not every event. Packets come lane by lane; readers
 * sort them by time.
 */
public final class PerfettoExport {

  // Trace and TracePacket
  private static final int PACKET = 1;
  private static final int TIMESTAMP = 8;
  private static final int SEQUENCE_ID = 10;
  private static final int TRACK_EVENT = 11;
  private static final int TRACK_DESCRIPTOR = 60;

  // TrackDescriptor, ProcessDescriptor, CounterDescriptor
  private static final int UUID = 1;
  private static final int TRACK_NAME = 2;
  private static final int PROCESS = 3;
  private static final int PARENT_UUID = 5;
  private static final int COUNTER = 8;
  private static final int PID = 1;
  private static final int PROCESS_NAME = 6;
  private static final int UNIT_NAME = 6;

  // TrackEvent
  private static final int DEBUG_ANNOTATIONS = 4;
  private static final int TYPE = 9;
  private static final int TRACK_UUID = 11;
  private static final int CATEGORIES = 22;
  private static final int EVENT_NAME = 23;
  private static final int COUNTER_VALUE = 44;
  private static final int FLOW_IDS = 47;
  private static final int TERMINATING_FLOW_IDS = 48;
  private static final int SLICE_BEGIN = 1;
  private static final int SLICE_END = 2;
  private static final int INSTANT = 3;
  private static final int COUNTER_TYPE = 4;

  // DebugAnnotation
  private static final int ANNOTATION_NAME = 10;
  private static final int STRING_VALUE = 6;

  /** All packets are of one writer, whose number must not be 0. */
  private static final int SEQUENCE = 1;

  /** The process of the CPUs' lanes: no process of a run has that number. */
  private static final int CPUS = Integer.MAX_VALUE;

  private static final int BATCH = 50_000;
  private static final int POINTS = 10_000;

  private final Trace trace;
  private final OutputStream out;
  private final Progress progress;
  private final Map<LaneId, Long> tracks = new HashMap<>();

  /** The tracks of processes as a whole, by their numbers. */
  private final Map<Long, Long> processTracks = new HashMap<>();

  private final Map<Long, Long> processOf = new HashMap<>();
  private long lastUuid;
  private long flows;

  private PerfettoExport(Trace trace, OutputStream out, Progress progress) {
    this.trace = trace;
    this.out = out;
    this.progress = progress;
    for (FiberInfo fiber : trace.fibers()) {
      processOf.put(fiber.id(), fiber.process());
    }
  }

  /** Writes the whole trace; the stream is flushed, not closed. */
  public static void write(Trace trace, OutputStream out, Progress progress) throws IOException {
    new PerfettoExport(trace, out, progress).writeAll();
    out.flush();
  }

  private void writeAll() throws IOException {
    long cpus = processTrack(CPUS, "CPUs");
    List<LaneId> lanes = trace.lanes();
    for (LaneId lane : lanes) {
      if (lane.kind() == LaneId.Kind.PROCESS) {
        processTracks.put(lane.id(), processTrack((int) lane.id(), trace.nameOf(lane.id())));
      }
    }
    for (LaneId lane : lanes) {
      describe(lane, cpus);
    }
    for (int i = 0; i < lanes.size(); i++) {
      if (!progress.at(i, lanes.size(), "Exporting the timeline")) {
        throw new CancellationException();
      }
      intervals(lanes.get(i));
      arrows(lanes.get(i));
    }
    for (SeriesId id : trace.series()) {
      counter(id);
    }
  }

  private void packet(ProtoMessage packet) throws IOException {
    packet.number(SEQUENCE_ID, SEQUENCE);
    out.write(new ProtoMessage().message(PACKET, packet).toBytes());
  }

  // Tracks

  private long processTrack(int pid, String name) throws IOException {
    long uuid = ++lastUuid;
    ProtoMessage process = new ProtoMessage().number(PID, pid).text(PROCESS_NAME, name);
    track(new ProtoMessage().number(UUID, uuid).message(PROCESS, process));
    return uuid;
  }

  private void track(ProtoMessage track) throws IOException {
    packet(new ProtoMessage().message(TRACK_DESCRIPTOR, track));
  }

  /** Below the track of a process there is one for what the process itself does. */
  private void describe(LaneId lane, long cpus) throws IOException {
    long parent =
        switch (lane.kind()) {
          case CPU -> cpus;
          case PROCESS -> processTracks.getOrDefault(lane.id(), 0L);
          case FIBER -> parentOf(lane);
        };
    String name =
        switch (lane.kind()) {
          case CPU -> "CPU " + lane.id();
          case PROCESS -> "process " + lane.id();
          case FIBER -> trace.nameOf(lane.id());
        };
    tracks.put(lane, childTrack(parent, name));
  }

  private long parentOf(LaneId fiber) {
    long process = processOf.getOrDefault(fiber.id(), fiber.id() >>> 32);
    return processTracks.getOrDefault(process, 0L);
  }

  private long childTrack(long parent, String name) throws IOException {
    long uuid = ++lastUuid;
    track(new ProtoMessage().number(UUID, uuid).text(TRACK_NAME, name).number(PARENT_UUID, parent));
    return uuid;
  }

  private long uuid(LaneId lane) {
    return tracks.getOrDefault(lane, 0L);
  }

  // What the lanes do

  private void event(long time, ProtoMessage event) throws IOException {
    packet(new ProtoMessage().number(TIMESTAMP, time).message(TRACK_EVENT, event));
  }

  private static ProtoMessage event(int type, long track) {
    return new ProtoMessage().number(TYPE, type).number(TRACK_UUID, track);
  }

  private static String words(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private void intervals(LaneId lane) throws IOException {
    long from = 0;
    List<Interval> batch;
    do {
      batch = trace.intervals(lane, from, Long.MAX_VALUE, BATCH);
      for (Interval interval : batch) {
        if (interval.from() >= from && interval.state() != LaneState.ABSENT) {
          interval(lane, interval);
        }
      }
      boolean more = batch.size() == BATCH && batch.getLast().to() > from;
      from = more ? batch.getLast().to() : -1;
    } while (from >= 0);
  }

  private void interval(LaneId lane, Interval interval) throws IOException {
    ProtoMessage begin =
        event(SLICE_BEGIN, uuid(lane))
            .text(CATEGORIES, "state")
            .text(EVENT_NAME, words(interval.state()));
    if (interval.subject() != 0) {
      begin.message(DEBUG_ANNOTATIONS, annotation("subject", trace.nameOf(interval.subject())));
    }
    if (interval.site() != 0) {
      Site site = trace.site(interval.site());
      begin.message(DEBUG_ANNOTATIONS, annotation("site", site.fullPosition()));
    }
    event(interval.from(), begin);
    event(interval.to(), event(SLICE_END, uuid(lane)));
  }

  private static ProtoMessage annotation(String name, String value) {
    return new ProtoMessage().text(ANNOTATION_NAME, name).text(STRING_VALUE, value);
  }

  /** Each cause once: at the lane where it has its effect. */
  private void arrows(LaneId lane) throws IOException {
    long from = 0;
    List<Arrow> batch;
    do {
      batch = trace.arrows(lane, from, Long.MAX_VALUE, BATCH);
      for (Arrow arrow : batch) {
        if (arrow.to().equals(lane) && arrow.toTime() >= from) {
          flow(arrow);
        }
      }
      boolean more = batch.size() == BATCH && batch.getLast().toTime() >= from;
      from = more ? batch.getLast().toTime() + 1 : -1;
    } while (from >= 0);
  }

  private void flow(Arrow arrow) throws IOException {
    long id = ++flows;
    event(arrow.fromTime(), cause(arrow, arrow.from()).fixed64(FLOW_IDS, id));
    event(arrow.toTime(), cause(arrow, arrow.to()).fixed64(TERMINATING_FLOW_IDS, id));
  }

  private ProtoMessage cause(Arrow arrow, LaneId lane) {
    return event(INSTANT, uuid(lane))
        .text(CATEGORIES, "cause")
        .text(EVENT_NAME, words(arrow.kind()));
  }

  private void counter(SeriesId id) throws IOException {
    long uuid = ++lastUuid;
    ProtoMessage unit = new ProtoMessage().text(UNIT_NAME, words(id.quantity()));
    track(
        new ProtoMessage()
            .number(UUID, uuid)
            .text(TRACK_NAME, ChromeExport.nameOf(trace, id))
            .number(PARENT_UUID, processTracks.getOrDefault(0L, 0L))
            .message(COUNTER, unit));
    Series series = trace.series(id, 0, Long.MAX_VALUE, POINTS);
    for (int i = 0; i < series.size(); i++) {
      long value = Double.doubleToRawLongBits(series.values()[i]);
      event(series.times()[i], event(COUNTER_TYPE, uuid).fixed64(COUNTER_VALUE, value));
    }
  }
}
