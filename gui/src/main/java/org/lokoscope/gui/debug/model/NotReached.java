// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.debug.model;

/**
 * Where the run is to stand has not been reached; the message says in a line why. It lies beside no
 * class of the window, for commands that show nothing load it, too.
 */
public final class NotReached extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Prepares the exception.
   *
   * @param why in a line
   */
  public NotReached(String why) {
    super(why, null, false, false);
  }
}
