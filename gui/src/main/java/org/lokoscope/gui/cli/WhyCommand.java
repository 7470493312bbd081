// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lokoscope.gui.work.StoreWorkbench;
import org.lokoscope.store.Trace;
import org.lokoscope.store.query.QueryException;
import org.lokoscope.store.query.TraceQuery;
import org.lokoscope.store.query.WhyReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "why",
    mixinStandardHelpOptions = true,
    description = {
      "Say why a fiber had to wait: who woke it, what kept that one from doing so before, and so"
          + " on.",
      "",
      "Of the fibers that the query finds, the longest wait is explained; with --at, the longest at"
          + " that time."
    })
final class WhyCommand implements Callable<Integer> {

  /** The form of the output. */
  enum Format {
    TEXT,
    JSON
  }

  @Mixin private OutputFile output;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description = "A time at which it waits, such as 1.2s or 350ms; without it, any.")
  private @Nullable String at;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "20",
      description = "Go back at most so many steps (default: ${DEFAULT-VALUE}).")
  private int steps;

  @Option(
      names = "--format",
      paramLabel = "text|json",
      defaultValue = "text",
      description = "Output format (default: ${DEFAULT-VALUE}).")
  private Format format;

  @Parameters(index = "0", paramLabel = "TRACE", description = "The directory of the trace.")
  private Path directory;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "QUERY",
      description = "Which fibers, such as worker; docs/query.md describes the language.")
  private List<String> words;

  @Override
  public Integer call() {
    if (steps < 1) {
      throw new CommandFailure(ExitStatus.USAGE, "--steps: must be at least 1, is " + steps);
    }
    Long time = at == null ? null : TimeArgument.instant("--at", at.toLowerCase(Locale.ROOT));
    String text = String.join(" ", words);
    try (TerminalProgress progress = new TerminalProgress();
        Trace trace = new StoreWorkbench().open(directory, progress)) {
      Set<Long> fibers = TraceQuery.of(text, trace, progress).fibers();
      WhyReport.Delay delay = WhyReport.longest(trace, fibers, time);
      progress.clear();
      if (delay == null) {
        System.err.println(
            fibers.isEmpty()
                ? "no such fiber"
                : "none of these fibers waits" + (at == null ? "" : " then"));
        return ExitStatus.of(trace.info());
      }
      WhyReport report = WhyReport.of(trace, delay, steps);
      output.write(
          switch (format) {
            case TEXT -> report.text();
            case JSON -> report.json();
          });
      return ExitStatus.of(trace.info());
    } catch (QueryException problem) {
      throw FindCommand.failure(problem, text);
    }
  }
}
