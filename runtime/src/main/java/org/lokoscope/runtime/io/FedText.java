package org.lokoscope.runtime.io;

import java.util.Arrays;
import org.lokoscope.runtime.datum.SchemeString;

/** The characters of a custom port, as far as its procedure has delivered them. */
public final class FedText extends TextInput {

  private int[] buffer = new int[0];
  private int at;
  private int marked;
  private boolean end;

  /** The present operation has taken the end, so that the next one asks anew. */
  private boolean endTaken;

  private boolean fill() {
    if (at < buffer.length) {
      return true;
    }
    if (end) {
      return false;
    }
    throw new NeedsInput();
  }

  @Override
  public int peek() {
    return fill() ? buffer[at] : -1;
  }

  @Override
  public int read() {
    if (fill()) {
      return buffer[at++];
    }
    endTaken = true;
    return -1;
  }

  @Override
  public void passEnd() {
    endTaken = end && at == buffer.length;
  }

  @Override
  public boolean isReady() {
    return at < buffer.length;
  }

  @Override
  public void mark() {
    marked = at;
    endTaken = false;
  }

  @Override
  public void rewind() {
    at = marked;
    endTaken = false;
  }

  @Override
  public void forgetEnd() {
    if (endTaken) {
      end = false;
      endTaken = false;
    }
  }

  void drop() {
    at = buffer.length;
    marked = at;
    end = false;
  }

  void feed(SchemeString text, int from, int count) {
    end = count == 0;
    int kept = buffer.length - marked;
    int[] joined = Arrays.copyOfRange(buffer, marked, marked + kept + count);
    for (int i = 0; i < count; i++) {
      joined[kept + i] = text.codePointAt(from + i);
    }
    buffer = joined;
    at -= marked;
    marked = 0;
  }
}
