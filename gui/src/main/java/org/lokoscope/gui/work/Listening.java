// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.lokoscope.store.file.TraceListener;

/** Makes a trace of streams that other programs send. */
public final class Listening implements AutoCloseable {

  private final TraceListener listener;

  /**
   * Begins a trace.
   *
   * @param server is bound; it is closed with this
   * @param address what the trace is called
   * @param said is told in a line, on any thread, what is wrong with a connection
   * @throws org.lokoscope.store.TraceException if the directory cannot be written to
   */
  public Listening(
      ServerSocketChannel server, String address, Path directory, Consumer<String> said) {
    listener = new TraceListener(server, address, directory, said);
  }

  /** Takes connections until this is closed, by another thread, or until nothing can be written. */
  public void run() throws IOException {
    listener.run();
  }

  /** Whether all that came could be written. */
  public boolean isWell() {
    return listener.failure() == null;
  }

  /** Takes no more connections, writes what has come, and completes the trace. */
  @Override
  public void close() {
    listener.close();
  }
}
