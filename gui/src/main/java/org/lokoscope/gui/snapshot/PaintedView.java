// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.snapshot;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.Trace;
import org.lokoscope.store.analysis.Diagnosis;
import org.lokoscope.views.paint.Surface;
import org.lokoscope.views.viewport.TimeRange;

/**
 * One way to look at a trace, painted: an image of {@code lokoscope snapshot} and, unless the
 * window has controls of its own for it, a tab. Registered in {@link PaintedViews}; keeps no state.
 */
public interface PaintedView {

  /**
   * What is painted.
   *
   * @param range the time to show, or null for the whole run
   * @param width pixels
   * @param height pixels
   * @param folds stretches of time that are folded away, in order
   */
  record Subject(
      Trace trace,
      Diagnosis diagnosis,
      @Nullable TimeRange range,
      int width,
      int height,
      List<TimeRange> folds) {

    /** One of which nothing is folded. */
    public Subject(
        Trace trace, Diagnosis diagnosis, @Nullable TimeRange range, int width, int height) {
      this(trace, diagnosis, range, width, height, List.of());
    }
  }

  /** One word in lower case, as after {@code --view}. */
  String name();

  /** Whether the window shows it as a tab. */
  default boolean hasTab() {
    return true;
  }

  /**
   * Asks the trace, off the FX thread, for all that is to be seen.
   *
   * @return paints it, without another question to the trace
   */
  Consumer<Surface> prepare(Subject subject);
}
