// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

/** The index says something that cannot be; it must be made anew from the events. */
public final class DamagedIndexException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DamagedIndexException(String message) {
    super(message);
  }

  DamagedIndexException(String message, Throwable cause) {
    super(message, cause);
  }
}
