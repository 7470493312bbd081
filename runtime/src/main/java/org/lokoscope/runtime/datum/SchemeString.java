// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.datum;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A mutable string of Unicode scalar values with constant-time access. It holds one byte a
 * character until a character beyond Latin-1 is stored; then it is widened to one int each, for
 * good. Indices and scalar values are the caller's to check.
 */
@SuppressWarnings("NullAway") // Exactly one of the two arrays is there, and most calls look once.
public final class SchemeString implements Comparable<SchemeString> {

  /** Null once the string is wide. */
  private byte @Nullable [] latin;

  private int @Nullable [] wide;

  private SchemeString(byte @Nullable [] latin, int @Nullable [] wide) {
    this.latin = latin;
    this.wide = wide;
  }

  public static SchemeString of(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 255) {
        return new SchemeString(null, text.codePoints().toArray());
      }
    }
    return new SchemeString(text.getBytes(StandardCharsets.ISO_8859_1), null);
  }

  /** The characters from {@code from} until {@code to} of the array, copied. */
  public static SchemeString ofCodePoints(int[] codePoints, int from, int to) {
    int seen = 0;
    for (int i = from; i < to; i++) {
      seen |= codePoints[i];
    }
    if (seen > 255) {
      return new SchemeString(null, Arrays.copyOfRange(codePoints, from, to));
    }
    byte[] bytes = new byte[to - from];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) codePoints[from + i];
    }
    return new SchemeString(bytes, null);
  }

  public static SchemeString filled(int length, int codePoint) {
    if (codePoint > 255) {
      int[] wide = new int[length];
      Arrays.fill(wide, codePoint);
      return new SchemeString(null, wide);
    }
    byte[] latin = new byte[length];
    Arrays.fill(latin, (byte) codePoint);
    return new SchemeString(latin, null);
  }

  public int length() {
    byte[] bytes = latin;
    return bytes != null ? bytes.length : wide.length;
  }

  public int codePointAt(int index) {
    byte[] bytes = latin;
    return bytes != null ? bytes[index] & 0xff : wide[index];
  }

  public void setCodePointAt(int index, int codePoint) {
    if (latin != null && codePoint <= 255) {
      latin[index] = (byte) codePoint;
    } else {
      widen();
      wide[index] = codePoint;
    }
  }

  private void widen() {
    if (latin != null) {
      wide = codePoints();
      latin = null;
    }
  }

  public SchemeString substring(int from, int to) {
    return latin != null
        ? new SchemeString(Arrays.copyOfRange(latin, from, to), null)
        : ofCodePoints(wide, from, to);
  }

  /** Copies a stretch of {@code source}, which may be this string itself. */
  public void copyFrom(int at, SchemeString source, int from, int to) {
    if (latin != null && source.latin != null) {
      System.arraycopy(source.latin, from, latin, at, to - from);
    } else if (source.wide != null) {
      widen();
      System.arraycopy(source.wide, from, wide, at, to - from);
    } else {
      for (int i = from; i < to; i++) {
        wide[at + i - from] = source.latin[i] & 0xff;
      }
    }
  }

  public void fill(int codePoint, int from, int to) {
    if (latin != null && codePoint <= 255) {
      Arrays.fill(latin, from, to, (byte) codePoint);
    } else {
      widen();
      Arrays.fill(wide, from, to, codePoint);
    }
  }

  /** A fresh array of the characters. */
  public int[] codePoints() {
    if (latin == null) {
      return wide.clone();
    }
    int[] codePoints = new int[latin.length];
    for (int i = 0; i < codePoints.length; i++) {
      codePoints[i] = latin[i] & 0xff;
    }
    return codePoints;
  }

  public boolean contentEquals(SchemeString that) {
    if (latin != null && that.latin != null) {
      return Arrays.equals(latin, that.latin);
    }
    return length() == that.length() && compareTo(that) == 0;
  }

  /** The same for strings of equal content, however they are kept. */
  public int contentHash() {
    int hash = 0;
    for (int i = 0, n = length(); i < n; i++) {
      hash = 31 * hash + codePointAt(i);
    }
    return hash;
  }

  /** By scalar values, as {@code string<?} does. Not consistent with identity. */
  @Override
  public int compareTo(SchemeString that) {
    int common = Math.min(length(), that.length());
    for (int i = 0; i < common; i++) {
      int difference = codePointAt(i) - that.codePointAt(i);
      if (difference != 0) {
        return difference;
      }
    }
    return length() - that.length();
  }

  @Override
  public String toString() {
    return latin != null
        ? new String(latin, StandardCharsets.ISO_8859_1)
        : new String(wide, 0, wide.length);
  }
}
