// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.benchmarks;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.lokoscope.runtime.probe.OfferSide;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.world.SystemWorld;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What an event costs in a run that is not recorded: {@code reported} less {@code nothing}. It is
 * the load of a field and a test of it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class OffBenchmark {

  @SuppressWarnings("NullAway") // Nothing here asks the host.
  private final Machine machine =
      new Machine(
          new SystemWorld(
              InputStream.nullInputStream(),
              OutputStream.nullOutputStream(),
              OutputStream.nullOutputStream(),
              List.of()),
          null);

  private long count;

  @Benchmark
  public long nothing() {
    return ++count;
  }

  @Benchmark
  public long reported() {
    machine.reporter().offerEnqueued(count, 7, 3, OfferSide.PUT, 1);
    return ++count;
  }

  /** Ten in a row, as a way through the scheduler has them: the compiler tests once. */
  @Benchmark
  public long reportedTenTimes() {
    for (int i = 0; i < 10; i++) {
      machine.reporter().met(count, 7, true, true, i);
    }
    return ++count;
  }
}
