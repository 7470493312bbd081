// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.query;

import org.lokoscope.store.Interval;

/** An interval that is wide enough to draw by itself, and the text to write in it. */
public record LabelledInterval(Interval interval, String text) {

  public long from() {
    return interval.from();
  }

  public long to() {
    return interval.to();
  }
}
