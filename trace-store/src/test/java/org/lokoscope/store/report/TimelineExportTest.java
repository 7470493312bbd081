// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lokoscope.store.EventRow;
import org.lokoscope.store.LaneState;
import org.lokoscope.store.Progress;
import org.lokoscope.store.SyntheticTrace;
import org.lokoscope.store.Trace;
import org.lokoscope.store.export.ChromeExport;
import org.lokoscope.store.export.JsonLinesExport;
import org.lokoscope.store.file.Traces;

final class TimelineExportTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  private Trace open() {
    Path directory = folder.resolve("trace");
    SyntheticTrace.write(directory, 200, true);
    return Traces.open(directory, Progress.NONE);
  }

  @Test
  void shouldWriteEachEventAsOneObjectALine() throws Exception {
    try (Trace trace = open()) {
      StringWriter out = new StringWriter();
      JsonLinesExport.write(trace, out, Progress.NONE);
      List<String> lines = out.toString().lines().toList();
      List<EventRow> events = trace.events(Long.MIN_VALUE, Long.MAX_VALUE, Set.of(), 1_000_000);
      assertThat(lines).hasSameSizeAs(events);
      for (int i = 0; i < lines.size(); i++) {
        JsonNode line = JSON.readTree(lines.get(i));
        EventRow event = events.get(i);
        assertThat(line.get("time_ns").longValue()).isEqualTo(event.time());
        assertThat(line.get("event").textValue()).isEqualTo(event.type());
        boolean own = event.values().stream().anyMatch(value -> value.name().equals("cpu"));
        assertThat(line.size()).isEqualTo((own ? 2 : 3) + event.values().size());
      }
    }
  }

  @Test
  void shouldWriteEachIntervalOfEachLaneForChrome() throws Exception {
    try (Trace trace = open()) {
      StringWriter out = new StringWriter();
      ChromeExport.write(trace, out, Progress.NONE);
      List<JsonNode> events = new ArrayList<>();
      JSON.readTree(out.toString()).get("traceEvents").forEach(events::add);
      long intervals =
          trace.lanes().stream()
              .flatMap(lane -> trace.intervals(lane, 0, Long.MAX_VALUE, 1_000_000).stream())
              .filter(interval -> interval.state() != LaneState.ABSENT)
              .count();
      assertThat(phase(events, "X")).hasSize((int) intervals);
      assertThat(intervals).isGreaterThan(400);
      assertThat(phase(events, "s")).isNotEmpty().hasSameSizeAs(phase(events, "f"));
      assertThat(phase(events, "C")).isNotEmpty();
      Set<String> named =
          phase(events, "M").stream()
              .map(event -> event.get("pid") + "/" + event.get("tid"))
              .collect(Collectors.toSet());
      assertThat(events).allMatch(e -> named.contains(e.get("pid") + "/" + e.get("tid")));
    }
  }

  private static List<JsonNode> phase(List<JsonNode> events, String phase) {
    return events.stream().filter(event -> event.get("ph").textValue().equals(phase)).toList();
  }
}
