package org.lokoscope.runtime.io;

import java.io.IOException;

/** The buffered bytes of an output port. Line mode is looked after by whoever knows lines. */
public final class BinaryOutput {

  private static final int BUFFER = 8192;

  private final ByteSink sink;
  private BufferMode mode;
  private final byte[] buffer = new byte[BUFFER];
  private int count;

  public BinaryOutput(ByteSink sink, BufferMode mode) {
    this.sink = sink;
    this.mode = mode;
  }

  public ByteSink sink() {
    return sink;
  }

  public BufferMode mode() {
    return mode;
  }

  void setMode(BufferMode changed) throws IOException {
    flush();
    mode = changed;
  }

  public void write(int value) throws IOException {
    if (count == BUFFER) {
      pass();
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
      System.arraycopy(bytes, from, buffer, count, length);
      count += length;
    }
  }

  private void pass() throws IOException {
    if (count > 0) {
      int length = count;
      count = 0;
      sink.write(buffer, 0, length);
    }
  }

  public void flush() throws IOException {
    pass();
    sink.flush();
  }

  /** Called at the end of each operation on the port. */
  public void settle() throws IOException {
    if (mode == BufferMode.NONE) {
      flush();
    }
  }

  public boolean isPending() {
    return count > 0;
  }

  public long position() throws IOException {
    long passed = sink.position();
    return passed < 0 ? -1 : passed + count;
  }

  public boolean canSeek() {
    return sink.canSeek();
  }

  public void seek(long position) throws IOException {
    flush();
    sink.seek(position);
  }

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
