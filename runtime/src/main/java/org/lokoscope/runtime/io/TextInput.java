package org.lokoscope.runtime.io;

import java.io.IOException;
import org.lokoscope.runtime.datum.SchemeString;

/** The characters of an input port, with a lookahead of one. */
public abstract non-sealed class TextInput extends PortInput {

  /** The next character, which stays; -1 at the end. */
  public abstract int peek() throws IOException;

  /** Takes the next character; -1 at the end. */
  public abstract int read() throws IOException;

  /** Puts a character before the next one. */
  public void unread(int c) throws IOException {
    throw new IOException("this port takes no characters back");
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
  public void mark() {}

  @Override
  public void rewind() {}

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
    public int read() {
      return at < text.length() ? text.codePointAt(at++) : -1;
    }

    @Override
    public void unread(int c) {
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
