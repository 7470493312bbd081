// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.io;

import java.io.IOException;
import java.io.InputStream;

/**
 * A stream as a source of bytes. It can tell whether there are any, but not whether it has ended.
 */
public record StreamSource(InputStream stream) implements ByteSource {

  @Override
  public int read(byte[] into, int from, int count) throws IOException {
    return stream.read(into, from, count);
  }

  @Override
  public boolean isReady() throws IOException {
    return stream.available() > 0;
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
