// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.io;

import java.io.IOException;
import org.lokoscope.runtime.datum.SchemeString;

/** The characters of an output port. */
public abstract non-sealed class TextOutput extends PortOutput {

  /** Whether the last character was a line end, or there is none yet. */
  private boolean atLineStart = true;

  private int line;
  private int column;

  public final boolean isAtLineStart() {
    return atLineStart;
  }

  public final void write(int c) throws IOException {
    put(c);
    pass(c);
    atLineStart = c == '\n';
  }

  private void pass(int c) {
    if (c >= ' ') {
      column++;
    } else {
      line += c == '\n' ? 1 : 0;
      column = Columns.after(column, c);
    }
  }

  /** How many lines were written, or what was set. */
  public final int line() {
    return line;
  }

  /** The column of the next character, from 0, or what was set. */
  public final int column() {
    return column;
  }

  /** Sets where the next character is to stand. */
  public final void moveTo(int newLine, int newColumn) {
    line = newLine;
    column = newColumn;
  }

  public final void write(String text) throws IOException {
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      put(c);
      pass(c);
      i += Character.charCount(c);
      atLineStart = c == '\n';
    }
  }

  public final void write(SchemeString text, int from, int to) throws IOException {
    for (int i = from; i < to; i++) {
      int c = text.codePointAt(i);
      put(c);
      pass(c);
    }
    if (to > from) {
      atLineStart = text.codePointAt(to - 1) == '\n';
    }
  }

  public abstract void put(int c) throws IOException;

  @Override
  public void flush() throws IOException {}

  @Override
  public void settle() throws IOException {}

  @Override
  public BufferMode mode() {
    return BufferMode.NONE;
  }

  @Override
  public long position() throws IOException {
    return -1;
  }

  @Override
  public boolean canSeek() {
    return false;
  }

  @Override
  public void seek(long position) throws IOException {
    throw new IOException("not seekable");
  }

  @Override
  public void close() throws IOException {}

  /** Collects a string. */
  public static final class OfString extends TextOutput {
    private int[] text = new int[64];
    private int length;
    private int at;

    @Override
    public void put(int c) {
      if (at == text.length) {
        text = java.util.Arrays.copyOf(text, at * 2);
      }
      text[at++] = c;
      length = Math.max(length, at);
    }

    public SchemeString content() {
      return SchemeString.ofCodePoints(text, 0, length);
    }

    public void reset() {
      text = new int[64];
      length = 0;
      at = 0;
    }

    @Override
    public long position() {
      return at;
    }

    @Override
    public boolean canSeek() {
      return true;
    }

    @Override
    public void seek(long position) throws IOException {
      if (position > length) {
        throw new IOException("beyond the end");
      }
      at = (int) position;
    }
  }
}
