// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.dap;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.lokoscope.runtime.debug.DebugAdapter;

/** Ends a stream at once that does not begin as the protocol wants it. */
final class HeaderCheck extends FilterInputStream {

  private static final byte[] START = "Content-".getBytes(StandardCharsets.US_ASCII);

  private final DebugAdapter.Host host;
  private int passed;
  private boolean wrong;

  HeaderCheck(InputStream in, DebugAdapter.Host host) {
    super(in);
    this.host = host;
  }

  @Override
  public int read() throws IOException {
    if (wrong) {
      return -1;
    }
    int octet = in.read();
    if (passed < START.length && octet >= 0) {
      if (octet != START[passed++]) {
        wrong = true;
        host.complain("the client does not speak the Debug Adapter Protocol");
        return -1;
      }
    }
    return octet;
  }

  @Override
  public int read(byte[] buffer, int from, int count) throws IOException {
    if (wrong || passed >= START.length) {
      return wrong ? -1 : in.read(buffer, from, count);
    }
    int octet = read();
    if (octet < 0 || count == 0) {
      return octet < 0 ? -1 : 0;
    }
    buffer[from] = (byte) octet;
    return 1;
  }
}
