// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.io;

import org.lokoscope.runtime.datum.SchemeString;

/** The characters of a custom port, as far as its procedure has delivered them. */
public final class FedText extends TextInput {

  private int[] buffer = new int[0];
  private int at;
  private int length;

  /** How many characters there were before the first of the buffer. */
  private long base;

  private int marked;
  private boolean end;

  /** The present operation has taken the end, so that the next one asks anew. */
  private boolean endTaken;

  private record State(long place, int line, int column) {}

  private boolean fill() {
    if (at < length) {
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
  protected int take() {
    if (fill()) {
      return buffer[at++];
    }
    endTaken = true;
    return -1;
  }

  @Override
  public void passEnd() {
    endTaken = end && at == length;
  }

  @Override
  public boolean isReady() {
    return at < length;
  }

  @Override
  public void mark() {
    super.mark();
    marked = at;
    endTaken = false;
  }

  @Override
  public void rewind() {
    super.rewind();
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

  @Override
  void drop() {
    at = length;
    marked = at;
    end = false;
  }

  @Override
  Object state() {
    return new State(base + at, line(), column());
  }

  @Override
  void resume(Object state) {
    State to = (State) state;
    at = (int) (to.place - base);
    moveTo(to.line, to.column);
  }

  /** Forgets what was taken before the present operation, and grows the buffer if need be. */
  private void makeRoom(int count) {
    if (buffer.length - length >= count) {
      return;
    }
    int kept = length - marked;
    int[] to = kept + count <= buffer.length / 2 ? buffer : new int[2 * (kept + count)];
    System.arraycopy(buffer, marked, to, 0, kept);
    buffer = to;
    base += marked;
    at -= marked;
    length = kept;
    marked = 0;
  }

  void feed(SchemeString text, int from, int count) {
    end = count == 0;
    makeRoom(count);
    for (int i = 0; i < count; i++) {
      buffer[length++] = text.codePointAt(from + i);
    }
  }
}
