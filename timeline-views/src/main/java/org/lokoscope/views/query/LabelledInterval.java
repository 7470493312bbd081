package org.lokoscope.views.picture;

import org.lokoscope.store.Interval;

/** A stay that is wide enough to draw by itself, and the text to write in it. */
public record Span(Interval interval, String text) {

  public long from() {
    return interval.from();
  }

  public long to() {
    return interval.to();
  }
}
