// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.io;

import java.io.IOException;
import org.lokoscope.runtime.reader.CodePointSource;

/** The characters of a port as {@code read} takes them; what goes wrong names the port. */
final class PortText implements CodePointSource {

  private final Port port;
  private final TextInput text;

  PortText(Port port, TextInput text) {
    this.port = port;
    this.text = text;
  }

  @Override
  public int peek() {
    try {
      return text.peek();
    } catch (IOException e) {
      throw IoErrors.read("read", port, e);
    }
  }

  @Override
  public int read() {
    try {
      return text.read();
    } catch (IOException e) {
      throw IoErrors.read("read", port, e);
    }
  }

  @Override
  public void checkpoint() {
    port.checkpoint();
  }
}
