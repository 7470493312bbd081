// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.query;

/** A small picture. Two of them are the same only if they are one, so that it can be a key. */
public final class Pixels {

  private final int width;
  private final int height;
  private final int[] argb;

  /**
   * @param argb rows from the top, each from the left, 0xAARRGGBB with colours multiplied by their
   *     alpha; not copied
   */
  public Pixels(int width, int height, int[] argb) {
    this.width = width;
    this.height = height;
    this.argb = argb;
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  public int[] argb() {
    return argb;
  }
}
