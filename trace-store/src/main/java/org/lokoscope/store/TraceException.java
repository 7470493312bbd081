// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store;

/** A trace cannot be opened, read or written. The message is one line for the user. */
public final class TraceException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public TraceException(String message) {
    super(message);
  }

  public TraceException(String message, Throwable cause) {
    super(message, cause);
  }
}
