// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lokoscope.store.Arrow;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.Interval;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.LaneState;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Series;
import org.lokoscope.store.SeriesId;
import org.lokoscope.store.SyntheticTrace;
import org.lokoscope.store.Trace;
import org.lokoscope.store.export.PerfettoExport;
import org.lokoscope.store.file.Traces;

/**
 * Reads what was written with the messages that Perfetto publishes: names, numbers and types of
 * fields as in its {@code trace.proto}, {@code trace_packet.proto}, {@code track_descriptor.proto},
 * {@code process_descriptor.proto}, {@code counter_descriptor.proto}, {@code track_event.proto} and
 * {@code debug_annotation.proto}.
 *
 * <p>Compared by hand with the repository google/perfetto, directory {@code protos/perfetto/trace}:
 * {@code trace_packet.proto} of commit 02603952ce0c, {@code track_event.proto} of 005055c991ae,
 * {@code track_descriptor.proto} of 077b18e7a036, {@code process_descriptor.proto} of 35ecffbaee5d,
 * {@code debug_annotation.proto} of 0c460ef3dace; a message's published numbers never change.
 */
final class PerfettoExportTest {

  private static final int SLICE_BEGIN = 1;
  private static final int SLICE_END = 2;
  private static final int INSTANT = 3;
  private static final int COUNTER = 4;

  @TempDir Path folder;
  private Trace trace;
  private List<DynamicMessage> packets;

  @BeforeEach
  void export() throws Exception {
    Path directory = folder.resolve("trace");
    SyntheticTrace.write(directory, 200, true);
    trace = Traces.open(directory, Progress.NONE);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PerfettoExport.write(trace, out, Progress.NONE);
    DynamicMessage whole = DynamicMessage.parseFrom(schema(), out.toByteArray());
    packets = messages(whole, "packet");
    assertThat(packets).allMatch(packet -> packet.getUnknownFields().asMap().isEmpty());
  }

  private static Descriptor schema() throws Exception {
    FileDescriptorProto file =
        FileDescriptorProto.newBuilder()
            .setName("perfetto.proto")
            .setSyntax("proto2")
            .addMessageType(message("Trace", "packet=1*TracePacket"))
            .addMessageType(
                message(
                    "TracePacket",
                    "timestamp=8:UINT64",
                    "trusted_packet_sequence_id=10:UINT32",
                    "track_event=11TrackEvent",
                    "track_descriptor=60TrackDescriptor"))
            .addMessageType(
                message(
                    "TrackDescriptor",
                    "uuid=1:UINT64",
                    "name=2:STRING",
                    "process=3ProcessDescriptor",
                    "parent_uuid=5:UINT64",
                    "counter=8CounterDescriptor"))
            .addMessageType(message("ProcessDescriptor", "pid=1:INT32", "process_name=6:STRING"))
            .addMessageType(message("CounterDescriptor", "unit_name=6:STRING"))
            .addMessageType(
                message(
                    "TrackEvent",
                    "debug_annotations=4*DebugAnnotation",
                    "type=9:INT32",
                    "track_uuid=11:UINT64",
                    "categories=22*:STRING",
                    "name=23:STRING",
                    "double_counter_value=44:DOUBLE",
                    "flow_ids=47*:FIXED64",
                    "terminating_flow_ids=48*:FIXED64"))
            .addMessageType(message("DebugAnnotation", "name=10:STRING", "string_value=6:STRING"))
            .build();
    return FileDescriptor.buildFrom(file, new FileDescriptor[0]).findMessageTypeByName("Trace");
  }

  /** Fields as {@code name=number:TYPE} or {@code name=number*Message}; a star is repeated. */
  private static DescriptorProto message(String name, String... fields) {
    DescriptorProto.Builder message = DescriptorProto.newBuilder().setName(name);
    for (String field : fields) {
      String type = field.replaceAll("[a-z_]+=\\d+\\*?:?", "");
      boolean plain = field.contains(":");
      FieldDescriptorProto.Builder built =
          message
              .addFieldBuilder()
              .setName(field.substring(0, field.indexOf('=')))
              .setNumber(Integer.parseInt(field.replaceAll("\\D+(\\d+).*", "$1")))
              .setLabel(field.contains("*") ? Label.LABEL_REPEATED : Label.LABEL_OPTIONAL);
      if (plain) {
        built.setType(FieldDescriptorProto.Type.valueOf("TYPE_" + type));
      } else {
        built.setType(FieldDescriptorProto.Type.TYPE_MESSAGE).setTypeName(type);
      }
    }
    return message.build();
  }

  private static Object get(DynamicMessage message, String field) {
    return message.getField(message.getDescriptorForType().findFieldByName(field));
  }

  private static boolean has(DynamicMessage message, String field) {
    return message.hasField(message.getDescriptorForType().findFieldByName(field));
  }

  private static List<DynamicMessage> messages(DynamicMessage message, String field) {
    return ((List<?>) get(message, field)).stream().map(DynamicMessage.class::cast).toList();
  }

  private List<DynamicMessage> with(String field) {
    return packets.stream().filter(packet -> has(packet, field)).toList();
  }

  private List<DynamicMessage> tracks() {
    return with("track_descriptor").stream()
        .map(packet -> (DynamicMessage) get(packet, "track_descriptor"))
        .toList();
  }

  private record Event(long time, DynamicMessage event) {

    int type() {
      return (int) get(event, "type");
    }

    long track() {
      return (long) get(event, "track_uuid");
    }

    String name() {
      return (String) get(event, "name");
    }
  }

