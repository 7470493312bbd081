// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Times programs here and in Guile, one right after the other, so that what else the machine does
 * meets both. <i>Warm</i> is the best round of one process, as the program itself measures it;
 * <i>cold</i> is a whole command that runs one round.
 */
public final class LanguageBench implements AutoCloseable {

  private static final double UNKNOWN = Double.NaN;

  private final Path directory;
  private final String mainClass;
  private final Path work;
  private final Optional<Path> guile = Tools.onPath("guile");
  private double sumOfLogs;
  private int compared;

  /**
   * Prepares a run.
   *
   * @param directory the benchmarks: it has {@code src} and {@code inputs}
   * @param mainClass of this program
   */
  public LanguageBench(Path directory, String mainClass) throws IOException {
    this.directory = directory;
    this.mainClass = mainClass;
    this.work = Files.createTempDirectory("lokoscope-bench");
  }

  /** The programs that there is a size for. */
  public static List<String> programs() {
    return R7rsProgram.ALL.stream().map(R7rsProgram::name).toList();
  }

  /** Times programs and prints the table, a line at a time. */
  public void run(List<String> names) throws IOException, InterruptedException {
    System.out.printf(
        "Seconds; warm: best of %d rounds in one process, cold: the whole command, one round.%n",
        R7rsProgram.ROUNDS);
    System.out.printf(
        "%s%n%n",
        guile.isPresent()
            ? "Guile: " + guile.get() + ", in this run."
            : "Guile is not on the PATH: its figures are those that the aims were set by.");
    System.out.printf(
        "%-10s %-13s %8s %8s %6s   %8s %8s%n", "", "", "warm", "Guile", "ratio", "cold", "Guile");
    for (String name : names) {
      row(R7rsProgram.named(name).orElseThrow());
    }
    if (compared > 0) {
      System.out.printf(
          Locale.ROOT, "%nGeometric mean of the ratios: %.2f%n", Math.exp(sumOfLogs / compared));
    }
  }

  private void row(R7rsProgram program) throws IOException, InterruptedException {
    double guileWarm = guile.isPresent() ? warmGuile(program) : program.guile();
    double warm = here(program, R7rsProgram.ROUNDS).best();
    double guileCold = guile.isPresent() ? guile(program, 1).seconds() : UNKNOWN;
    double cold = here(program, 1).seconds();
    double ratio = warm / guileWarm;
    if (!Double.isNaN(ratio)) {
      sumOfLogs += Math.log(ratio);
      compared++;
    }
    System.out.printf(
        "%-10s %-13s %8s %8s %6s   %8s %8s%n",
        program.name(),
        program.size(),
        shown(warm, "%.3f"),
        shown(guileWarm, "%.3f"),
        shown(ratio, "%.2f"),
        shown(cold, "%.2f"),
        shown(guileCold, "%.2f"));
  }

  private static String shown(double value, String format) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
  }

  private TimedCommand.Outcome here(R7rsProgram program, int rounds)
      throws IOException, InterruptedException {
    Path file = work.resolve(program.name() + ".scm");
    Files.writeString(file, program.text(directory, rounds));
    List<String> command = Tools.ours(mainClass, "run", file.toString());
    return checked(program, TimedCommand.run(command, Map.of(), input(program, rounds)));
  }

  /** Guile compiles a file when it first runs it; the best of the rounds does not show that. */
  private double warmGuile(R7rsProgram program) throws IOException, InterruptedException {
    guile(program, 1);
    return guile(program, R7rsProgram.ROUNDS).best();
  }

  private TimedCommand.Outcome guile(R7rsProgram program, int rounds)
      throws IOException, InterruptedException {
    Path file = work.resolve(program.name() + "-guile-" + rounds + ".scm");
    if (!Files.exists(file)) {
      Files.writeString(file, program.guileText(directory, rounds));
    }
    return TimedCommand.run(
        List.of(guile.orElseThrow().toString(), "-q", file.toString()),
        Map.of("XDG_CACHE_HOME", work.resolve("cache").toString()),
        input(program, rounds));
  }

  private Path input(R7rsProgram program, int rounds) throws IOException {
    Path file = work.resolve(program.name() + ".input");
    Files.writeString(file, program.input(directory, rounds));
    return file;
  }

  /** Says on the error output what a program said that did not do what it should. */
  private static TimedCommand.Outcome checked(R7rsProgram program, TimedCommand.Outcome outcome) {
    if (outcome.status() != 0 || Double.isNaN(outcome.best())) {
      String last = outcome.output().lines().reduce("", (before, line) -> line);
      System.err.printf("%s: status %d: %s%n", program.name(), outcome.status(), last);
    }
    return outcome;
  }

  @Override
  public void close() throws IOException {
    Tools.delete(work);
  }
}
