// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.codec;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Which run a stream is of: 128 random bits. All streams of a run have the same, in whatever
 * process of the operating system they are written.
 */
public record RunId(long high, long low) {

  private static final int DIGITS = 32;

  public static RunId random() {
    SecureRandom random = new SecureRandom();
    return new RunId(random.nextLong(), random.nextLong());
  }

  /**
   * Reads what {@link #toString} has written.
   *
   * @throws IllegalArgumentException if it is not 32 hexadecimal digits
   */
  public static RunId parse(String text) {
    if (text.length() != DIGITS) {
      throw new IllegalArgumentException("not the id of a run: " + text);
    }
    int half = DIGITS / 2;
    return new RunId(
        HexFormat.fromHexDigitsToLong(text, 0, half),
        HexFormat.fromHexDigitsToLong(text, half, DIGITS));
  }

  /** One of which only the tag is known. */
  public static RunId ofTag(long tag) {
    return new RunId(tag << 32, 0);
  }

  /** The first 32 bits, which stand in each chunk. */
  public int tag() {
    return (int) (high >>> 32);
  }

  @Override
  public String toString() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(high) + hex.toHexDigits(low);
  }
}
