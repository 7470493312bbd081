// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.io;

import java.io.IOException;
import java.util.Arrays;
import org.lokoscope.runtime.condition.Raise;

/** Collects bytes. */
public final class MemorySink implements ByteSink {
  private static final int LONGEST = Integer.MAX_VALUE - 16;

  private byte[] bytes = new byte[64];
  private int length;
  private int at;

  @Override
  public void write(byte[] source, int from, int count) {
    if (count > bytes.length - at) {
      bytes = Arrays.copyOf(bytes, larger((long) at + count));
    }
    System.arraycopy(source, from, bytes, at, count);
    at += count;
    length = Math.max(length, at);
  }

  private int larger(long needed) {
    if (needed > LONGEST) {
      throw Raise.restriction(null, "the port has collected as many bytes as it can", needed);
    }
    return (int) Math.min(LONGEST, Math.max(needed, bytes.length * 2L));
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

  public byte[] content() {
    return Arrays.copyOf(bytes, length);
  }

  public void reset() {
    bytes = new byte[64];
    length = 0;
    at = 0;
  }
}
