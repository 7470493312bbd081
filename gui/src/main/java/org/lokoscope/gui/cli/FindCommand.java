// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.cli;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.lokoscope.gui.work.StoreWorkbench;
import org.lokoscope.store.Trace;
import org.lokoscope.store.query.Answers;
import org.lokoscope.store.query.FindFormat;
import org.lokoscope.store.query.QueryException;
import org.lokoscope.store.query.TraceQuery;
import org.lokoscope.tracer.text.Count;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "find",
    mixinStandardHelpOptions = true,
    description = {
      "Find fibers, intervals or events of a trace by a query.",
      "",
      "For example: 'worker', 'state:blocked > 10ms fiber:worker*', 'type:timer* time:1.2s..1.5s'."
          + " docs/query.md describes the language. The answers are written as they are found."
    })
final class FindCommand implements Callable<Integer> {

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Write at most so many answers (default: ${DEFAULT-VALUE}); 0 for all.")
  private long limit;

  @Option(
      names = "--format",
      paramLabel = "text|json|csv",
      defaultValue = "text",
      description = "Output format (default: ${DEFAULT-VALUE}); json has an object a line.")
  private FindFormat format;

  @Option(names = "--count", description = "Only say how many answers there are.")
  private boolean count;

  @Parameters(index = "0", paramLabel = "TRACE", description = "The directory of the trace.")
  private Path directory;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "QUERY",
      description = "What to find; several words are one query.")
  private List<String> words;

  @Override
  public Integer call() {
    if (limit < 0) {
      throw new CommandFailure(ExitStatus.USAGE, "--limit: must not be below 0, is " + limit);
    }
    String text = String.join(" ", words);
    try (TerminalProgress progress = new TerminalProgress();
        Trace trace = new StoreWorkbench().open(directory, progress)) {
      TraceQuery query = TraceQuery.of(text, trace, progress);
      if (count) {
        long found = Answers.count(query);
        progress.clear();
        System.out.println(found);
      } else {
        write(query, trace, progress);
      }
      return ExitStatus.of(trace.info());
    } catch (QueryException problem) {
      throw failure(problem, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Points at what is wrong with a query. */
  static CommandFailure failure(QueryException problem, String text) {
    return new CommandFailure(
        ExitStatus.USAGE,
        String.valueOf(problem.getMessage()) + "\n" + indented(problem.pointing(text)));
  }

  private void write(TraceQuery query, Trace trace, TerminalProgress progress) throws IOException {
    long most = limit == 0 ? Long.MAX_VALUE : limit;
    // Closed by whoever made the stream.
    Writer out = new OutputStreamWriter(System.out, System.out.charset());
    long written = Answers.write(query, trace, format, most, out);
    progress.clear();
    if (written == 0) {
      System.err.println("nothing found");
    } else if (written == most) {
      System.err.println(
          "stopped after "
              + Count.of(written, one(query), query.target().word())
              + "; --limit 0 finds all");
    }
  }

  private static String one(TraceQuery query) {
    String word = query.target().word().toLowerCase(Locale.ROOT);
    return word.substring(0, word.length() - 1);
  }

  private static String indented(String lines) {
    return "  " + lines.replace("\n", "\n  ");
  }
}
