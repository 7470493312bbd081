// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.lokoscope.store.report.ReportFormat;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code --format}, and where to write. */
final class ReportOutput {

  /** Writes a report in a format. */
  interface Writer {

    void write(ReportFormat format, Appendable out) throws IOException;
  }

  @Mixin private OutputFile file;

  @Option(
      names = "--format",
      paramLabel = "text|json|html",
      defaultValue = "text",
      description = "Output format (default: ${DEFAULT-VALUE}).")
  private ReportFormat format;

  void print(Writer writer) {
    StringBuilder text = new StringBuilder();
    try {
      writer.write(format, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    file.write(text);
  }
}
