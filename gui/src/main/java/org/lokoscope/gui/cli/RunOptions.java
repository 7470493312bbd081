package org.lokoscope.gui.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.lokoscope.gui.work.LaunchSettings;
import picocli.CommandLine.Option;

/** The options of {@code run} and {@code record}. */
final class RunOptions {

  enum FiberMode {
    CALLCC,
    DELIMITED;

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  @Option(
      names = "--fibers",
      paramLabel = "callcc|delimited",
      defaultValue = "callcc",
      description =
          "What a suspended fiber holds: its whole continuation, as in Loko, or only its own frames"
              + " (default: ${DEFAULT-VALUE}).")
  private FiberMode fibers;

  @Option(
      names = "--cpus",
      paramLabel = "N",
      defaultValue = "1",
      description = "Virtual CPUs, each of which runs one process at a time (default: 1).")
  private int cpus;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Make the run deterministic: clock, random numbers and preemption.")
  private Long seed;

  @Option(
      names = "--libdir",
      paramLabel = "DIR",
      description = "Where imported libraries are looked for; may be given more than once.")
  private List<Path> libraries = List.of();

  @Option(
      names = "--faithful-leaks",
      description = "Losing offers and timers stay queued, as in Loko.")
  private boolean faithfulLeaks;

  @Option(
      names = "--preempt-fibers",
      description = "A fiber that runs on gives way to others, 100 times a second.")
  private boolean preemptFibers;

  @Option(
      names = "--no-cache",
      description = "Neither use nor keep what the expansion of libraries has made.")
  private boolean noCache;

  LaunchSettings settings() {
    if (cpus < 1 || cpus > 64) {
      throw new CommandFailure(ExitStatus.USAGE, "--cpus: from 1 to 64, not " + cpus);
    }
    for (Path library : libraries) {
      if (!Files.isDirectory(library)) {
        throw new CommandFailure(ExitStatus.USAGE, "--libdir: " + library + " is no folder");
      }
    }
    return new LaunchSettings(
        fibers == FiberMode.DELIMITED,
        cpus,
        seed == null ? OptionalLong.empty() : OptionalLong.of(seed),
        List.copyOf(libraries),
        faithfulLeaks,
        preemptFibers,
        !noCache);
  }

  /** Says in time what is wrong with the program's file. */
  static Path checked(Path program) {
    if (!Files.exists(program)) {
      throw new CommandFailure(ExitStatus.USAGE, program + ": there is no such file");
    }
    if (Files.isDirectory(program)) {
      throw new CommandFailure(ExitStatus.USAGE, program + ": is a folder, not a program");
    }
    if (!Files.isReadable(program)) {
      throw new CommandFailure(ExitStatus.USAGE, program + ": may not be read");
    }
    return program;
  }
}
