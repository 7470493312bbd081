// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.viewport;

/** A stretch of the run, in nanoseconds since it began; {@code to} is exclusive. */
public record TimeRange(long from, long to) {

  public TimeRange {
    if (to < from) {
      throw new IllegalArgumentException("range ends before it begins: from=" + from + " to=" + to);
    }
  }

  public long length() {
    return to - from;
  }

  public boolean contains(long time) {
    return from <= time && time < to;
  }

  public boolean covers(TimeRange other) {
    return from <= other.from && other.to <= to;
  }
}
