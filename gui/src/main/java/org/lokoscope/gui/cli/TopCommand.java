// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.lokoscope.gui.work.StoreWorkbench;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.Trace;
import org.lokoscope.store.query.FindFormat;
import org.lokoscope.store.query.QueryException;
import org.lokoscope.store.query.TopReport;
import org.lokoscope.store.query.TraceQuery;
import org.lokoscope.views.viewport.TimeRange;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "top",
    mixinStandardHelpOptions = true,
    description = {
      "Show how long fibers ran, were ready, were blocked and slept; or who woke whom.",
      "",
      "Costs the same for each fiber, however much it did."
    })
final class TopCommand implements Callable<Integer> {

  @Mixin private OutputFile output;

  @Option(
      names = "--by",
      paramLabel = "fiber|site|all|wakes",
      defaultValue = "fiber",
      description =
          "A row for each fiber, for each place that spawned some, for all, or for each fiber that"
              + " woke another (default: ${DEFAULT-VALUE}).")
  private TopReport.By by;

  @Option(
      names = "--sort",
      paramLabel = "running|ready|blocked|sleeping",
      defaultValue = "running",
      description = "Begin with what was so for longest (default: ${DEFAULT-VALUE}).")
  private String order;

  @Option(
      names = "--range",
      paramLabel = "FROM..TO",
      description = "The time to look at, as in 1.5s..1.7s (default: the whole run).")
  private @Nullable String range;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "Show at most so many rows (default: ${DEFAULT-VALUE}); 0 for all.")
  private int limit;

  @Option(
      names = "--format",
      paramLabel = "text|json|csv",
      defaultValue = "text",
      description = "Output format (default: ${DEFAULT-VALUE}); json has an object a line.")
  private FindFormat format;

  @Parameters(index = "0", paramLabel = "TRACE", description = "The directory of the trace.")
  private Path directory;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "QUERY",
      description = "Only these fibers, such as 'worker*'.")
  private @Nullable List<String> words;

  @Override
  public Integer call() {
    if (limit < 0) {
      throw new CommandFailure(ExitStatus.USAGE, "--limit: must not be below 0, is " + limit);
    }
    if (!TopReport.orders().contains(order)) {
      throw new CommandFailure(
          ExitStatus.USAGE,
          "--sort: expected one of " + String.join(", ", TopReport.orders()) + ", not " + order);
    }
    TimeRange time = range == null ? null : TimeArgument.range(range);
    String text = words == null ? "" : String.join(" ", words);
    try (TerminalProgress progress = new TerminalProgress();
        Trace trace = new StoreWorkbench().open(directory, progress)) {
      Predicate<FiberInfo> wanted = _ -> true;
      if (!text.isEmpty()) {
        Set<Long> fibers = TraceQuery.of(text, trace, progress).fibers();
        wanted = fiber -> fibers.contains(fiber.id());
      }
      String table =
          TopReport.of(
              trace,
              by,
              time == null ? 0 : time.from(),
              time == null ? trace.end() + 1 : time.to(),
              wanted,
              order,
              limit == 0 ? Integer.MAX_VALUE : limit,
              format);
      progress.clear();
      output.write(table);
      return ExitStatus.of(trace.info());
    } catch (QueryException problem) {
      throw FindCommand.failure(problem, text);
    }
  }
}
