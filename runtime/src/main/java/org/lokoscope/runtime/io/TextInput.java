package org.lokoscope.runtime.io;

import java.io.IOException;
import org.lokoscope.runtime.datum.SchemeString;

/** The characters of an input port, with a lookahead of one. */
public abstract class TextInput {

  /** The next character, which stays; -1 at the end. */
  public abstract int peek() throws IOException;

  /** Takes the next character; -1 at the end. */
  public abstract int read() throws IOException;

  public boolean isReady() throws IOException {
    return true;
  }

  /** Of the next character, in units of the port's own; -1 if nobody can tell. */
  public long position() throws IOException {
    return -1;
  }

  public boolean canSeek() {
    return false;
  }

  public void seek(long position) throws IOException {
    throw new IOException("not seekable");
  }

  public void close() throws IOException {}

  /** For custom ports: remembers where an operation begins. */
  public void mark() {}

  /** For custom ports: returns to where the operation began. */
  public void rewind() {}

  /** For custom ports: what {@link #resume} needs to return to this place in a later operation. */
  Object state() {
    return null;
  }

  /** For custom ports: goes on where an operation was that began where this one does. */
  void resume(Object state) {}

  /** For custom ports: an end that the operation took may be followed by more. */
  public void forgetEnd() {}

  /** Takes the end if that is what was looked at last. */
  public void passEnd() {}

  /** Reads a string, counted in characters. */
  public static final class OfString extends TextInput {
    private final SchemeString text;
    private int at;

    public OfString(SchemeString text) {
      this.text = text;
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
