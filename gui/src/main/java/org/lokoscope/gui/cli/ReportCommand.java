package org.lokoscope.gui.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lokoscope.gui.work.StoreWorkbench;
import org.lokoscope.gui.work.Workbench;
import org.lokoscope.store.Trace;
import org.lokoscope.store.analysis.Diagnosis;
import org.lokoscope.store.report.Reports;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = "Diagnose a trace: what leaks, at which line, and what to change.")
final class ReportCommand implements Callable<Integer> {

  enum Failure {
    LEAK
  }

  @Mixin private ReportOutput output;

  @Option(
      names = "--fail-on",
      paramLabel = "leak",
      description = "Exit with status 3 when the verdict is a leak.")
  private @Nullable Failure failOn;

  @Parameters(index = "0", paramLabel = "TRACE", description = "The directory of the trace.")
  private Path directory;

  @Override
  public Integer call() {
    Workbench workbench = new StoreWorkbench();
    try (TerminalProgress progress = new TerminalProgress();
        Trace trace = workbench.open(directory, progress)) {
      Diagnosis diagnosis = workbench.diagnose(trace, progress);
      progress.clear();
      output.print((format, out) -> Reports.diagnosis(trace, diagnosis, format, out));
      boolean leak = diagnosis.verdict() == Diagnosis.Verdict.LEAK;
      return failOn == Failure.LEAK && leak ? ExitStatus.FOUND : ExitStatus.of(trace.info());
    }
  }
}
