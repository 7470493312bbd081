// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.cli;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lokoscope.gui.work.StoreWorkbench;
import org.lokoscope.gui.work.TraceParts;
import org.lokoscope.store.Trace;
import org.lokoscope.store.query.QueryException;
import org.lokoscope.store.query.TraceQuery;
import org.lokoscope.views.viewport.TimeRange;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "cut",
    mixinStandardHelpOptions = true,
    description = {
      "Make a small trace of a part of one, to be passed on: it tells the same of that part, and"
          + " nothing of the rest.",
      "",
      "Times stay as they are. Marks of that time come along. The texts of the program that the"
          + " trace keeps stay whole."
    })
final class CutCommand implements Callable<Integer> {

  @Option(
      names = "--range",
      required = true,
      paramLabel = "FROM..TO",
      description = "The time to take, as in 1.5s..1.7s; a missing end is that of the run.")
  private String range;

  @Option(
      names = "--query",
      paramLabel = "QUERY",
      description = "Only fibers that a query finds, such as 'worker*', and what they use.")
  private @Nullable String query;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "DIR",
      description = "The directory of the new trace; a trace in it is replaced.")
  private Path output;

  @Parameters(index = "0", paramLabel = "TRACE", description = "The directory of the trace.")
  private Path directory;

  @Override
  public Integer call() {
    TimeRange time = TimeArgument.range(range);
    try (TerminalProgress progress = new TerminalProgress();
        Trace trace = new StoreWorkbench().open(directory, progress)) {
      TraceParts.cut(trace, time.from(), time.to(), fibers(trace, progress), output, progress);
      progress.clear();
      System.err.println("lokoscope: the trace is in " + output);
      return ExitStatus.of(trace.info());
    } catch (IllegalArgumentException nothing) {
      throw new CommandFailure(ExitStatus.USAGE, "--range: " + nothing.getMessage(), nothing);
    }
  }

  private @Nullable Set<Long> fibers(Trace trace, TerminalProgress progress) {
    if (query == null) {
      return null;
    }
    try {
      Set<Long> fibers = TraceQuery.of(query, trace, progress).fibers();
      if (fibers.isEmpty()) {
        throw new CommandFailure(ExitStatus.USAGE, "--query: no fiber is found by " + query);
      }
      return fibers;
    } catch (QueryException problem) {
      throw FindCommand.failure(problem, query);
    }
  }
}
