// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Times whole commands that do next to nothing, here, in Guile and in Chez Scheme, as far as these
 * are on the PATH: in turns, after a first round that does not count.
 */
public final class StartBench implements AutoCloseable {

  private static final int ROUNDS = 9;

  private static final String ONE_LINE = "(import (rnrs)) (display \"hello\") (newline)\n";

  /** Thirty libraries that Guile has compiled. */
  private static final String MANY =
      """
      (use-modules (ice-9 match) (ice-9 receive) (ice-9 regex) (ice-9 popen) (ice-9 rdelim)
                   (ice-9 textual-ports) (ice-9 binary-ports) (ice-9 pretty-print) (ice-9 q)
                   (ice-9 ftw) (ice-9 getopt-long) (ice-9 string-fun) (ice-9 vlist)
                   (ice-9 weak-vector) (ice-9 iconv) (ice-9 format) (ice-9 optargs)
                   (ice-9 control) (ice-9 threads) (srfi srfi-1) (srfi srfi-9) (srfi srfi-9 gnu)
                   (srfi srfi-11) (srfi srfi-13) (srfi srfi-19) (srfi srfi-26) (srfi srfi-35)
                   (srfi srfi-37) (srfi srfi-43) (srfi srfi-69))
      (display "hello")
      (newline)
      """;

  private final Path work;
  private final Path nothing;
  private final List<Contestant> contestants;
  private final String mainClass;

  /**
   * Prepares a run.
   *
   * @param mainClass of this program
   */
  public StartBench(String mainClass) throws IOException {
    this.mainClass = mainClass;
    this.work = Files.createTempDirectory("lokoscope-bench");
    this.nothing = Files.write(work.resolve("nothing"), new byte[0]);
    this.contestants = Contestant.all(mainClass, work);
  }

  /** Measures and prints the table. */
  public void run() throws IOException, InterruptedException {
    System.out.printf("Seconds of a whole command: the median of %d, in turns.%n%n", ROUNDS);
    System.out.printf("%-22s", "");
    contestants.forEach(each -> System.out.printf(" %10s", each.name()));
    System.out.println();
    Path one = Files.writeString(work.resolve("one.scm"), ONE_LINE);
    Path many = Files.writeString(work.resolve("many.scm"), MANY);
    row("--version", List.of(versions(0), versions(1), versions(2)));
    row("a program of one line", List.of(of(0, one), of(1, one), of(2, one)));
    row("30 libraries", List.of(of(0, many), of(1, many), List.of()));
  }

  private List<String> versions(int contestant) {
    if (contestant >= contestants.size()) {
      return List.of();
    }
    return contestant == 0
        ? Tools.ours(mainClass, "--version")
        : List.of(contestants.get(contestant).command().getFirst(), "--version");
  }

  private List<String> of(int contestant, Path file) {
    return contestant < contestants.size() ? contestants.get(contestant).running(file) : List.of();
  }

  private void row(String what, List<List<String>> commands)
      throws IOException, InterruptedException {
    System.out.printf("%-22s", what);
    List<double[]> times = new ArrayList<>();
    commands.forEach(_ -> times.add(new double[ROUNDS]));
    for (int round = -1; round < ROUNDS; round++) {
      for (int i = 0; i < commands.size(); i++) {
        OptionalDouble time = time(commands.get(i), i);
        if (round >= 0 && time.isPresent()) {
          times.get(i)[round] = time.getAsDouble();
        }
      }
    }
    for (double[] each : times) {
      Arrays.sort(each);
      double median = each[ROUNDS / 2];
      System.out.printf(" %10s", median == 0 ? "-" : String.format(Locale.ROOT, "%.3f", median));
    }
    System.out.println();
  }

  private OptionalDouble time(List<String> command, int contestant)
      throws IOException, InterruptedException {
    if (command.isEmpty()) {
      return OptionalDouble.empty();
    }
    Map<String, String> environment = contestants.get(contestant).environment();
    TimedCommand.Outcome outcome = TimedCommand.run(command, environment, nothing);
    if (outcome.status() != 0) {
      System.err.println(String.join(" ", command) + ": " + outcome.output().strip());
    }
    return OptionalDouble.of(outcome.seconds());
  }

  @Override
  public void close() throws IOException {
    Tools.delete(work);
  }
}
