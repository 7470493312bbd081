// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.snapshot;

import java.util.function.Consumer;
import org.lokoscope.store.Trace;
import org.lokoscope.views.paint.FlamePainter;
import org.lokoscope.views.paint.Surface;
import org.lokoscope.views.query.FlameDifference;

/** The stacks of the trace and of another one, and what is more and less in that. */
public final class FlameDifferenceImage implements PaintedView {

  /** As after {@code --view}. */
  public static final String NAME = "flame";

  private final Trace after;

  /**
   * @param after the second run
   */
  public FlameDifferenceImage(Trace after) {
    this.after = after;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean hasTab() {
    return false;
  }

  @Override
  public Consumer<Surface> prepare(Subject subject) {
    FlameDifference found = FlameDifference.of(subject.trace(), after, subject.range());
    return surface -> FlamePainter.paint(surface, found, subject.width(), subject.height());
  }
}
