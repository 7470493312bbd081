// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lokoscope.gui.work.StoreWorkbench;
import org.lokoscope.store.Trace;
import org.lokoscope.store.query.QueryException;
import org.lokoscope.store.query.TraceQuery;
import org.lokoscope.store.report.ProfileFormat;
import org.lokoscope.store.report.ProfileReport;
import org.lokoscope.store.stacks.StackQuery;
import org.lokoscope.store.stacks.StackQuery.Weight;
import org.lokoscope.store.stacks.StackQuery.Who;
import org.lokoscope.store.stacks.StackTrees;
import org.lokoscope.store.stacks.StackTrees.Group;
import org.lokoscope.store.stacks.StackTrees.Split;
import org.lokoscope.views.viewport.TimeRange;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "profile",
    mixinStandardHelpOptions = true,
    description = {
      "Show the hottest lines and stacks of a trace.",
      "",
      "Where fibers ran, by the samples of record --sample HZ; with --words, what suspended fibers"
          + " hold, by the last stack that was recorded of each."
    })
final class ProfileCommand implements Callable<Integer> {

  /** What is told apart. */
  enum By {
    ALL,
    FIBER,
    SITE
  }

  @Mixin private OutputFile output;

  @Option(names = "--words", description = "Weigh by heap words instead of by samples.")
  private boolean words;

  @Option(
      names = "--by",
      paramLabel = "all|fiber|site",
      defaultValue = "all",
      description =
          "Tell fibers apart, or the sites where they were spawned (default: ${DEFAULT-VALUE}).")
  private By by;

  @Option(
      names = "--of",
      paramLabel = "QUERY",
      description = "Only stacks of fibers that a query finds, such as 'worker*'.")
  private @Nullable String query;

  @Option(
      names = "--range",
      paramLabel = "FROM..TO",
      description = "The time to look at, as in 1.5s..1.7s (default: the whole run).")
  private @Nullable String range;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "10",
      description = "Show at most so many lines and stacks (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Option(
      names = "--format",
      paramLabel = "text|json|folded",
      defaultValue = "text",
      description =
          "Output format (default: ${DEFAULT-VALUE}); folded is what tools for flame graphs read.")
  private ProfileFormat format;

  @Parameters(index = "0", paramLabel = "TRACE", description = "The directory of the trace.")
  private Path directory;

  @Override
  public Integer call() {
    if (limit < 1) {
      throw new CommandFailure(ExitStatus.USAGE, "--limit: must be at least 1, is " + limit);
    }
    TimeRange time = range == null ? null : TimeArgument.range(range);
    try (TerminalProgress progress = new TerminalProgress();
        Trace trace = new StoreWorkbench().open(directory, progress)) {
      Weight weight = words ? Weight.WORDS : Weight.SAMPLES;
      if (!words && !StackTrees.hasSamples(trace)) {
        throw new CommandFailure(
            ExitStatus.USAGE,
            directory + ": holds no samples; record with --sample HZ, or ask for --words");
      }
      StackQuery asked = StackQuery.all(weight).of(who(trace, progress));
      if (time != null) {
        asked = asked.within(time.from(), time.to());
      }
      List<Group> groups = groups(trace, asked);
      progress.clear();
      output.write(ProfileReport.of(groups, weight, limit, format));
      return ExitStatus.of(trace.info());
    }
  }

  private List<Group> groups(Trace trace, StackQuery asked) {
    return switch (by) {
      case ALL -> List.of(new Group(0, "", StackTrees.of(trace, asked)));
      case FIBER -> StackTrees.split(trace, asked, Split.FIBER);
      case SITE -> StackTrees.split(trace, asked, Split.SPAWN_SITE);
    };
  }

  private Who who(Trace trace, TerminalProgress progress) {
    if (query == null) {
      return new Who.Everybody();
    }
    try {
      return new Who.Fibers(TraceQuery.of(query, trace, progress).fibers());
    } catch (QueryException problem) {
      throw new CommandFailure(
          ExitStatus.USAGE,
          problem.getMessage() + "\n  " + problem.pointing(query).replace("\n", "\n  "));
    }
  }
}
