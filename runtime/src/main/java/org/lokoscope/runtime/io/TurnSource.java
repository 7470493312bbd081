// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.io;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.world.Journal;

/**
 * Input in a run with a virtual clock: a byte at a time, and only while an operation is served
 * whose turn it is. So nobody can see how many bytes came at once, and none is taken too many.
 */
final class TurnSource implements ByteSource {

  /** A line that is longer counts as several. Guessed. */
  private static final int LONG_LINE = 1024;

  private final ByteSource source;
  private final @Nullable Journal journal;
  private boolean open;
  private int inLine;

  TurnSource(ByteSource source, @Nullable Journal journal) {
    this.source = source;
    this.journal = journal;
  }

  /** Whether it is an operation's turn. */
  void setOpen(boolean opened) {
    open = opened;
  }

  /** Whether the bytes so far are no whole line. */
  boolean isInLine() {
    return inLine > 0;
  }

  @Override
  public int read(byte[] into, int from, int count) throws IOException {
    int read = open ? source.read(into, from, 1) : 0;
    if (read == 0) {
      throw new NeedsInput();
    }
    boolean ends = read < 0 || into[from] == '\n' || inLine == LONG_LINE;
    inLine = ends ? 0 : inLine + 1;
    return read;
  }

  @Override
  public boolean isReady() throws IOException {
    if (journal == null || open) {
      return source.isReady();
    }
    return journal
            .call(
                "look whether there is input",
                new byte[0],
                () -> new byte[] {(byte) (source.isReady() ? 1 : 0)})[0]
        != 0;
  }

  @Override
  public long position() throws IOException {
    return source.position();
  }

  @Override
  public boolean canSeek() {
    return source.canSeek();
  }

  @Override
  public void seek(long position) throws IOException {
    source.seek(position);
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
