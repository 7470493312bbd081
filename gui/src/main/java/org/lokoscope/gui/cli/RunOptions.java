// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.lokoscope.gui.work.LaunchSettings;
import org.lokoscope.gui.work.ProgramRunner;
import org.lokoscope.runtime.cml.FiberMode;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The options of {@code run} and {@code record}. */
final class RunOptions {

  /** Reads a mode in lower case, and names the modes in lower case when it is none. */
  private static final class Modes implements CommandLine.ITypeConverter<FiberMode> {

    @Override
    public FiberMode convert(String text) {
      for (FiberMode mode : FiberMode.values()) {
        if (mode.name().equalsIgnoreCase(text)) {
          return mode;
        }
      }
      throw new CommandLine.TypeConversionException(
          "expected callcc or delimited but was '" + text + "'");
    }
  }

  @Option(
      names = "--fibers",
      converter = Modes.class,
      paramLabel = "callcc|delimited",
      description =
          "What a suspended fiber holds: its whole continuation, as in Loko, or only its own frames"
              + " (default: callcc).")
  private FiberMode fibers = FiberMode.CALLCC;

  @Option(
      names = "--cpus",
      paramLabel = "N",
      description = "Virtual CPUs, each of which runs one process at a time (default: 1).")
  private int cpus = 1;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Make the run deterministic: clock, random numbers and preemption.")
  private @Nullable Long seed;

  @Option(
      names = "--libdir",
      paramLabel = "DIR",
      description = "Directory to search first for imported libraries; may be repeated.")
  private List<Path> libraries = List.of();

  @Option(
      names = "--guile-lib",
      paramLabel = "DIR",
      description =
          "Directory of Guile's own modules, such as /usr/share/guile/3.0 (default: that of the"
              + " guile on the PATH).")
  private @Nullable Path guileLibrary;

  @Option(
      names = "--faithful-leaks",
      description = "Keep losing offers and timers queued, as in Loko.")
  private boolean faithfulLeaks;

  @Option(names = "--preempt-fibers", description = "Preempt a running fiber 100 times a second.")
  private boolean preemptFibers;

  @Option(
      names = "--max-continuation-words",
      paramLabel = "N",
      description =
          "Raise a condition in a fiber that suspends with a larger continuation, and exit with"
              + " status 3: a test for leaks.")
  private @Nullable Long maxContinuationWords;

  @Option(
      names = "--no-cache",
      description = "Neither use nor update the cache of expanded libraries.")
  private boolean noCache;

  @Option(
      names = "--strict",
      description =
          "Refuse a program that uses unbound names, also where R7RS and Guile programs get a"
              + " warning.")
  private boolean strict;

  LaunchSettings settings() {
    if (cpus < 1 || cpus > 64) {
      throw new CommandFailure(ExitStatus.USAGE, "--cpus: from 1 to 64, not " + cpus);
    }
    for (Path library : libraries) {
      if (!Files.isDirectory(library)) {
        throw new CommandFailure(ExitStatus.USAGE, "--libdir: " + library + " is not a directory");
      }
    }
    if (maxContinuationWords != null && maxContinuationWords < 1) {
      throw new CommandFailure(
          ExitStatus.USAGE, "--max-continuation-words: from 1 on, not " + maxContinuationWords);
    }
    if (guileLibrary != null && !Files.isDirectory(guileLibrary)) {
      throw new CommandFailure(
          ExitStatus.USAGE, "--guile-lib: " + guileLibrary + " is not a directory");
    }
    return new LaunchSettings(
        fibers,
        cpus,
        seed == null ? OptionalLong.empty() : OptionalLong.of(seed),
        List.copyOf(libraries),
        Optional.ofNullable(guileLibrary),
        faithfulLeaks,
        preemptFibers,
        !noCache,
        strict,
        maxContinuationWords == null ? OptionalLong.empty() : OptionalLong.of(maxContinuationWords),
        true);
  }

  /** Says in time what is wrong with the program's file. */
  static Path checked(Path program) {
    if (ProgramRunner.isStandardInput(program)) {
      return program;
    }
    if (!Files.exists(program)) {
      throw new CommandFailure(ExitStatus.USAGE, program + ": no such file");
    }
    if (Files.isDirectory(program)) {
      throw new CommandFailure(ExitStatus.USAGE, program + ": is a directory, not a program");
    }
    if (!Files.isReadable(program)) {
      throw new CommandFailure(ExitStatus.USAGE, program + ": permission denied");
    }
    return program;
  }
}
