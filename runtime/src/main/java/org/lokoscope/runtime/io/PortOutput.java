// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.io;

import java.io.IOException;

/** What a port writes to, be it bytes or characters. */
public abstract sealed class PortOutput permits BinaryOutput, TextOutput {

  /** Passes on what was kept back. */
  public abstract void flush() throws IOException;

  /** Called at the end of each operation on the port. */
  public abstract void settle() throws IOException;

  public abstract BufferMode mode();

  /** Of what is written next, in bytes or in units of the port's own; -1 if nobody can tell. */
  public abstract long position() throws IOException;

  public abstract boolean canSeek();

  public abstract void seek(long position) throws IOException;

  public abstract void close() throws IOException;
}
