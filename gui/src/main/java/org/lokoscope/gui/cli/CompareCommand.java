// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.lokoscope.gui.work.StoreWorkbench;
import org.lokoscope.gui.work.Workbench;
import org.lokoscope.store.Trace;
import org.lokoscope.store.analysis.Comparison;
import org.lokoscope.store.analysis.Diagnosis;
import org.lokoscope.store.report.Reports;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description = "Say which leaks are gone, new or still there in a second trace of a program.")
final class CompareCommand implements Callable<Integer> {

  @Mixin private ReportOutput output;
  @Mixin private LimitOptions limits;

  @Option(
      names = "--fail-on-new",
      description = "Exit with status 3 when the second trace has a leak that the first has not.")
  private boolean failOnNew;

  @Parameters(index = "0", paramLabel = "BEFORE", description = "The trace before the change.")
  private Path before;

  @Parameters(index = "1", paramLabel = "AFTER", description = "The trace after it.")
  private Path after;

  @Override
  public Integer call() {
    Comparison compared = Comparison.of(diagnose(before), diagnose(after));
    output.print((format, out) -> Reports.comparison(compared, format, out));
    return failOnNew && !compared.appeared().isEmpty() ? ExitStatus.FOUND : ExitStatus.DONE;
  }

  private Diagnosis diagnose(Path directory) {
    Workbench workbench = new StoreWorkbench();
    try (TerminalProgress progress = new TerminalProgress();
        Trace trace = workbench.open(directory, progress)) {
      Diagnosis diagnosis = workbench.diagnose(trace, limits.get(), progress);
      progress.clear();
      return diagnosis;
    }
  }
}
