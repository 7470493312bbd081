// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.dap;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Gives what a program prints to a client, in pieces that do not cut characters. */
final class ClientOutput extends OutputStream {

  private final Consumer<String> client;
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();

  ClientOutput(Consumer<String> client) {
    this.client = client;
  }

  @Override
  public synchronized void write(int octet) {
    held.write(octet);
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int count) {
    held.write(bytes, from, count);
    flush();
  }

  @Override
  public synchronized void flush() {
    byte[] bytes = held.toByteArray();
    int whole = bytes.length;
    int back = 0;
    while (back < 3 && whole > 0 && (bytes[whole - 1] & 0xc0) == 0x80) {
      whole--;
      back++;
    }
    int needed = whole == 0 ? 0 : length(bytes[whole - 1]);
    whole = needed == back + 1 ? bytes.length : Math.max(0, whole - 1);
    if (whole > 0) {
      client.accept(new String(bytes, 0, whole, StandardCharsets.UTF_8));
      held.reset();
      held.write(bytes, whole, bytes.length - whole);
    }
  }

  /** The octets of a character that begins with this one. */
  private static int length(byte first) {
    if (first >= 0) {
      return 1;
    }
    return (first & 0xe0) == 0xc0 ? 2 : (first & 0xf0) == 0xe0 ? 3 : 4;
  }
}
