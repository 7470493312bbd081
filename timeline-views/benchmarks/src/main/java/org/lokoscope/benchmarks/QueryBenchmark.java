// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.benchmarks;

import java.io.IOException;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.SeriesId;
import org.lokoscope.store.Trace;
import org.lokoscope.store.analysis.LeakAnalysis;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** What views and reports ask of an open trace. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class QueryBenchmark {

  private static final int COLUMNS = 1600;

  private RecordedTrace recorded;
  private Trace trace;
  private long largest;

  @Setup
  public void open() {
    recorded = new RecordedTrace();
    trace = recorded.open();
    largest =
        trace.fibers().stream()
            .max(Comparator.comparingLong(FiberInfo::peakWords))
            .orElseThrow()
            .id();
  }

  @Benchmark
  public void stripsOfAllLanes(Blackhole sink) {
    for (LaneId lane : trace.lanes()) {
      sink.consume(trace.strip(lane, 0, trace.end(), COLUMNS));
    }
  }

  @Benchmark
  public void intervalsOfAllLanes(Blackhole sink) {
    for (LaneId lane : trace.lanes()) {
      sink.consume(trace.intervals(lane, 0, trace.end(), 500));
    }
  }

  @Benchmark
  public Object series() {
    SeriesId words = new SeriesId(SeriesId.Quantity.LIVE_WORDS, 0);
    return trace.series(words, 0, trace.end(), COLUMNS);
  }

  @Benchmark
  public Object growthOfTheLargestFiber() {
    return trace.growth(largest, COLUMNS);
  }

  @Benchmark
  public Object thousandEventsFromTheMiddle() {
    return trace.events(trace.end() / 2, trace.end(), Set.of(), 1000);
  }

  @Benchmark
  public Object diagnosis() {
    return LeakAnalysis.analyse(trace);
  }

  @TearDown
  public void close() throws IOException {
    trace.close();
    recorded.close();
  }
}