  private List<Event> events(int type) {
    return with("track_event").stream()
        .map(p -> new Event((long) get(p, "timestamp"), (DynamicMessage) get(p, "track_event")))
        .filter(event -> event.type() == type)
        .toList();
  }

  private static <K, V> V known(Map<K, V> map, K key) {
    return Objects.requireNonNull(map.get(key));
  }

  /** The tracks of lanes come in their order, between those of processes and of counters. */
  private Map<LaneId, Long> lanes() {
    List<DynamicMessage> tracks =
        tracks().stream().filter(t -> !has(t, "process") && !has(t, "counter")).toList();
    assertThat(tracks).hasSameSizeAs(trace.lanes());
    Map<LaneId, Long> uuids = new HashMap<>();
    for (int i = 0; i < tracks.size(); i++) {
      uuids.put(trace.lanes().get(i), (long) get(tracks.get(i), "uuid"));
    }
    return uuids;
  }

  @Test
  void shouldPutAllPacketsIntoOneSequence() {
    assertThat(packets).isNotEmpty();
    assertThat(packets).allMatch(packet -> get(packet, "trusted_packet_sequence_id").equals(1));
  }

  @Test
  void shouldMakeATrackOfEachFiberBelowItsProcess() {
    Map<Long, DynamicMessage> byUuid =
        tracks().stream().collect(Collectors.toMap(t -> (long) get(t, "uuid"), t -> t));
    assertThat(byUuid).hasSameSizeAs(tracks()).doesNotContainKey(0L);
    Map<LaneId, Long> uuids = lanes();
    assertThat(trace.fibers()).isNotEmpty();
    for (FiberInfo fiber : trace.fibers()) {
      DynamicMessage track = known(byUuid, known(uuids, LaneId.fiber(fiber.id())));
      assertThat(get(track, "name")).isEqualTo(fiber.name());
      DynamicMessage parent = known(byUuid, (long) get(track, "parent_uuid"));
      DynamicMessage process = (DynamicMessage) get(parent, "process");
      assertThat(get(process, "pid")).isEqualTo((int) fiber.process());
      assertThat(get(process, "process_name")).isEqualTo(trace.nameOf(fiber.process()));
    }
  }

  @Test
  void shouldMakeASliceOfEachState() {
    Map<LaneId, Long> uuids = lanes();
    for (FiberInfo fiber : trace.fibers()) {
      long track = known(uuids, LaneId.fiber(fiber.id()));
      List<String> expected = new ArrayList<>();
      List<Long> ends = new ArrayList<>();
      for (Interval interval :
          trace.intervals(LaneId.fiber(fiber.id()), 0, Long.MAX_VALUE, 1_000_000)) {
        if (interval.state() != LaneState.ABSENT) {
          String state = interval.state().name().toLowerCase(Locale.ROOT);
          expected.add(interval.from() + " " + state.replace('_', ' '));
          ends.add(interval.to());
        }
      }
      assertThat(events(SLICE_BEGIN).stream().filter(e -> e.track() == track))
          .extracting(event -> event.time() + " " + event.name())
          .isEqualTo(expected);
      assertThat(events(SLICE_END).stream().filter(e -> e.track() == track))
          .extracting(Event::time)
          .isEqualTo(ends);
    }
  }

  @Test
  void shouldSayWhereAFiberWaits() {
    assertThat(events(SLICE_BEGIN))
        .filteredOn(event -> event.name().startsWith("blocked"))
        .isNotEmpty()
        .allMatch(
            event ->
                messages(event.event(), "debug_annotations").stream()
                    .anyMatch(
                        note ->
                            get(note, "name").equals("site")
                                && get(note, "string_value").toString().contains("server.sps:")));
  }

  @Test
  void shouldLeadAFlowFromEachCauseToItsEffect() {
    long arrows = 0;
    for (LaneId lane : trace.lanes()) {
      for (Arrow arrow : trace.arrows(lane, 0, Long.MAX_VALUE, 1_000_000)) {
        arrows += arrow.to().equals(lane) ? 1 : 0;
      }
    }
    Map<Object, Event> begins = new HashMap<>();
    Map<Object, Event> ends = new HashMap<>();
    for (Event event : events(INSTANT)) {
      ((List<?>) get(event.event(), "flow_ids")).forEach(id -> begins.put(id, event));
      ((List<?>) get(event.event(), "terminating_flow_ids")).forEach(id -> ends.put(id, event));
    }
    assertThat(arrows).isPositive();
    assertThat(begins).hasSize((int) arrows);
    assertThat(ends.keySet()).isEqualTo(begins.keySet());
    assertThat(begins)
        .allSatisfy(
            (id, begin) -> assertThat(begin.time()).isLessThanOrEqualTo(known(ends, id).time()));
    assertThat(begins.values()).extracting(Event::name).contains("wake", "spawn");
  }

  @Test
  void shouldMakeACounterOfEachGraph() {
    Series series =
        trace.series().stream()
            .filter(each -> each.quantity() == SeriesId.Quantity.FIBERS)
            .map(each -> trace.series(each, 0, Long.MAX_VALUE, 10_000))
            .findFirst()
            .orElseThrow();
    DynamicMessage descriptor =
        tracks().stream().filter(t -> get(t, "name").equals("fibers")).findFirst().orElseThrow();
    long track = (long) get(descriptor, "uuid");
    List<Event> points = events(COUNTER).stream().filter(e -> e.track() == track).toList();
    assertThat(points).hasSize(series.size()).isNotEmpty();
    for (int i = 0; i < points.size(); i++) {
      assertThat(points.get(i).time()).isEqualTo(series.times()[i]);
      assertThat(get(points.get(i).event(), "double_counter_value")).isEqualTo(series.values()[i]);
    }
  }
}
