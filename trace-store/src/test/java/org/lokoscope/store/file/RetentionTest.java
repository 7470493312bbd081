// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.store.EventRow;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.LaneState;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Retention;
import org.lokoscope.store.Trace;
import org.lokoscope.store.verify.TraceVerifier;
import org.lokoscope.store.verify.Verification;

/** Recordings of which only the end is kept. */
final class RetentionTest {

  private static final long MEGABYTE = 1 << 20;
  private static final long WORKER = (1L << 32) + 7;
  private static final long GONE = (1L << 32) + 8;
  private static final int TURNS = 300_000;

  @TempDir private Path folder;
  private final AtomicLong clock = new AtomicLong();

  /** A worker that is born at the begin and another one that ends soon, then many turns. */
  private void run(Probe probe) {
    long time = clock.incrementAndGet();
    probe.stringDefined(time, 1, "worker");
    probe.stringDefined(time, 2, "p.sps");
    probe.siteDefined(time, 9, 2, 12, 3, 1, 0);
    probe.processSpawned(time, 1, 0, 2, 9);
    probe.fiberSpawned(time, WORKER, 0, 1, 9);
    probe.named(time, WORKER, 1);
    probe.fiberSpawned(time, GONE, 0, 1, 9);
    probe.fiberResumed(time, GONE);
    probe.fiberEnded(time, GONE, 0);
    probe.fiberResumed(clock.addAndGet(100), WORKER);
    for (int i = 0; i < TURNS; i++) {
      probe.fiberSuspended(clock.addAndGet(500), WORKER, 1, WORKER + 5, 9);
      probe.fiberReady(clock.addAndGet(500), WORKER, 0, WORKER + 5);
      probe.fiberResumed(clock.addAndGet(500), WORKER);
    }
  }

  private Path recorded(Retention retention) {
    Path directory = folder.resolve("t");
    try (TraceRecorder recorder =
        TraceRecorder.create(directory, "p.sps", Map.of(), clock::get, retention, besides -> {})) {
      run(recorder.probe(0));
    }
    return directory;
  }

  private static long bytes(Path directory) throws Exception {
    try (Stream<Path> files = Files.list(directory.resolve("events"))) {
      long sum = 0;
      for (Path file : files.filter(each -> !each.toString().endsWith("cq4t")).toList()) {
        sum += Files.size(file);
      }
      return sum;
    }
  }

  private static List<EventRow> events(Trace trace, String type) {
    List<EventRow> rows = new ArrayList<>();
    trace.eachEvent(0, Long.MAX_VALUE, Set.of(type), rows::add);
    return rows;
  }

  @Test
  void shouldKeepTheEndAndWhatItRefersTo() throws Exception {
    Path directory = recorded(new Retention(MEGABYTE, Long.MAX_VALUE));
    assertThat(bytes(directory)).isLessThan(MEGABYTE + MEGABYTE / 8);
    try (Trace trace = Traces.open(directory, Progress.NONE)) {
      assertThat(trace.info().damage()).isEmpty();
      assertThat(trace.info().lostEvents()).isZero();
      assertThat(trace.info().removed()).contains("events before ").contains("1.05 MB");
      assertThat(trace.info().events()).isBetween(50_000L, TURNS * 3L / 2);
      FiberInfo worker = trace.fibers().getFirst();
      assertThat(worker.name()).isEqualTo("worker");
      assertThat(worker.spawnSite().line()).isEqualTo(12);
      assertThat(trace.fibers()).as("the one that ended long ago").hasSize(1);
      List<EventRow> ready = events(trace, "fiberReady");
      assertThat(ready.getLast().time()).isEqualTo(clock.get() - 500);
      for (int i = 1; i < ready.size(); i++) {
        assertThat(ready.get(i).time() - ready.get(i - 1).time()).isEqualTo(1500);
      }
      assertThat(trace.at(LaneId.fiber(WORKER), ready.getFirst().time() - 2000).state())
          .as("before the first event that is kept")
          .isEqualTo(LaneState.ABSENT);
      assertThat(trace.at(LaneId.fiber(WORKER), ready.getLast().time()).state())
          .isEqualTo(LaneState.READY);
    }
    Verification found = TraceVerifier.verify(directory, Progress.NONE);
    assertThat(found.lines()).isEmpty();
    assertThat(found.status()).isEqualTo(Verification.Status.INTACT);
  }

  @Test
  void shouldKeepEverythingThatIsYoungEnough() {
    Path directory = recorded(new Retention(Long.MAX_VALUE, 3_600_000_000_000L));
    try (Trace trace = Traces.open(directory, Progress.NONE)) {
      assertThat(trace.info().removed()).isEmpty();
      assertThat(events(trace, "fiberReady")).hasSize(TURNS);
    }
  }

  /** A reader has its files open, whatever becomes of their names. */
  @Test
  void shouldGoOnWhileItIsOpenInAReader() throws InterruptedException {
    Path directory = folder.resolve("t");
    try (TraceRecorder recorder =
        TraceRecorder.create(
            directory,
            "p.sps",
            Map.of(),
            clock::get,
            new Retention(MEGABYTE, Long.MAX_VALUE),
            besides -> {})) {
      Probe probe = recorder.probe(0);
      run(probe);
      try (Trace trace = Traces.open(directory, Progress.NONE)) {
        long before = trace.end();
        for (int i = 0; i < TURNS; i++) {
          probe.fiberSuspended(clock.addAndGet(500), WORKER, 1, WORKER + 5, 9);
          probe.fiberReady(clock.addAndGet(500), WORKER, 0, WORKER + 5);
          probe.fiberResumed(clock.addAndGet(500), WORKER);
        }
        assertThat(events(trace, "fiberReady")).isNotEmpty();
        // What waits for events of other streams is taken when nothing has come for a while.
        for (int i = 0; i < 50 && trace.end() <= before; i++) {
          Thread.sleep(120);
          trace.refresh(Progress.NONE);
        }
        assertThat(trace.end()).isGreaterThan(before);
        assertThat(trace.info().damage()).isEmpty();
      }
    }
  }

  @Test
  void shouldWriteTheLastOfAFlightWhenAsked() throws Exception {
    Path directory = folder.resolve("f");
    long age = 100_000_000;
    try (FlightRecorder flight =
        FlightRecorder.create(directory, "p.sps", Map.of(), clock::get, age)) {
      run(flight.probe(0));
      assertThat(directory).doesNotExist();
      assertThat(flight.dump("a test")).isEqualTo(directory);
      assertThat(flight.dump("again")).isEqualTo(folder.resolve("f-2"));
    }
    try (Trace trace = Traces.open(directory, Progress.NONE)) {
      assertThat(trace.info().damage()).isEmpty();
      assertThat(trace.info().removed()).contains("a flight recorder keeps the last");
      assertThat(trace.info().settings()).containsEntry("dumped", "a test");
      assertThat(trace.fibers().getFirst().name()).isEqualTo("worker");
      List<EventRow> ready = events(trace, "fiberReady");
      assertThat(ready.getLast().time()).isEqualTo(clock.get() - 500);
      assertThat(ready.getFirst().time()).isBetween(clock.get() - 2 * age, clock.get() - age);
      assertThat(trace.info().illegalTransitions()).isZero();
    }
    assertThat(TraceVerifier.verify(directory, Progress.NONE).lines()).isEmpty();
  }
}
