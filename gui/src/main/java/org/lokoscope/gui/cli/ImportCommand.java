// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.lokoscope.gui.work.StoreWorkbench;
import org.lokoscope.store.Imported;
import org.lokoscope.tracer.text.Count;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = {
      "Make a trace of a bare stream of chunks, of a table of events, of an event log of GHC, or"
          + " of a trace in Fuchsia's format.",
      "",
      "The stream is what export --to chunks writes, or another program in the format of"
          + " docs/trace-format.md. The table is what export --to csv writes. The log"
          + " is what a Haskell program writes with +RTS -l. Of a directory, all"
          + " files *.chunks are taken: the streams of a program of many processes. Several streams"
          + " become one trace with one axis of time, by what they say of their clocks; several"
          + " traces, too, and lokoscope TRACE TRACE opens such a one."
    })
final class ImportCommand implements Callable<Integer> {

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "The stream or table; - for the standard input. Or several streams, or traces.")
  private List<Path> files;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "TRACE",
      description = "The directory of the trace to make.")
  private Path trace;

  @Override
  public Integer call() {
    Imported imported;
    try (TerminalProgress progress = new TerminalProgress()) {
      imported =
          files.size() == 1
              ? new StoreWorkbench().importChunks(files.getFirst(), trace, progress)
              : StoreWorkbench.importStreams(files, trace, progress);
    }
    System.out.println(
        Count.of(imported.count(), imported.table() ? "event" : "chunk")
            + " imported into "
            + trace);
    Path file = files.size() == 1 ? files.getFirst() : trace;
    if (imported.cut()) {
      System.err.println("lokoscope: " + file + ": ends in the middle; the trace is incomplete");
    }
    if (imported.damaged() > 0) {
      System.err.println(
          "lokoscope: " + file + ": " + Count.of(imported.damaged(), "damaged place") + " skipped");
      return ExitStatus.BAD_TRACE;
    }
    return ExitStatus.DONE;
  }
}
