// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.repl;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.reader.SourceText;

/**
 * Forms from a stream that is not a terminal. Takes no more of the stream than the lines of the
 * next form: the rest is there for the program to read.
 */
final class PipeInput implements Input {

  private final InputStream stream;
  private int lines;

  PipeInput(InputStream stream) {
    this.stream = stream;
  }

  @Override
  public String name() {
    return "stdin";
  }

  @Override
  public @Nullable Entry next() {
    StringBuilder text = new StringBuilder();
    int first = lines + 1;
    while (true) {
      String line = readLine();
      if (line == null) {
        return text.isEmpty() ? null : new Entry(text.toString(), first);
      }
      lines++;
      text.append(line);
      boolean mayEnd = text.toString().isBlank() || Forms.areComplete(text.toString());
      if (mayEnd) {
        return new Entry(text.toString(), first);
      }
    }
  }

  private @Nullable String readLine() {
    try {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      int octet;
      while ((octet = stream.read()) >= 0) {
        line.write(octet);
        if (octet == '\n') {
          break;
        }
      }
      return line.size() == 0 ? null : SourceText.decode(line.toByteArray(), name());
    } catch (IOException unreadable) {
      throw new UncheckedIOException("standard input cannot be read", unreadable);
    }
  }
}
