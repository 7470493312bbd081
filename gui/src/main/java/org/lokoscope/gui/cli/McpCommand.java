// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.cli;

import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.lokoscope.gui.mcp.Commands;
import org.lokoscope.gui.mcp.TraceServer;
import org.lokoscope.gui.work.StoreWorkbench;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.store.TraceException;
import picocli.CommandLine.Command;

@Command(
    name = "mcp",
    mixinStandardHelpOptions = true,
    description = {
      "Answer an assistant's questions about traces, by the Model Context Protocol.",
      "",
      "Speaks over standard input and output, and writes nothing beside a trace; docs/mcp.md says"
          + " how an assistant is set up."
    })
final class McpCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    try {
      new TraceServer(new CommandLineAnswers(), Main.version())
          .serve(new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return ExitStatus.DONE;
  }

  /** Runs commands in this JVM, with what they print taken instead of printed. */
  private static final class CommandLineAnswers implements Commands {

    @Override
    public Answer run(List<String> words) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ByteArrayOutputStream wrong = new ByteArrayOutputStream();
      PrintStream before = System.err;
      System.setErr(new PrintStream(wrong, true, StandardCharsets.UTF_8));
      int status;
      try {
        status = Main.execute(out, words.toArray(String[]::new));
      } finally {
        System.setErr(before);
      }
      String said = out.toString(System.out.charset());
      String problem = wrong.toString(StandardCharsets.UTF_8);
      boolean failed = said.isEmpty() && status != ExitStatus.DONE && !isShown(status, problem);
      return new Answer(failed, failed ? reason(problem) : said + problem);
    }

    /** Whether a damaged trace has been shown as far as it goes. */
    private static boolean isShown(int status, String problem) {
      return status == ExitStatus.BAD_TRACE && !problem.startsWith("lokoscope: ");
    }

    private static String reason(String problem) {
      return problem
          .lines()
          .filter(line -> !line.startsWith("Try: "))
          .map(line -> line.startsWith("lokoscope: ") ? line.substring(11) : line)
          .collect(Collectors.joining("\n"));
    }

    @Override
    public List<String> damage(Path trace) {
      try (Trace open = new StoreWorkbench().open(trace, Progress.NONE)) {
        return open.info().damage();
      } catch (TraceException unreadable) {
        return List.of();
      }
    }
  }
}
