// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.viewport;

import java.util.List;

/**
 * A window on the run, {@code width} pixels wide. Immutable: each gesture makes a new one.
 *
 * <p>Times are nanoseconds held as doubles, so that zooming in and out a thousand times leaves the
 * moment under the cursor where it was; whole nanoseconds would drift by one at each step, which is
 * many pixels at the deepest zoom. The window never leaves the limits.
 *
 * <p>Pixels are even on an axis, on which time may be folded. All that this class tells and is told
 * is times of the run, but for {@code left} and {@code span}. A fold is {@link #GAP} pixels wide at
 * any zoom, or less where many folds would take more room than what is between them.
 *
 * @param left the place on the axis at pixel 0
 * @param span nanoseconds of the axis shown, between {@link #MIN_SPAN} and what the limits allow
 * @param width pixels, at least 1
 * @param lowest the earliest time that can be shown
 * @param highest the latest time that can be shown
 * @param axis its folds are as wide as this zoom wants them
 */
public record Viewport(
    double left, double span, double width, double lowest, double highest, TimeAxis axis) {

  /** The deepest zoom: two clock ticks can still be told apart. */
  public static final double MIN_SPAN = 200;

  /** Pixels of a fold. */
  public static final double GAP = 14;

  /** Empty room at both ends of a run, as a part of its length. */
  private static final double MARGIN = 0.02;

  /** Room beside a fitted range, as a part of its length. */
  private static final double FIT_MARGIN = 0.08;

  /** So often at most an equation between a span and its folds is solved anew. */
  private static final int ROUNDS = 100;

  /** One on which nothing is folded. */
  public Viewport(double from, double span, double width, double lowest, double highest) {
    this(from, span, width, lowest, highest, TimeAxis.LINEAR);
  }

  /** A window that shows a whole run of {@code end} nanoseconds. */
  public static Viewport fit(long end, double width) {
    double room = room(end);
    double span = end + 2 * room;
    return new Viewport(-room, span, Math.max(1, width), -room, end + room);
  }

  /** Empty time at each end of a run of which so much is shown. */
  private static double room(double shown) {
    return Math.max(shown * MARGIN, MIN_SPAN / 2);
  }

  /** The time at pixel 0. */
  public double from() {
    return axis.time(left);
  }

  /** The time at the last pixel's end. */
  public double to() {
    return axis.time(left + span);
  }

  public double x(double time) {
    return (axis.place(time) - left) / span * width;
  }

  public double time(double x) {
    return axis.time(left + x / width * span);
  }

  /** Of what is not folded. */
  public double nanosPerPixel() {
    return span / width;
  }

  /** The whole nanoseconds that are shown, clipped to the run's own begin. */
  public TimeRange range() {
    long begin = Math.max(0, (long) Math.floor(from()));
    return new TimeRange(begin, Math.max(begin + 1, (long) Math.ceil(to())));
  }

  /** Shows {@code factor} times less time; the moment at {@code x} stays there if limits allow. */
  public Viewport zoomed(double x, double factor) {
    double newSpan = limitSpan(span / factor);
    TimeAxis scaled = scaled(newSpan);
    return at(scaled, scaled.place(time(x)) - x / width * newSpan, newSpan);
  }

  /** Moves the window by pixels; positive shows later times. */
  public Viewport panned(double pixels) {
    return at(axis, left + pixels * nanosPerPixel(), span);
  }

  /** Shows the whole run. */
  public Viewport all() {
    double whole = whole();
    TimeAxis scaled = scaled(whole);
    return at(scaled, scaled.place(lowest), whole);
  }

  /** Shows a range with some room at both sides. */
  public Viewport showing(TimeRange range) {
    double newSpan = spanOf(range.from(), range.to(), 1 + 2 * FIT_MARGIN);
    TimeAxis scaled = scaled(newSpan);
    double middle = (scaled.place(range.from()) + scaled.place(range.to())) / 2;
    return at(scaled, middle - newSpan / 2, newSpan);
  }

  /** Shows exactly a range. */
  public Viewport exactly(TimeRange range) {
    return exactly(range.from(), range.to());
  }

  private Viewport exactly(double from, double to) {
    double newSpan = spanOf(from, to, 1);
    TimeAxis scaled = scaled(newSpan);
    return at(scaled, scaled.place(from), newSpan);
  }

  /** Moves the window no more than needed to show a moment, a tenth of the width from the edge. */
  public Viewport revealing(double time) {
    double edge = span / 10;
    double place = axis.place(time);
    if (place < left) {
      return at(axis, place - edge, span);
    }
    return place > left + span ? at(axis, place + edge - span, span) : this;
  }

  /** The same zoom, with a moment in its middle if the limits allow that. */
  public Viewport centred(double time) {
    return at(axis, axis.place(time) - span / 2, span);
  }

  /** The same window on a wider or narrower pane. */
  public Viewport resized(double newWidth) {
    Viewport next = new Viewport(left, span, Math.max(1, newWidth), lowest, highest, axis);
    if (axis.isLinear()) {
      return next;
    }
    return showsAll() ? next.all() : next.keeping(from());
  }

  private Viewport keeping(double first) {
    double newSpan = limitSpan(span);
    TimeAxis scaled = scaled(newSpan);
    return at(scaled, scaled.place(first), newSpan);
  }

  /** The same window on a run that has become longer. */
  public Viewport grown(long end) {
    Viewport whole = fit(end, width);
    Viewport next = new Viewport(left, span, width, whole.lowest, whole.highest, axis);
    return axis.isLinear() ? next.at(axis, left, span) : next.keeping(from());
  }

  /**
   * The same time with these stretches folded, and nothing else. What lies in a fold as a whole is
   * no longer to be seen: then the whole run is shown.
   *
   * @param folds as {@link TimeAxis#of} wants them
   */
  public Viewport folding(List<TimeRange> folds) {
    if (folds.equals(axis.folds())) {
      return this;
    }
    TimeAxis next = TimeAxis.of(folds);
    // The margins beside the run are a part of what is shown of it.
    double end = highest + lowest;
    double room = room(end - next.hidden());
    Viewport bare = new Viewport(-room, span, width, -room, end + room, next);
    TimeRange around = next.foldAt(from());
    boolean swallowed = around != null && to() <= around.to();
    return showsAll() || swallowed ? bare.all() : bare.exactly(from(), to());
  }

  /** Whether it shows the whole run. */
  public boolean showsAll() {
    return from() <= lowest && to() >= highest * (1 - 1e-9);
  }

  /** The same zoom at the end of the run. */
  public Viewport atEnd() {
    return at(axis, axis.place(highest) - span, span);
  }

  private Viewport at(TimeAxis scaled, double newLeft, double newSpan) {
    double first = scaled.place(lowest);
    double clamped = Math.max(first, Math.min(newLeft, scaled.place(highest) - newSpan));
    return new Viewport(clamped, newSpan, width, lowest, highest, scaled);
  }

  private double limitSpan(double wanted) {
    double most = whole();
    return Math.min(most, Math.max(Math.min(MIN_SPAN, most), wanted));
  }

  /** Nanoseconds of the axis that show all. */
  private double whole() {
    double open = highest - lowest - axis.hidden();
    double found = open;
    for (int i = 0; i < ROUNDS && !axis.isLinear(); i++) {
      double next = open + axis.width(gap(found));
      if (next - found <= found * 1e-12) {
        break;
      }
      found = next;
    }
    return found;
  }

  /** Nanoseconds of the axis that show a time, so many times as many as the time itself takes. */
  private double spanOf(double from, double to, double times) {
    if (axis.isLinear()) {
      return limitSpan((to - from) * times);
    }
    double found = MIN_SPAN;
    for (int i = 0; i < ROUNDS; i++) {
      TimeAxis scaled = scaled(found);
      double next = limitSpan((scaled.place(to) - scaled.place(from)) * times);
      if (Math.abs(next - found) <= found * 1e-12) {
        break;
      }
      found = next;
    }
    return found;
  }

  private TimeAxis scaled(double newSpan) {
    return axis.isLinear() ? axis : axis.withGap(gap(newSpan));
  }

  /** How wide folds are at a zoom: all of them take no more room than what is between them. */
  private double gap(double atSpan) {
    double open = highest - lowest - axis.hidden();
    return Math.min(GAP * atSpan / width, open / axis.folds().size());
  }
}
