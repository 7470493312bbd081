// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.debug.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Supplier;
import org.lokoscope.gui.work.AdapterProcess;

/**
 * Two streams to a debug adapter.
 *
 * @param problem what the adapter complained of last, or nothing
 * @param close ends the adapter; does not wait
 */
public record Connection(
    InputStream in, OutputStream out, Supplier<String> problem, Runnable close) {

  /** Makes connections, off the thread of the screen. */
  @FunctionalInterface
  public interface Maker {
    Connection make() throws IOException;
  }

  /** To an adapter in a process of its own, which ends with the connection. */
  public static Connection ofProcess() throws IOException {
    AdapterProcess process = AdapterProcess.start();
    return new Connection(process.in(), process.out(), process::problem, process::close);
  }
}
