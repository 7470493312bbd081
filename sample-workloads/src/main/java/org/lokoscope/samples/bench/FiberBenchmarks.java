// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.samples.bench;

import java.util.List;
import org.lokoscope.runtime.cml.FiberMode;
import org.lokoscope.samples.bench.Benchmark.Figure;

/** What fibers cost. The references are medians of Guile fibers 1.3.1 on one core. */
final class FiberBenchmarks {

  /** How many times Guile's rate we must reach. */
  private static final int TIMES = 4;

  static final BenchSuite SUITE =
      new BenchSuite(
          "fibers",
          "What fibers cost",
          "Guile fibers 1.3.1",
          List.of("-Xmx2g"),
          List.of("rates.sls", "parking.sls"),
          List.of(
              rate("ping-pong", "messages of 2 fibers over 2 channels", 312_000),
              rate("spawn-park", "spawn a fiber, which parks", 269_000),
              rate("spawn-finish", "spawn, run, finish", 858_000),
              rate("yield-one", "yield, one fiber", 590_000),
              rate("yield-two", "yield, two fibers", 731_000),
              rate("choice", "choice over two gets", 228_000),
              rate("ring", "a token round a ring of 1,000 fibers", 488_000),
              rate("deliver", "deliver to a parked fiber, resume it", 571_000),
              new Benchmark(
                  "one-channel",
                  "100,000 receivers park on one channel and are served",
                  Figure.SECONDS,
                  17.5,
                  0.3),
              new Benchmark(
                  "parked-bytes",
                  "heap of a parked fiber, delimited",
                  Figure.BYTES,
                  825,
                  744,
                  FiberMode.DELIMITED),
              new Benchmark(
                  "million",
                  "heap of each of 1,000,000 parked fibers in 2 GiB, callcc",
                  Figure.BYTES,
                  825,
                  2048.0 * 1024 * 1024 / 1_000_000)));

  private FiberBenchmarks() {}

  private static Benchmark rate(String name, String what, int guile) {
    return new Benchmark(name, what, Figure.RATE, guile, TIMES * guile);
  }
}
