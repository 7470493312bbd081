// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.model;

/** A zoom by key, spread over a tenth of a second so that the eye can follow. */
public final class SmoothZoom {

  private static final double SECONDS = 0.1;

  private final TimelineModel model;
  private double x;

  /** What is left of the factor and of the time. */
  private double left = 1;

  private double seconds;

  public SmoothZoom(TimelineModel model) {
    this.model = model;
  }

  /** Begins; what is left of the zoom before is done at once. */
  public void start(double atX, double factor) {
    if (isRunning()) {
      model.zoomAt(x, left);
    }
    x = atX;
    left = factor;
    seconds = SECONDS;
  }

  public boolean isRunning() {
    return seconds > 0;
  }

  /** Does the part that belongs to some time. */
  public void advance(double passed) {
    if (!isRunning()) {
      return;
    }
    double part = Math.min(1, passed / seconds);
    double factor = Math.pow(left, part);
    model.zoomAt(x, factor);
    left /= factor;
    seconds = part >= 1 ? 0 : seconds - passed;
  }
}
