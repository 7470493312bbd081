// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lokoscope.gui.work.Exploration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "explore",
    mixinStandardHelpOptions = true,
    description = {
      "Run a program under many schedules, and stop at the first that fails: something that nobody"
          + " handles, a deadlock, or no end.",
      "Each run has a directory of its own, no network and no commands. Exit status 3 if one fails."
    })
final class ExploreCommand implements Callable<Integer> {

  @Mixin private RunOptions options = new RunOptions();

  @Option(
      names = "--seeds",
      paramLabel = "A..B",
      description = "Schedules by chance, one for each seed (default: 1..1000).")
  private String seeds = "1..1000";

  @Option(
      names = "--preemptions",
      paramLabel = "N",
      description =
          "Instead of chance, all schedules with up to N preemptions, as far as --runs allows.")
  private @Nullable Integer preemptions;

  @Option(
      names = "--runs",
      paramLabel = "N",
      description = "How many runs --preemptions may take (default: 1000).")
  private int runs = 1_000;

  @Option(
      names = "--until",
      paramLabel = "failure|output|leak",
      description =
          "What to look for: a failure; or also another output than in the default order; or also a"
              + " leak, or a fiber that nothing can wake any more: each run is recorded, which"
              + " takes longer (default: failure).")
  private Exploration.Until until = Exploration.Until.FAILURE;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "Where the trace of the failure goes (default: none is kept).")
  private @Nullable Path into;

  @Parameters(index = "0", paramLabel = "FILE", description = "The program.")
  private Path program;

  @Parameters(index = "1..*", paramLabel = "ARG", description = "Its arguments.")
  private List<String> arguments = List.of();

  @Override
  public Integer call() {
    String[] ends = seeds.split("\\.\\.", 2);
    if (ends.length != 2 || !ends[0].matches("\\d{1,18}") || !ends[1].matches("\\d{1,18}")) {
      throw new CommandFailure(ExitStatus.USAGE, "--seeds: A..B, such as 1..1000, not " + seeds);
    }
    if (into != null && Files.exists(into)) {
      throw new CommandFailure(ExitStatus.USAGE, into + ": exists already");
    }
    Exploration exploration =
        new Exploration(RunOptions.checked(program), arguments, options.settings(), until);
    Exploration.Found found;
    try (TerminalProgress progress = new TerminalProgress()) {
      found =
          preemptions == null
              ? exploration.seeds(Long.parseLong(ends[0]), Long.parseLong(ends[1]), into, progress)
              : exploration.systematically(preemptions, runs, into, progress);
    }
    return report(found);
  }

  private int report(Exploration.Found found) {
    Exploration.Outcome failure = found.failure();
    if (failure == null) {
      System.out.println("no failure in " + found.runs() + " runs");
      return ExitStatus.DONE;
    }
    System.out.println("run " + found.runs() + " fails, " + failure.schedule() + ":");
    System.out.println("  " + failure.why());
    found.parts().forEach(System.out::println);
    if (into != null) {
      System.out.println("its trace: " + into);
    }
    return ExitStatus.FOUND;
  }
}
