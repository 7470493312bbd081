// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.process.ProgramRun;
import org.lokoscope.runtime.process.RunSettings;
import org.lokoscope.runtime.world.SystemWorld;
import org.lokoscope.samples.bench.BenchSuite;
import org.lokoscope.samples.bench.Benchmark;

/** Runs one benchmark in this JVM and reads its figure off what it prints. */
public final class BenchRun {

  private final Benchmark benchmark;
  private double figure = Double.NaN;
  private long emptyHeap;

  private BenchRun(Benchmark benchmark) {
    this.benchmark = benchmark;
  }

  /**
   * Runs a benchmark.
   *
   * @param directory for its files
   * @return its figure
   * @throws ProgramException if the program fails or prints no figure
   */
  public static double measure(BenchSuite suite, Benchmark benchmark, Path directory)
      throws IOException {
    Path program = suite.extract(benchmark, directory);
    BenchRun run = new BenchRun(benchmark);
    int status = run.execute(program);
    if (status != 0 || Double.isNaN(run.figure)) {
      throw new ProgramException(
          benchmark.name()
              + ": the benchmark exited with status "
              + status
              + " and printed no figure",
          null);
    }
    return run.figure;
  }

  private int execute(Path program) throws IOException {
    SystemWorld world =
        new SystemWorld(
            InputStream.nullInputStream(),
            new Lines(),
            System.err,
            List.of(program.getFileName().toString()));
    ProgramRun run =
        new ProgramRun(
            new RunSettings(benchmark.fibers(), benchmark.cpus(), OptionalLong.empty(), false),
            world,
            List.of(program.getParent()),
            cpu -> Probe.NONE);
    return run.execute(run.load(Files.readString(program), benchmark.name()), benchmark.name());
  }

  private void heard(String line) {
    String[] words = line.split(" ");
    double number = Double.parseDouble(words[1]);
    switch (words[0]) {
      case "rate", "seconds", "ratio" -> figure = number;
      case "parked" -> lookAtHeap((long) number);
      default -> throw new IllegalArgumentException("unknown figure: line=" + line);
    }
  }

  /** The program waits in the middle of its line, so nothing moves. */
  private void lookAtHeap(long fibers) {
    System.gc();
    System.gc();
    long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    if (fibers == 0) {
      emptyHeap = used;
    } else {
      figure = (double) (used - emptyHeap) / fibers;
    }
  }

  /** What the program prints, line by line, on its own thread. */
  private final class Lines extends OutputStream {
    private final StringBuilder line = new StringBuilder();

    @Override
    public void write(int b) {
      if (b == '\n') {
        heard(line.toString());
        line.setLength(0);
      } else {
        line.append((char) b);
      }
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      new String(bytes, from, length, StandardCharsets.US_ASCII).chars().forEach(this::write);
    }
  }
}
