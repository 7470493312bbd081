// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.benchmarks;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.tracer.buffer.TraceWriter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What fibers cost, and what it costs to trace them into a sink that drops all. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FiberBenchmark {

  private static final Map<String, String> ANSWERS =
      Map.of("switch", "2000", "spawn", "1000", "choice", "1000");

  @Param({"switch", "spawn", "choice"})
  private String program;

  @Param({"false", "true"})
  private boolean traced;

  private TraceWriter writer;
  private ServedProgram served;

  @Setup
  public void start() {
    writer = new TraceWriter((chunk, offset, length) -> {});
    served =
        new ServedProgram(
            "fibers/" + program + ".sps", cpu -> traced ? writer.probe(cpu) : Probe.NONE);
  }

  /** 1,000 or 2,000 of what the program does, as the program says. */
  @Benchmark
  public void round() throws InterruptedException {
    String answer = served.round();
    if (!answer.equals(ANSWERS.get(program))) {
      throw new IllegalStateException(program + " answers " + answer);
    }
  }

  @TearDown
  public void end() throws IOException {
    served.close();
    writer.close();
  }
}
