// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.viewport;

import org.lokoscope.tracer.text.Figures;

/** Times of a run for people, in the words of {@link Figures}. */
public final class TimeText {

  private TimeText() {}

  /** {@code 950 ns}, {@code 12.3 µs}, {@code 4.56 ms}, {@code 1.2 s}, {@code 2 min 3 s}. */
  public static String duration(double nanos) {
    return Figures.duration(nanos);
  }

  /** A moment, to the microsecond once the run is a millisecond old: {@code 1.234567 s}. */
  public static String instant(double nanos) {
    return Figures.instant(nanos);
  }
}
