// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.debug;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/** Speaks the Debug Adapter Protocol. Its library is loaded only where somebody wants that. */
public interface DebugAdapter {

  /** Knows how programs are run. */
  interface Host {

    /**
     * Reads a program that is to be debugged.
     *
     * @param arguments of the client's request: {@code program} and others
     * @param output gets what the program prints
     * @param errors gets what it prints to its error output
     * @throws RuntimeException in whose message stands what is wrong
     */
    Debuggee launch(Map<String, Object> arguments, OutputStream output, OutputStream errors);

    /**
     * The program that runs in this process.
     *
     * @throws RuntimeException in whose message stands why there is none
     */
    Debuggee attach();

    /** The client sent what cannot be understood; in a line. */
    void complain(String line);
  }

  /**
   * Serves one client until it disconnects or vanishes.
   *
   * @throws IOException if the streams fail
   */
  void serve(InputStream in, OutputStream out, Host host) throws IOException;
}
