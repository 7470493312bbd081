// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.benchmarks;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.lokoscope.runtime.probe.Probe;
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

/**
 * The language: small programs, each of which leans on one thing that the compiler and the machine
 * must do well. A wrong answer fails the benchmark.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class KernelBenchmark {

  private static final Map<String, String> ANSWERS =
      Map.ofEntries(
          Map.entry("fib", "514229"),
          Map.entry("tak", "7"),
          Map.entry("cpstak", "7"),
          Map.entry("ctak", "6"),
          Map.entry("closures", "5000050000"),
          Map.entry("lists", "338350000"),
          Map.entry("deriv", "5000"),
          Map.entry("queens", "92"),
          Map.entry("vectors", "9592"),
          Map.entry("strings", "38890"),
          Map.entry("hashtables", "10000"),
          Map.entry("records", "100000"),
          Map.entry("floats", "27831"),
          Map.entry("bignums", "2568"),
          Map.entry("guards", "5000"),
          Map.entry("winders", "30000"));

  @Param({
    "fib",
    "tak",
    "cpstak",
    "ctak",
    "closures",
    "lists",
    "deriv",
    "queens",
    "vectors",
    "strings",
    "hashtables",
    "records",
    "floats",
    "bignums",
    "guards",
    "winders"
  })
  private String kernel;

  private ServedProgram program;

  @Setup
  public void start() {
    program = new ServedProgram("kernels/" + kernel + ".sps", cpu -> Probe.NONE);
  }

  /** One round of the kernel, in code that is warm. */
  @Benchmark
  public void round() throws InterruptedException {
    String answer = program.round();
    if (!answer.equals(ANSWERS.get(kernel))) {
      throw new IllegalStateException(
          kernel + " answers " + answer + " instead of " + ANSWERS.get(kernel));
    }
  }

  @TearDown
  public void end() {
    program.close();
  }
}
