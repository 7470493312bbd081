package org.lokoscope.gui.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.lokoscope.store.Trace;
import org.lokoscope.store.file.Traces;
import org.lokoscope.store.report.Reports;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "info",
    mixinStandardHelpOptions = true,
    description = "What a trace holds: events by type, fibers, processes, duration, losses.")
final class InfoCommand implements Callable<Integer> {

  @Mixin private ReportOutput output;

  @Parameters(index = "0", paramLabel = "TRACE", description = "The folder of a trace.")
  private Path directory;

  @Override
  public Integer call() {
    try (TerminalProgress progress = new TerminalProgress();
        Trace trace = Traces.open(directory, progress)) {
      progress.clear();
      output.print((format, out) -> Reports.info(trace, format, out));
      return ExitStatus.of(trace.info());
    }
  }
}
