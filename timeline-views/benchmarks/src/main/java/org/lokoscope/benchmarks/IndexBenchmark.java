// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.benchmarks;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.lokoscope.store.Trace;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** How long it takes to open a trace of about 300,000 events, whose index is not there or is. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class IndexBenchmark {

  /** A trace that has just been recorded. */
  @State(Scope.Benchmark)
  public static class Recorded {

    private RecordedTrace trace;

    @Setup
    public void record() {
      trace = new RecordedTrace();
    }

    @TearDown
    public void delete() throws IOException {
      trace.close();
    }
  }

  /** Takes the index away before each opening. */
  @State(Scope.Benchmark)
  public static class Unindexed {

    @Setup(Level.Invocation)
    public void deleteIndex(Recorded recorded) throws IOException {
      recorded.trace.deleteIndex();
    }
  }

  /** The first opening. */
  @Benchmark
  public long build(Recorded recorded, Unindexed unindexed) {
    return open(recorded);
  }

  /** Each later opening. */
  @Benchmark
  public long map(Recorded recorded) {
    return open(recorded);
  }

  private static long open(Recorded recorded) {
    try (Trace trace = recorded.trace.open()) {
      return trace.end();
    }
  }
}
