// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.samples.bench;

import java.util.List;
import org.lokoscope.samples.bench.Benchmark.Figure;

/** What processes cost, and how long one must wait for another. Nobody else's figures are known. */
final class ProcessBenchmarks {

  static final BenchSuite SUITE =
      new BenchSuite(
          "processes",
          "What processes cost",
          "nothing",
          List.of("-Xmx2g"),
          List.of("workers.sls"),
          List.of(
              new Benchmark(
                  "delay",
                  "worst delay of a process beside one in a tight loop, 1 CPU",
                  Figure.SECONDS,
                  0,
                  0.020),
              new Benchmark(
                      "two-cpus",
                      "time of two processes at once beside one by one, 2 CPUs",
                      Figure.RATIO,
                      0,
                      0.6)
                  .onCpus(2),
              new Benchmark(
                      "thousand",
                      "1,000 processes spawned, run, ended, 2 CPUs",
                      Figure.SECONDS,
                      0,
                      0)
                  .onCpus(2),
              new Benchmark("messages", "messages to and fro, 1 CPU", Figure.RATE, 0, 0)));

  private ProcessBenchmarks() {}
}
