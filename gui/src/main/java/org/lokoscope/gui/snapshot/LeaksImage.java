// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.snapshot;

import java.util.function.Consumer;
import org.lokoscope.views.paint.LeaksPainter;
import org.lokoscope.views.paint.Surface;
import org.lokoscope.views.query.LeaksData;

/** The diagnosis: ranked leaks, the growth of the worst, what repeats in its stack. */
final class LeaksImage implements PaintedView {

  @Override
  public String name() {
    return "leaks";
  }

  @Override
  public boolean hasTab() {
    return false;
  }

  @Override
  public Consumer<Surface> prepare(Subject subject) {
    LeaksData data = LeaksData.of(subject.trace(), subject.diagnosis());
    return surface -> LeaksPainter.paint(surface, data, subject.width(), subject.height());
  }
}
