// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lokoscope.runtime.cml.FiberMode;
import org.lokoscope.runtime.probe.Event;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.probe.TraceLevel;
import org.lokoscope.runtime.process.ProgramRun;
import org.lokoscope.runtime.process.RunSettings;
import org.lokoscope.runtime.vm.TraceFilter;
import org.lokoscope.runtime.world.SystemWorld;
import org.lokoscope.store.EventRow;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.Progress;
import org.lokoscope.store.SeriesId;
import org.lokoscope.store.SeriesId.Quantity;
import org.lokoscope.store.Trace;
import org.lokoscope.store.analysis.LeakAnalysis;

/** A run says the same whether its events were joined or recorded one by one. */
final class JoinedTraceTest {

  private static final String PROGRAM =
      """
      (import (rnrs) (loko system fibers))
      (define (void) #f)
      (define jobs (make-channel))
      (define results (make-channel))
      (define quiet (make-channel))
      (define done (make-cvar))
      ;; Nobody waits for a time at first, so that one fiber takes over from the other at once.
      (define (echo n)
        (unless (= n 0)
          (put-message results (get-message jobs))
          (echo (- n 1))))
      (spawn-fiber (lambda () (echo 200)))
      (do ((i 0 (+ i 1))) ((= i 200))
        (put-message jobs i)
        (if (even? i) (get-message results) (dynamic-wind void (lambda () (get-message results)) void)))
      (define (worker)
        (guard (problem (else #f))
          (let ((job (get-message jobs)))
            (put-message results (* job job))
            (worker))))
      (define (chooser n)
        (if (= n 0)
            (signal-cvar! done)
            (begin
              (perform-operation
               (choice-operation (get-operation results) (get-operation quiet)
                                 (sleep-operation 0.5)))
              (chooser (- n 1)))))
      (spawn-fiber worker)
      (spawn-fiber (lambda () (chooser 300)))
      (do ((i 0 (+ i 1))) ((= i 300))
        (put-message jobs i)
        (when (= 0 (mod i 7)) (sleep 0.001))
        (when (= 0 (mod i 11)) (yield-current-task)))
      (wait done)
      """;

  @TempDir private Path folder;

  private Path record(TraceLevel level, String name, UnaryOperator<Probe> through) {
    Path directory = folder.resolve(name);
    SystemWorld outside =
        new SystemWorld(
            InputStream.nullInputStream(),
            OutputStream.nullOutputStream(),
            OutputStream.nullOutputStream(),
            List.of("p"));
    RunSettings settings = new RunSettings(FiberMode.CALLCC, 1, OptionalLong.of(7), false);
    TraceRecorder[] recorder = new TraceRecorder[1];
    ProgramRun run =
        new ProgramRun(settings, outside, List.of(), cpu -> through.apply(recorder[0].probe(cpu)));
    run.record(new TraceFilter(level, List.of(), List.of("*")));
    try (TraceRecorder begun = TraceRecorder.create(directory, "p", Map.of(), run::elapsed)) {
      recorder[0] = begun;
      assertThat(run.execute(run.load(PROGRAM, "p.sps"), "p.sps")).isZero();
    }
    return directory;
  }

  /** Hands on single events only: joint ones come apart before they are recorded. */
  private static Probe single(Probe probe) {
    InvocationHandler handler =
        (self, method, arguments) ->
            method.isAnnotationPresent(Event.class)
                ? method.invoke(probe, arguments)
                : InvocationHandler.invokeDefault(self, method, arguments);
    return (Probe)
        Proxy.newProxyInstance(Probe.class.getClassLoader(), new Class<?>[] {Probe.class}, handler);
  }

  /** How many events there are depends on how often the heap was looked at. */
  private static final Set<Quantity> TOLD_OF_THE_MACHINE =
      Set.of(
          Quantity.HEAP_SAMPLED,
          Quantity.HEAP_AFTER_COLLECTION,
          Quantity.RUN_DELAY,
          Quantity.EVENTS);

  /** Events of the program's CPU: those of the heap differ, and each run has an id of its own. */
  private static List<EventRow> events(Trace trace) {
    List<EventRow> rows = new ArrayList<>();
    trace.eachEvent(
        0,
        Long.MAX_VALUE,
        Set.of(),
        row -> {
          if (row.cpu() == 0 && !row.type().equals("streamBegan")) {
            rows.add(new EventRow(0, row.time(), 0, row.type(), row.values()));
          }
          return true;
        });
    return rows;
  }

  @ParameterizedTest
  @EnumSource
  void shouldSayTheSameAsASeededRunWhoseEventsWereRecordedOneByOne(TraceLevel level) {
    Path joined = record(level, "joined", probe -> probe);
    Path apart = record(level, "apart", JoinedTraceTest::single);
    try (Trace one = Traces.open(joined, Progress.NONE);
        Trace other = Traces.open(apart, Progress.NONE)) {
      assertThat(one.info().bytes()).isLessThan(other.info().bytes());
      List<EventRow> events = events(one);
      assertThat(events).hasSizeGreaterThan(2_000).isEqualTo(events(other));
      assertThat(one.lanes()).isEqualTo(other.lanes());
      for (LaneId lane : one.lanes()) {
        assertThat(one.intervals(lane, 0, Long.MAX_VALUE, 100_000))
            .isEqualTo(other.intervals(lane, 0, Long.MAX_VALUE, 100_000));
        assertThat(one.arrows(lane, 0, Long.MAX_VALUE, 100_000))
            .isEqualTo(other.arrows(lane, 0, Long.MAX_VALUE, 100_000));
        for (long time = 0; time < one.end(); time += one.end() / 97) {
          assertThat(one.at(lane, time)).isEqualTo(other.at(lane, time));
        }
      }
      assertThat(one.fibers()).usingRecursiveComparison().isEqualTo(other.fibers());
      for (SeriesId id : one.series()) {
        if (!TOLD_OF_THE_MACHINE.contains(id.quantity())) {
          assertThat(one.series(id, 0, one.end(), 1000).values())
              .as("%s", id)
              .isEqualTo(other.series(id, 0, one.end(), 1000).values());
        }
      }
      assertThat(LeakAnalysis.analyse(one).summary())
          .isEqualTo(LeakAnalysis.analyse(other).summary());
    }
  }
}
