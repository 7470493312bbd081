// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.lokoscope.gui.work.WriteFailure;
import picocli.CommandLine.Option;

/** {@code -o}: a file instead of standard output. */
final class OutputFile {

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write to a file instead of standard output.")
  private @Nullable Path file;

  void write(CharSequence text) {
    if (file == null) {
      System.out.print(text);
      System.out.flush();
      return;
    }
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new WriteFailure(file, e);
    }
  }
}
