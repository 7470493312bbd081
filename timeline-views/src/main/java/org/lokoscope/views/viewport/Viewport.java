// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.viewport;

/**
 * A window on the run, {@code width} pixels wide. Immutable: each gesture makes a new one.
 *
 * <p>Times are nanoseconds held as doubles, so that zooming in and out a thousand times leaves the
 * moment under the cursor where it was; whole nanoseconds would drift by one at each step, which is
 * many pixels at the deepest zoom. The window never leaves the limits.
 *
 * @param from the time at pixel 0
 * @param span nanoseconds shown, between {@link #MIN_SPAN} and the limits' length
 * @param width pixels, at least 1
 * @param lowest the earliest time that can be shown
 * @param highest the latest time that can be shown
 */
public record Viewport(double from, double span, double width, double lowest, double highest) {

  /** The deepest zoom: two clock ticks can still be told apart. */
  public static final double MIN_SPAN = 200;

  /** Empty room at both ends of a run, as a part of its length. */
  private static final double MARGIN = 0.02;

  /** Room beside a fitted range, as a part of its length. */
  private static final double FIT_MARGIN = 0.08;

  /** A window that shows a whole run of {@code end} nanoseconds. */
  public static Viewport fit(long end, double width) {
    double room = Math.max(end * MARGIN, MIN_SPAN / 2);
    double span = end + 2 * room;
    return new Viewport(-room, span, Math.max(1, width), -room, end + room);
  }

  public double to() {
    return from + span;
  }

  public double x(double time) {
    return (time - from) / span * width;
  }

  public double time(double x) {
    return from + x / width * span;
  }

  public double nanosPerPixel() {
    return span / width;
  }

  /** The whole nanoseconds that are shown, clipped to the run's own begin. */
  public TimeRange range() {
    long begin = Math.max(0, (long) Math.floor(from));
    return new TimeRange(begin, Math.max(begin + 1, (long) Math.ceil(to())));
  }

  /** Shows {@code factor} times less time; the moment at {@code x} stays there if limits allow. */
  public Viewport zoomed(double x, double factor) {
    double fixed = time(x);
    double newSpan = limitSpan(span / factor);
    return at(fixed - x / width * newSpan, newSpan);
  }

  /** Moves the window by pixels; positive shows later times. */
  public Viewport panned(double pixels) {
    return at(from + pixels * nanosPerPixel(), span);
  }

  /** Shows the whole run. */
  public Viewport all() {
    return at(lowest, highest - lowest);
  }

  /** Shows a range with some room at both sides. */
  public Viewport showing(TimeRange range) {
    double newSpan = limitSpan(range.length() * (1 + 2 * FIT_MARGIN));
    return at((range.from() + (double) range.to()) / 2 - newSpan / 2, newSpan);
  }

  /** Shows exactly a range. */
  public Viewport exactly(TimeRange range) {
    return at(range.from(), limitSpan(range.length()));
  }

  /** Moves the window no more than needed to show a moment, a tenth of the width from the edge. */
  public Viewport revealing(double time) {
    double edge = span / 10;
    if (time < from) {
      return at(time - edge, span);
    }
    return time > to() ? at(time + edge - span, span) : this;
  }

  /** The same stretch of time, with a moment in its middle if the limits allow that. */
  public Viewport centred(double time) {
    return at(time - span / 2, span);
  }

  /** The same window on a wider or narrower pane. */
  public Viewport resized(double newWidth) {
    return new Viewport(from, span, Math.max(1, newWidth), lowest, highest);
  }

  /** The same window on a run that has become longer. */
  public Viewport grown(long end) {
    Viewport whole = fit(end, width);
    return new Viewport(from, span, width, whole.lowest, whole.highest).at(from, span);
  }

  /** Whether it shows the whole run. */
  public boolean showsAll() {
    return from <= lowest && to() >= highest * (1 - 1e-9);
  }

  /** The same stretch of time at the end of the run. */
  public Viewport atEnd() {
    return at(highest - span, span);
  }

  private Viewport at(double newFrom, double newSpan) {
    double clamped = Math.max(lowest, Math.min(newFrom, highest - newSpan));
    return new Viewport(clamped, newSpan, width, lowest, highest);
  }

  private double limitSpan(double wanted) {
    double most = highest - lowest;
    return Math.min(most, Math.max(Math.min(MIN_SPAN, most), wanted));
  }
}
