// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lokoscope.samples.bench.ControlPrograms;

/**
 * Times small programs here, in Guile and in Chez Scheme, as far as these are on the PATH, one
 * right after the other: the best round of one process each, as the program itself measures it.
 */
public final class ControlBench implements AutoCloseable {

  private static final int ROUNDS = 7;

  private final Path work;
  private final List<Contestant> contestants;

  /**
   * Prepares a run.
   *
   * @param mainClass of this program
   */
  public ControlBench(String mainClass) throws IOException {
    this.work = Files.createTempDirectory("lokoscope-bench");
    this.contestants = Contestant.all(mainClass, work);
  }

  /** Times programs and prints the table, a line at a time. */
  public void run(List<String> names) throws IOException, InterruptedException {
    System.out.printf("Seconds: the best of %d rounds in one process.%n%n%-14s", ROUNDS, "");
    for (Contestant each : contestants) {
      System.out.printf(" %10s", each.name());
    }
    for (Contestant other : contestants.subList(1, contestants.size())) {
      System.out.printf(" %12s", "to " + other.name());
    }
    System.out.println();
    for (String name : names) {
      row(name);
    }
  }

  private void row(String name) throws IOException, InterruptedException {
    System.out.printf("%-14s", name);
    double[] seconds = new double[contestants.size()];
    for (int i = 0; i < seconds.length; i++) {
      seconds[i] = best(name, contestants.get(i));
      System.out.printf(Locale.ROOT, " %10.4f", seconds[i]);
    }
    for (int i = 1; i < seconds.length; i++) {
      System.out.printf(Locale.ROOT, " %12.2f", seconds[0] / seconds[i]);
    }
    System.out.println();
  }

  private double best(String name, Contestant contestant) throws IOException, InterruptedException {
    Path file = work.resolve(name + "-" + contestant.name() + ".scm");
    Files.writeString(file, ControlPrograms.text(name) + postlude(name, contestant));
    Files.writeString(file, contestant.prelude() + "\n" + Files.readString(file));
    Path nothing = Files.write(work.resolve("nothing"), new byte[0]);
    TimedCommand.Outcome outcome =
        TimedCommand.run(contestant.running(file), Map.copyOf(contestant.environment()), nothing);
    if (Double.isNaN(outcome.best())) {
      System.err.printf("%s: %s: %s%n", name, contestant.name(), outcome.output().strip());
    }
    return outcome.best();
  }

  /** Prints the time of each round as {@link TimedCommand.Outcome#best} reads it. */
  private static String postlude(String name, Contestant contestant) {
    return String.format(
        """
        (let loop ((round 0))
          (if (< round %d)
              (let ((begin %s))
                (work)
                (display "+!CSVLINE!+%s,")
                (display (- %s begin))
                (newline)
                (loop (+ round 1)))))
        """,
        ROUNDS, contestant.clock(), name, contestant.clock());
  }

  @Override
  public void close() throws IOException {
    Tools.delete(work);
  }
}
