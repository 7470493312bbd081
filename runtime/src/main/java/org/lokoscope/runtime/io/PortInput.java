// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.io;

import java.io.IOException;

/** What a port reads from, be it bytes or characters. */
public abstract sealed class PortInput permits BinaryInput, TextInput {

  /** Whether a read would find something at once, be it the end. */
  public abstract boolean isReady() throws IOException;

  /** Of what is read next, in bytes or in units of the port's own; -1 if nobody can tell. */
  public abstract long position() throws IOException;

  public abstract boolean canSeek();

  public abstract void seek(long position) throws IOException;

  public abstract void close() throws IOException;

  // For custom ports

  /** Remembers where an operation begins. */
  public abstract void mark();

  /** Returns to where the operation began. */
  public abstract void rewind();

  /** Ends an operation: an end that it took may be followed by more. */
  public abstract void forgetEnd();

  /** What {@link #resume} needs to return to this place in a later operation. */
  abstract Object state();

  /** Goes on where an operation was that began where this one does. */
  abstract void resume(Object state);

  /** Forgets what it was fed that nobody has taken. */
  void drop() {}
}
