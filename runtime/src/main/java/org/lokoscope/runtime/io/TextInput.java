// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.io;

import java.io.IOException;
import org.lokoscope.runtime.datum.SchemeString;

/** The characters of an input port, with a lookahead of one. */
public abstract non-sealed class TextInput extends PortInput {

  private int line;
  private int column;
  private int markedLine;
  private int markedColumn;

  /** The next character, which stays; -1 at the end. */
  public abstract int peek() throws IOException;

  /** Takes the next character; -1 at the end. */
  public final int read() throws IOException {
    int c = take();
    if (c >= ' ') {
      column++;
    } else if (c >= 0) {
      line += c == '\n' ? 1 : 0;
      column = Columns.after(column, c);
    }
    return c;
  }

  /** Does what {@link #read} says. */
  protected abstract int take() throws IOException;

  /** Puts a character before the next one. */
  public final void unread(int c) throws IOException {
    giveBack(c);
    if (c == '\n') {
      line = Math.max(0, line - 1);
    } else {
      column = Math.max(0, column - 1);
    }
  }

  /** Does what {@link #unread} says. */
  protected void giveBack(int c) throws IOException {
    throw new IOException("this port takes no characters back");
  }

  /** How many lines were read, or what was set. */
  public final int line() {
    return line;
  }

  /** The column of the next character, from 0, or what was set. */
  public final int column() {
    return column;
  }

  /** Sets where the next character stands. */
  public final void moveTo(int newLine, int newColumn) {
    line = newLine;
    column = newColumn;
  }

  @Override
  public boolean isReady() throws IOException {
    return true;
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

  @Override
  public void mark() {
    markedLine = line;
    markedColumn = column;
  }

  @Override
  public void rewind() {
    line = markedLine;
    column = markedColumn;
  }

  /** A text that is all there makes nobody wait. */
  @Override
  Object state() {
    return this;
  }

  @Override
  void resume(Object state) {}

  @Override
  public void forgetEnd() {}

  /** Takes the end if that is what was looked at last. */
  public void passEnd() {}

  /** Reads a string, counted in characters. */
  public static final class OfString extends TextInput {
    private SchemeString text;
    private int at;

    public OfString(SchemeString text) {
      this.text = text;
    }

    /** What was not taken yet. */
    String rest() {
      return text.substring(at, text.length()).toString();
    }

    @Override
    public int peek() {
      return at < text.length() ? text.codePointAt(at) : -1;
    }

    @Override
    protected int take() {
      return at < text.length() ? text.codePointAt(at++) : -1;
    }

    @Override
    protected void giveBack(int c) {
      if (at > 0 && text.codePointAt(at - 1) == c) {
        at--;
      } else {
        text = SchemeString.of(Character.toString(c) + text.substring(at, text.length()));
        at = 0;
      }
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
      if (position > text.length()) {
        throw new IOException("beyond the end");
      }
      at = (int) position;
    }
  }
}
