// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.snapshot;

import java.util.List;
import java.util.function.Consumer;
import org.lokoscope.store.Progress;
import org.lokoscope.store.state.SchedulerStates;
import org.lokoscope.views.board.BoardPainter;
import org.lokoscope.views.board.Moment;
import org.lokoscope.views.paint.Surface;

/**
 * The scheduler at the end of the range, with what the next event will change marked; without a
 * range in the middle of the run, for at its end nobody is left.
 */
final class SchedulerImage implements PaintedView {

  @Override
  public String name() {
    return "scheduler";
  }

  @Override
  public boolean hasTab() {
    return false;
  }

  @Override
  public Consumer<Surface> prepare(Subject subject) {
    long time = subject.range() == null ? subject.trace().end() / 2 : subject.range().to();
    try (SchedulerStates states = SchedulerStates.open(subject.trace(), Progress.NONE)) {
      Moment moment = Moment.of(subject.trace(), states, states.at(time), List.of());
      return surface -> BoardPainter.paint(surface, moment, subject.width(), subject.height());
    }
  }
}
