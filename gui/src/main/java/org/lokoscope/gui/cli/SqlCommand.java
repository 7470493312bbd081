// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.lokoscope.gui.work.SqlEngines;
import org.lokoscope.store.sql.SqlException;
import org.lokoscope.store.sql.SqlFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "sql",
    mixinStandardHelpOptions = true,
    description = {
      "Ask traces in SQL.",
      "",
      "The tables are runs, events, processes, fibers, objects, sites, intervals, wakes, captures,"
          + " growth, offers, timers, messages and findings; docs/sql.md lists their columns. Each"
          + " row says of which run it is. Example:",
      "",
      "  lokoscope sql *.trace \"select run, count(*) from fibers group by run\""
    })
final class SqlCommand implements Callable<Integer> {

  @Option(
      names = "--format",
      paramLabel = "text|csv|json",
      defaultValue = "text",
      description = "Output format (default: ${DEFAULT-VALUE}).")
  private SqlFormat format;

  @Parameters(
      index = "0..*",
      arity = "2..*",
      paramLabel = "TRACE... QUERY",
      description = "The directories of the traces, then the query.")
  private List<String> words;

  @Override
  public Integer call() {
    List<Path> traces = words.subList(0, words.size() - 1).stream().map(Path::of).toList();
    try (TerminalProgress progress = new TerminalProgress()) {
      SqlEngines.load().query(traces, words.getLast(), format, System.out, progress);
      System.out.flush();
      return ExitStatus.DONE;
    } catch (SqlException wrong) {
      throw new CommandFailure(ExitStatus.USAGE, String.valueOf(wrong.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
