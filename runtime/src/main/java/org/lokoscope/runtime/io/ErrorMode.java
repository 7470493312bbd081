// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.io;

/** What happens to bytes that are no character, and characters that have no bytes. */
public enum ErrorMode {
  IGNORE,
  RAISE,
  REPLACE;

  /** As in a program, e.g. {@code replace}. */
  public String symbol() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
