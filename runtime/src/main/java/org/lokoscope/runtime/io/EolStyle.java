// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.io;

/**
 * What stands for a line end outside. {@link #NONE} changes nothing; with any other style every
 * known line end becomes a linefeed when read, and each linefeed the line end when written.
 */
public enum EolStyle {
  NONE("\n"),
  LF("\n"),
  CR("\r"),
  CRLF("\r\n"),
  NEL("\u0085"),
  CRNEL("\r\u0085"),
  LS("\u2028");

  final String text;

  EolStyle(String text) {
    this.text = text;
  }

  /** As in a program, e.g. {@code crlf}. */
  public String symbol() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
