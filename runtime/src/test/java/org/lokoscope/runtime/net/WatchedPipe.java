// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;

/** A pipe, one end of which a network watches, for tests of those who do the watching. */
public final class WatchedPipe implements AutoCloseable {

  private final Network network;
  private final Pipe pipe;

  public WatchedPipe(Network network) {
    this.network = network;
    try {
      pipe = Pipe.open();
      pipe.source().configureBlocking(false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Has something done once when there is something to read. */
  public void watch(Runnable ready) {
    network.poller().watch(pipe.source(), SelectionKey.OP_READ, _ -> ready.run());
  }

  public void write() {
    try {
      pipe.sink().write(ByteBuffer.wrap(new byte[1]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads all that is there. */
  public void drain() {
    try {
      pipe.source().read(ByteBuffer.allocate(100));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    pipe.source().close();
    pipe.sink().close();
    network.close();
  }
}
