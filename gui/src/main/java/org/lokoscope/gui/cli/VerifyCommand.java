// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.lokoscope.gui.work.StoreWorkbench;
import org.lokoscope.store.report.Reports;
import org.lokoscope.store.verify.Verification;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = "Check a whole trace for missing or damaged parts.")
final class VerifyCommand implements Callable<Integer> {

  @Mixin private ReportOutput output;

  @Parameters(index = "0", paramLabel = "TRACE", description = "The directory of the trace.")
  private Path directory;

  @Override
  public Integer call() {
    try (TerminalProgress progress = new TerminalProgress()) {
      Verification found = new StoreWorkbench().verify(directory, progress);
      progress.clear();
      output.print((format, out) -> Reports.verification(found, format, out));
      return found.status() == Verification.Status.DAMAGED ? ExitStatus.BAD_TRACE : ExitStatus.DONE;
    }
  }
}
