// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.lokoscope.gui.work.StoreWorkbench;
import org.lokoscope.store.Trace;
import org.lokoscope.store.report.Reports;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "info",
    mixinStandardHelpOptions = true,
    description =
        "Show what a trace contains: events by type, fibers, processes, duration, lost events.")
final class InfoCommand implements Callable<Integer> {

  @Mixin private ReportOutput output;

  @Parameters(index = "0", paramLabel = "TRACE", description = "The directory of the trace.")
  private Path directory;

  @Override
  public Integer call() {
    try (TerminalProgress progress = new TerminalProgress();
        Trace trace = new StoreWorkbench().open(directory, progress)) {
      progress.clear();
      output.print((format, out) -> Reports.info(trace, format, out));
      return ExitStatus.of(trace.info());
    }
  }
}
