package org.lokoscope.runtime.io;

import java.io.IOException;
import java.util.Arrays;

/** Collects bytes. */
public final class MemorySink implements ByteSink {
  private byte[] bytes = new byte[64];
  private int length;
  private int at;

  @Override
  public void write(byte[] source, int from, int count) {
    if (count > bytes.length - at) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(at, count), bytes.length * 2));
    }
    System.arraycopy(source, from, bytes, at, count);
    at += count;
    length = Math.max(length, at);
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
