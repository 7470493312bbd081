// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.io;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The buffered bytes of an output port. Line mode is looked after by whoever knows lines. */
public final class BinaryOutput extends PortOutput {

  private static final int BUFFER = 8192;

  /** The size at first: there may be many thousands of connections that are hardly used. */
  private static final int FIRST_BUFFER = 512;

  private static final byte[] NONE = {};

  private final ByteSink sink;
  private BufferMode mode;
  private byte[] buffer = NONE;
  private int count;

  public BinaryOutput(ByteSink sink, BufferMode mode) {
    this.sink = sink;
    this.mode = mode;
  }

  public ByteSink sink() {
    return sink;
  }

  @Override
  public BufferMode mode() {
    return mode;
  }

  void setMode(BufferMode changed) throws IOException {
    flush();
    mode = changed;
  }

  public void write(int value) throws IOException {
    if (count == buffer.length) {
      makeRoom(1);
    }
    buffer[count++] = (byte) value;
  }

  public void write(byte[] bytes, int from, int length) throws IOException {
    if (length > BUFFER - count) {
      pass();
    }
    if (length >= BUFFER) {
      sink.write(bytes, from, length);
    } else {
      if (length > buffer.length - count) {
        makeRoom(length);
      }
      System.arraycopy(bytes, from, buffer, count, length);
      count += length;
    }
  }

  /** Grows the buffer up to its full size, and then passes on what lies in it. */
  private void makeRoom(int length) throws IOException {
    if (length > BUFFER - count) {
      pass();
    }
    if (length > buffer.length - count) {
      int twice = Math.max(FIRST_BUFFER, 2 * (count + length));
      buffer = Arrays.copyOf(buffer, Math.min(BUFFER, twice));
    }
  }

  private void pass() throws IOException {
    if (count > 0) {
      int length = count;
      count = 0;
      sink.write(buffer, 0, length);
    }
  }

  @Override
  public void flush() throws IOException {
    pass();
    sink.flush();
  }

  /** What was written to a {@link MemorySink} since this was last asked, or null. */
  byte @Nullable [] drained() throws IOException {
    flush();
    MemorySink memory = (MemorySink) sink;
    byte[] content = memory.content();
    memory.reset();
    return content.length == 0 ? null : content;
  }

  @Override
  public void settle() throws IOException {
    if (mode == BufferMode.NONE) {
      flush();
    }
  }

  public boolean isPending() {
    return count > 0;
  }

  @Override
  public long position() throws IOException {
    long passed = sink.position();
    return passed < 0 ? -1 : passed + count;
  }

  @Override
  public boolean canSeek() {
    return sink.canSeek();
  }

  @Override
  public void seek(long position) throws IOException {
    flush();
    sink.seek(position);
  }

  @Override
  public void close() throws IOException {
    try {
      flush();
    } catch (IOException e) {
      closeAfter(e);
      throw e;
    }
    sink.close();
  }

  private void closeAfter(IOException first) {
    try {
      sink.close();
    } catch (IOException e) {
      first.addSuppressed(e);
    }
  }
}
