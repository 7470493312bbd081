// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.BooleanSupplier;

/** Output that is thrown away from a moment on. */
final class Silenced extends OutputStream {

  private final OutputStream to;
  private final BooleanSupplier silent;

  Silenced(OutputStream to, BooleanSupplier silent) {
    this.to = to;
    this.silent = silent;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    if (!silent.getAsBoolean()) {
      to.write(bytes, from, length);
    }
  }

  @Override
  public void flush() throws IOException {
    to.flush();
  }
}
