// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.cli;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.world.StandardStream;
import org.lokoscope.tracer.text.Reason;

/**
 * Standard output for what commands print. A {@link PrintStream} and a writer keep errors to
 * themselves; here the first one ends the command, and what is printed after it goes nowhere.
 */
final class CommandOutput extends OutputStream {

  private final OutputStream stream;
  private final PrintStream printer;
  private @Nullable IOException failure;

  CommandOutput(OutputStream stream) {
    this.stream = stream;
    this.printer =
        new PrintStream(new BufferedOutputStream(this, 1 << 13), true, System.out.charset());
  }

  PrintStream printer() {
    return printer;
  }

  /** For somebody who would not understand that it ends: it only says so at the end. */
  PrintWriter quietWriter() {
    OutputStream quiet =
        new FilterOutputStream(this) {
          @Override
          public void write(byte[] bytes, int from, int count) {
            try {
              CommandOutput.this.write(bytes, from, count);
            } catch (OutputLost _) {
              // The field says it, too.
            }
          }
        };
    return new PrintWriter(quiet, true, System.out.charset());
  }

  @Override
  public void write(int octet) {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int count) {
    if (failure != null) {
      return;
    }
    try {
      stream.write(bytes, from, count);
    } catch (IOException e) {
      failure = e;
      throw new OutputLost(e);
    }
  }

  /**
   * Writes out the rest.
   *
   * @param status what the command would end with
   * @return what it ends with
   */
  int finish(int status, PrintStream errors) {
    try {
      printer.flush();
    } catch (OutputLost _) {
      // The field says it, too.
    }
    if (failure == null) {
      return status;
    }
    if (StandardStream.isBrokenPipe(failure)) {
      return status == ExitStatus.DONE ? StandardStream.BROKEN_PIPE_STATUS : status;
    }
    errors.println("lokoscope: cannot write to standard output: " + Reason.of(failure));
    return status == ExitStatus.DONE ? ExitStatus.USAGE : status;
  }
}
