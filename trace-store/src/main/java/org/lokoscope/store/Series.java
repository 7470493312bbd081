// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store;

/**
 * Points of a quantity over time, thinned to what a screen can show: {@code low} and {@code high}
 * bound the values that fell between a point and the next.
 *
 * @param times nanoseconds, ascending
 */
public record Series(SeriesId id, long[] times, double[] values, double[] low, double[] high) {

  public int size() {
    return times.length;
  }
}
