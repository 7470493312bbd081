// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lokoscope.gui.work.StoreWorkbench;
import org.lokoscope.gui.work.Workbench;
import org.lokoscope.store.Trace;
import org.lokoscope.store.analysis.Diagnosis;
import org.lokoscope.store.report.DiagnosisFormat;
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

  @Mixin private OutputFile output;
  @Mixin private LimitOptions limits;

  @Option(
      names = "--format",
      paramLabel = "text|json|html|sarif|junit|diff",
      defaultValue = "text",
      description = "Output format (default: ${DEFAULT-VALUE}).")
  private DiagnosisFormat format;

  @Option(
      names = "--sources",
      paramLabel = "DIR",
      description =
          "Say where the sources below this directory differ from those that were recorded.")
  private @Nullable Path sources;

  @Option(
      names = "--fail-on",
      paramLabel = "CLASS",
      split = ",",
      description =
          "Exit with status 3 when a leak of the class was found; leak means any class, and"
              + " inconclusive that too little was recorded. Several are separated by commas.")
  private List<String> failOn = List.of();

  @Option(
      names = "--max-bytes-per-resume",
      paramLabel = "N",
      description = "Exit with status 3 when a finding grows by more bytes at each resume.")
  private @Nullable Double maxBytes;

  @Parameters(index = "0", paramLabel = "TRACE", description = "The directory of the trace.")
  private Path directory;

  @Override
  public Integer call() {
    Gate gate = Gate.of(failOn, maxBytes);
    if (sources != null && !Files.isDirectory(sources)) {
      throw new CommandFailure(ExitStatus.USAGE, "--sources: " + sources + " is not a directory");
    }
    Workbench workbench = new StoreWorkbench();
    try (TerminalProgress progress = new TerminalProgress();
        Trace trace = workbench.open(directory, progress)) {
      Diagnosis diagnosis = workbench.diagnose(trace, limits.get(), progress);
      progress.clear();
      StringBuilder text = new StringBuilder();
      Reports.diagnosis(trace, diagnosis, format, sources, text);
      output.write(text);
      return gate.stops(diagnosis) ? ExitStatus.FOUND : ExitStatus.of(trace.info());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
