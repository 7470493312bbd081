// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.lokoscope.gui.work.ExportFormat;
import org.lokoscope.gui.work.StoreWorkbench;
import org.lokoscope.gui.work.Workbench;
import org.lokoscope.gui.work.WriteFailure;
import org.lokoscope.runtime.world.StandardStream;
import org.lokoscope.store.Trace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Export a trace to a file.",
      "",
      "csv, jsonl: all events, a row or a JSON object each. chrome: the timeline as JSON, for"
          + " Perfetto and Chrome's viewer. perfetto: the same in Perfetto's own format, which is"
          + " smaller. chunks: what was recorded, as a bare stream, for import. parquet: the tables"
          + " of the command sql, as a directory for data frames and Spark; several traces may go"
          + " into one."
    })
final class ExportCommand implements Callable<Integer> {

  @Option(
      names = "--to",
      required = true,
      paramLabel = "FORMAT",
      description = "The file format: csv, jsonl, chrome, perfetto, chunks or parquet.")
  private ExportFormat format;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description = "The file to write; for parquet a directory.")
  private Path file;

  @Parameters(index = "0", paramLabel = "TRACE", description = "The directory of the trace.")
  private Path directory;

  @Override
  public Integer call() {
    Workbench workbench = new StoreWorkbench();
    try (TerminalProgress progress = new TerminalProgress();
        Trace trace = workbench.open(directory, progress)) {
      workbench.export(trace, format, file, progress);
      return ExitStatus.of(trace.info());
    } catch (WriteFailure failure) {
      if (failure.isBrokenPipe()) {
        return StandardStream.BROKEN_PIPE_STATUS;
      }
      throw failure;
    }
  }
}
