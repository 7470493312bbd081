// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;

/** Networks with something to wait for. */
public final class Watched {

  private Watched() {}

  /** A network that watches a pipe which stays empty. */
  public static Network network() {
    Network network = new Network(_ -> {});
    try {
      Pipe pipe = Pipe.open();
      pipe.source().configureBlocking(false);
      network.poller().watch(pipe.source(), SelectionKey.OP_READ, _ -> {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return network;
  }
}
