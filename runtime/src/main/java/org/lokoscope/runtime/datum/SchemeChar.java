// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.datum;

/** A Unicode scalar value. Compare by {@link #codePoint}; identity means nothing. */
public final class SchemeChar {

  private static final SchemeChar[] COMMON = new SchemeChar[256];

  static {
    for (int i = 0; i < COMMON.length; i++) {
      COMMON[i] = new SchemeChar(i);
    }
  }

  private final int codePoint;

  private SchemeChar(int codePoint) {
    this.codePoint = codePoint;
  }

  public static SchemeChar of(int codePoint) {
    return codePoint < COMMON.length ? COMMON[codePoint] : new SchemeChar(codePoint);
  }

  public int codePoint() {
    return codePoint;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SchemeChar that && that.codePoint == codePoint;
  }

  @Override
  public int hashCode() {
    return codePoint;
  }
}
