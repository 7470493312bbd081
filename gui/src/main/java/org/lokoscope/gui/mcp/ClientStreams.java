// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.mcp;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;

/** The streams to a client, which tell when it has gone. */
final class ClientStreams {

  private ClientStreams() {}

  /** It has gone when this ends or breaks. */
  static final class Input extends FilterInputStream {

    private final CountDownLatch gone;

    Input(InputStream in, CountDownLatch gone) {
      super(in);
      this.gone = gone;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int count) throws IOException {
      int got = -1;
      try {
        got = super.read(bytes, from, count);
        return got;
      } finally {
        if (got < 0) {
          gone.countDown();
        }
      }
    }
  }

  /** It has gone when this cannot be written. */
  static final class Output extends FilterOutputStream {

    private final CountDownLatch gone;

    Output(OutputStream out, CountDownLatch gone) {
      super(out);
      this.gone = gone;
    }

    @Override
    public void write(int octet) throws IOException {
      write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      try {
        out.write(bytes, from, count);
      } catch (IOException broken) {
        gone.countDown();
        throw broken;
      }
    }
  }
}
