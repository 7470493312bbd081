// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.snapshot;

import java.util.List;
import java.util.Optional;

/** All painted views. A new one takes a line here. */
public final class PaintedViews {
  private static final List<PaintedView> ALL =
      List.of(
          new TimelineImage(),
          new LeaksImage(),
          new FlameImage(),
          new SchedulerImage(),
          new TableImage(TableImage.Of.STATISTICS),
          new TableImage(TableImage.Of.EVENTS),
          new TableImage(TableImage.Of.CHANNELS));

  private PaintedViews() {}

  public static List<PaintedView> all() {
    return ALL;
  }

  public static Optional<PaintedView> find(String name) {
    return ALL.stream().filter(view -> view.name().equals(name)).findFirst();
  }
}
