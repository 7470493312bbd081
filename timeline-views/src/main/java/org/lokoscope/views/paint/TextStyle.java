// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.paint;

/** The few kinds of text in a picture. */
public enum TextStyle {
  /** Within intervals and on axes. */
  SMALL(10.5, false, false),
  NORMAL(12.5, false, false),
  STRONG(12.5, true, false),
  /** The sentence of a finding. */
  LARGE(15.5, false, false),
  TITLE(18, true, false),
  /** Source positions and code. */
  CODE(12, false, true);

  private final double size;
  private final boolean bold;
  private final boolean fixed;

  TextStyle(double size, boolean bold, boolean fixed) {
    this.size = size;
    this.bold = bold;
    this.fixed = fixed;
  }

  /** Height in pixels. */
  public double size() {
    return size;
  }

  public boolean bold() {
    return bold;
  }

  /** True when all letters are equally wide. */
  public boolean fixed() {
    return fixed;
  }
}
