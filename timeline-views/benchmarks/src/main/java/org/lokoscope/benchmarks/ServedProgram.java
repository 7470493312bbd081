// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.IntFunction;
import org.lokoscope.runtime.cml.FiberMode;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.process.ProgramRun;
import org.lokoscope.runtime.process.RunSettings;
import org.lokoscope.runtime.source.SyntaxException;

/**
 * A Scheme program that runs its procedure {@code run} once for each line on its input and prints
 * the result. So all rounds happen in one process and what they measure is warm code; a run for
 * each round would measure the expander and the compiler. A round costs two hand-overs between
 * threads besides, some tens of microseconds: the kernels take milliseconds.
 */
final class ServedProgram implements AutoCloseable {

  /** Ends each answer, and the first line once the program is ready. */
  private static final String LOOP =
      """

      (define (serve)
        (unless (eof-object? (read-char (current-input-port)))
          (write (run))
          (newline)
          (flush-output-port (current-output-port))
          (serve)))
      (serve)
      """;

  private static final int ROUND = '.';
  private static final int NO_MORE = -1;

  private final LinkedBlockingQueue<Integer> rounds = new LinkedBlockingQueue<>();
  private final LinkedBlockingQueue<String> answers = new LinkedBlockingQueue<>();
  private final Thread thread;

  /**
   * Starts a program.
   *
   * @param resource its text, which defines {@code run}
   * @param probes for each CPU
   */
  ServedProgram(String resource, IntFunction<Probe> probes) {
    RunSettings settings = new RunSettings(FiberMode.CALLCC, 1, OptionalLong.empty(), false);
    BenchmarkWorld world = new BenchmarkWorld(new Rounds(), new Answers());
    ProgramRun run = new ProgramRun(settings, world, List.of(Path.of("")), probes);
    thread = Thread.ofPlatform().name("served").daemon().start(() -> serve(run, resource));
  }

  private void serve(ProgramRun run, String resource) {
    try {
      int status = run.execute(run.load(text(resource) + LOOP, resource), resource);
      answers.add("ended with status " + status);
    } catch (SyntaxException wrong) {
      answers.add(wrong.getMessage());
    }
  }

  static String text(String resource) {
    try (InputStream in = ServedProgram.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException("no such program: resource=" + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs one round and returns what it printed. */
  String round() throws InterruptedException {
    rounds.add(ROUND);
    return answers.take();
  }

  @Override
  public void close() {
    rounds.add(NO_MORE);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Gives the program one character for each round. */
  private final class Rounds extends InputStream {

    @Override
    public int read() {
      try {
        return rounds.take();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return NO_MORE;
      }
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      int next = read();
      if (next == NO_MORE) {
        return NO_MORE;
      }
      target[offset] = (byte) next;
      return 1;
    }
  }

  /** Collects what the program prints, line by line. Written to by one thread. */
  private final class Answers extends OutputStream {

    private final StringBuilder line = new StringBuilder();

    @Override
    public void write(int b) {
      if (b == '\n') {
        answers.add(line.toString());
        line.setLength(0);
      } else {
        line.append((char) b);
      }
    }
  }
}
