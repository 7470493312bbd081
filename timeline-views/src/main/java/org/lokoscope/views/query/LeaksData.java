// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.query;

import org.jspecify.annotations.Nullable;
import org.lokoscope.store.Series;
import org.lokoscope.store.SeriesId;
import org.lokoscope.store.Trace;
import org.lokoscope.store.analysis.Diagnosis;

/**
 * The diagnosis with what is needed to draw it.
 *
 * @param page of the first finding; null if there is none
 * @param words words of all fibers over the run, or null
 */
public record LeaksData(
    String program,
    Diagnosis diagnosis,
    @Nullable LeakPage page,
    @Nullable Series words,
    long end) {

  private static final int POINTS = 1200;

  public static LeaksData of(Trace trace, Diagnosis diagnosis) {
    SeriesId words = new SeriesId(SeriesId.Quantity.LIVE_WORDS, 0);
    return new LeaksData(
        trace.info().program(),
        diagnosis,
        diagnosis.findings().isEmpty() ? null : LeakPage.of(trace, diagnosis.findings().getFirst()),
        trace.series().contains(words) ? trace.series(words, 0, trace.end(), POINTS) : null,
        Math.max(1, trace.end()));
  }
}
