// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.cli;

import java.io.IOException;

/** A command's output cannot be written: what it does is of no use any more. */
final class OutputLost extends RuntimeException {

  private static final long serialVersionUID = 1L;

  OutputLost(IOException cause) {
    super(cause);
  }
}
