// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.probe.SuspendReason;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.store.file.TraceRecorder;
import org.lokoscope.store.file.Traces;

/** A server waits for a worker, which sleeps; both are named by what a terminal would obey. */
final class WhyAndTopTest {

  private static final long SERVER = (1L << 32) + 1;
  private static final long WORKER = SERVER + 1;
  private static final long CHANNEL = SERVER + 50;
  private static final int GET = SuspendReason.GET.ordinal();

  @TempDir Path folder;
  private Trace trace;

  @BeforeEach
  void record() {
    try (TraceRecorder recorder =
        TraceRecorder.create(folder.resolve("t"), "p.sps", Map.of(), () -> 0)) {
      tell(recorder.probe(0));
    }
    trace = Traces.open(folder.resolve("t"), Progress.NONE);
  }

  @AfterEach
  void close() {
    trace.close();
  }

  private static void tell(Probe probe) {
    probe.stringDefined(0, 1, "server");
    probe.stringDefined(0, 2, "worker\u001b\"x\"");
    probe.stringDefined(0, 3, "jobs");
    probe.stringDefined(0, 4, "p.sps");
    probe.siteDefined(0, 7, 4, 12, 3, 1, 3);
    probe.processSpawned(0, 1, 0, 0, 0);
    probe.processDispatched(1, 1, 0);
    probe.fiberSpawned(2, SERVER, 0, 1, 0);
    probe.fiberSpawned(3, WORKER, 0, 1, 7);
    probe.named(3, SERVER, 1);
    probe.named(3, WORKER, 2);
    probe.named(3, CHANNEL, 3);
    probe.fiberResumed(10_000, SERVER);
    probe.fiberSuspended(20_000, SERVER, GET, CHANNEL, 7);
    probe.fiberResumed(20_000, WORKER);
    probe.fiberSuspended(40_000, WORKER, SuspendReason.SLEEP.ordinal(), 0, 0);
    probe.fiberReady(160_000, WORKER, 0, 0);
    probe.fiberResumed(161_000, WORKER);
    probe.fiberReady(300_000, SERVER, WORKER, CHANNEL);
    probe.fiberSuspended(310_000, WORKER, GET, CHANNEL, 7);
    probe.fiberResumed(310_000, SERVER);
    probe.marked(400_000, SERVER, 3, 0);
  }

  private WhyReport.Delay longest(List<Long> fibers, @Nullable Long at) {
    return Objects.requireNonNull(WhyReport.longest(trace, fibers, at));
  }

  @Test
  void shouldTellTheChainBehindTheLongestWait() {
    WhyReport.Delay delay = longest(List.of(SERVER, WORKER), null);
    assertThat(delay.fiber()).isEqualTo(SERVER);
    assertThat(WhyReport.of(trace, delay, 9).text())
        .isEqualTo(
            """
            server was blocked-get for 280 µs, from 20.000 µs to 300.000 µs, on jobs, at p.sps:12:3
              worker␛"x" woke it over jobs; until then worker␛"x" was running 139 µs, ready 1 µs
            worker␛"x" was sleeping for 120 µs, from 40.000 µs to 160.000 µs
              a timer, a device or the system ended that
            """);
    assertThat(WhyReport.of(trace, delay, 1).text().lines()).hasSize(2);
  }

  @Test
  void shouldExplainTheWaitOfATime() {
    WhyReport.Delay delay = longest(List.of(SERVER, WORKER), 350_000L);
    assertThat(delay.fiber()).isEqualTo(WORKER);
    assertThat(WhyReport.of(trace, delay, 9).text())
        .contains("\n  it still was when the trace ended\n");
    assertThat(WhyReport.longest(trace, List.of(SERVER), 350_000L)).as("it runs").isNull();
  }

  @Test
  void shouldTellItToPrograms() {
    WhyReport.Delay delay = longest(List.of(SERVER), null);
    assertThat(WhyReport.of(trace, delay, 9).json())
        .contains("\"end\" : \"woken\"", "\"byName\" : \"worker\\u001B\\\"x\\\"\"")
        .contains("\"from\" : 20000", "\"end\" : \"from-outside\"", "\"running\" : 139000");
  }

  private String top(TopReport.By by, String order, FindFormat format) {
    return TopReport.of(trace, by, 0, trace.end() + 1, _ -> true, order, 10, format);
  }

  @Test
  void shouldBeginWithWhatTookLongest() {
    assertThat(top(TopReport.By.FIBER, "running", FindFormat.TEXT))
        .isEqualTo(
            """
                 running       ready     blocked    sleeping  fiber
                  169 µs       21 µs       90 µs      120 µs  worker␛"x"
                  100 µs       20 µs      280 µs        0 ns  server
            """);
    assertThat(top(TopReport.By.FIBER, "blocked", FindFormat.CSV).lines().skip(1))
        .first()
        .asString()
        .startsWith("\"server\"," + SERVER + ",1,100000,");
  }

  @Test
  void shouldAddUpWhatOnePlaceHasSpawnedAndAll() {
    assertThat(top(TopReport.By.SITE, "running", FindFormat.JSON).lines())
        .hasSize(2)
        .first()
        .asString()
        .startsWith("{\"site\":\"p.sps:12:3\",\"id\":7,\"fibers\":1,\"nanos\":{\"running\":169000");
    assertThat(top(TopReport.By.ALL, "running", FindFormat.JSON))
        .contains("\"fibers\":2", "\"running\":269000", "\"blocked-get\":370000");
  }

  @Test
  void shouldCountWhoWokeWhomWithinATime() {
    assertThat(top(TopReport.By.WAKES, "running", FindFormat.TEXT))
        .endsWith("           1  worker␛\"x\" -> server\n");
    assertThat(
            TopReport.of(
                trace, TopReport.By.WAKES, 0, 200_000, _ -> true, "running", 10, FindFormat.CSV))
        .isEqualTo("by,byId,fiber,fiberId,wakes\n");
  }
}
