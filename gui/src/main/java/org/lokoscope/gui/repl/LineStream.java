// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.repl;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Gives no more than one line at a time, so that a reader with a buffer takes no more. */
final class LineStream extends FilterInputStream {

  LineStream(InputStream stream) {
    super(new BufferedInputStream(stream));
  }

  @Override
  public int read(byte[] into, int from, int count) throws IOException {
    int done = 0;
    while (done < count) {
      int octet = read();
      if (octet < 0) {
        break;
      }
      into[from + done++] = (byte) octet;
      if (octet == '\n') {
        break;
      }
    }
    return done == 0 && count > 0 ? -1 : done;
  }
}
