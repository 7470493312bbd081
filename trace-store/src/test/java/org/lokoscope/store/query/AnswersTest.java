// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.probe.SuspendReason;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.store.file.TraceRecorder;
import org.lokoscope.store.file.Traces;
import org.lokoscope.store.state.SchedulerStates;
import org.lokoscope.store.state.StateJson;
import org.lokoscope.store.state.StateText;

/** How answers and states are written. */
final class AnswersTest {

  private static final long P = 1L << 32;

  @TempDir static Path folder;
  private static Trace trace;

  @BeforeAll
  static void record() {
    try (TraceRecorder recorder =
        TraceRecorder.create(folder.resolve("trace"), "told.sps", Map.of(), () -> 0)) {
      Probe probe = recorder.probe(0);
      probe.stringDefined(0, 1, "told.sps");
      probe.stringDefined(0, 2, "wor\u001bker");
      probe.siteDefined(0, 1, 1, 7, 3, 0, 0);
      probe.processSpawned(1000, 1, 0, 1, 0);
      probe.processDispatched(2000, 1, 0);
      probe.objectCreated(2500, P + 9, 0, 0, 1);
      probe.fiberSpawned(3000, P + 1, 0, 1, 1);
      probe.named(3000, P + 1, 2);
      probe.fiberSpawned(4000, P + 2, 0, 1, 1);
      probe.fiberResumed(5000, P + 1);
      probe.fiberSuspended(1_000_000, P + 1, SuspendReason.GET.ordinal(), P + 9, 1);
      probe.offerEnqueued(1_000_100, P + 9, P + 3, P + 1, 1, 1);
      probe.timerArmed(1_000_200, P + 4, P + 2, P + 5, 9_000_000, 1, 1);
      probe.fiberResumed(2_000_000, P + 2);
      probe.marked(5_000_000, P + 2, 2, 1);
    }
    trace = Traces.open(folder.resolve("trace"), Progress.NONE);
  }

  @AfterAll
  static void close() {
    trace.close();
  }

  private static String find(String query, FindFormat format, long limit) throws IOException {
    StringWriter out = new StringWriter();
    Answers.write(TraceQuery.of(query, trace, Progress.NONE), trace, format, limit, out);
    return out.toString();
  }

  @Test
  void shouldWriteIntervalsForPeople() throws IOException {
    assertThat(find("state:get", FindFormat.TEXT, 10))
        .isEqualTo(
            "  0.001000000 s     4.000000 ms  blocked-get        fiber wor\u241bker #1  channel#9"
                + "  at told.sps:7:3\n");
  }

  @Test
  void shouldWriteFibersForTables() throws IOException {
    assertThat(find("fiber:#1", FindFormat.CSV, 10))
        .isEqualTo(
            """
            fiber,name,process,parent,spawned_ns,ended_ns,outcome,resumes,words,winders,spawn_site
            4294967297,"wor\u001bker",1,0,3000,-1,alive,1,0,0,told.sps:7:3
            """);
  }

  @Test
  void shouldWriteAnEventALine() throws IOException {
    assertThat(find("type:marked,timerArmed", FindFormat.JSON, 10).lines())
        .hasSize(2)
        .last()
        .asString()
        .contains("\"time_ns\":5000000", "\"event\":\"marked\"", "\"fiber_id\":4294967298");
    assertThat(find("type:marked,timerArmed", FindFormat.JSON, 1).lines()).hasSize(1);
    assertThat(find("zzz", FindFormat.JSON, 1)).isEmpty();
  }

  @Test
  void shouldFindByTheClockOnTheWall() throws IOException {
    Instant begun = Objects.requireNonNull(trace.started());
    LocalDateTime local = LocalDateTime.ofInstant(begun, ZoneId.systemDefault());
    String before = local.minusSeconds(9).toString();
    String after = local.plusSeconds(9).toString();
    assertThat(find("time:\"" + before + ".." + after + "\"", FindFormat.TEXT, 9).lines())
        .hasSize(2);
    assertThat(find("time:\"" + before + "\"", FindFormat.TEXT, 9)).isEmpty();
    assertThat(find("time>\"" + begun + "\"", FindFormat.TEXT, 9).lines()).hasSize(2);
    assertThat(find("time>\"" + after + "\"", FindFormat.TEXT, 9)).isEmpty();
  }

  @Test
  void shouldDrawTheScheduler() {
    try (SchedulerStates states = SchedulerStates.open(trace, Progress.NONE)) {
      assertThat(StateText.of(states.at(1_500_000), trace))
          .contains(
              """
              CPU 0:      [pid 1 told.sps] since 2.000 µs
              Run queue:  (empty)
              Wait queue: (empty)

              pid 1 told.sps: running since 2.000 µs
                ready:    fiber#2
                waiting:  wor\u241bker#1 get channel#9 at told.sps:7:3 since 1.000 ms
                 -> ( channel#9 ) -> get [wor\u241bker#1 1.000 ms]
                timer:    9.000 ms for fiber#2 armed 1.000 ms
              """);
      assertThat(StateJson.of(states.at(1_500_000), trace))
          .contains("\"status\" : \"WAITING\"", "\"reason\" : \"GET\"", "\"name\" : \"channel#9\"");
    }
  }
}
