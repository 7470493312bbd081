// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.snapshot;

import java.util.List;
import java.util.function.Consumer;
import org.lokoscope.store.Trace;
import org.lokoscope.store.analysis.Diagnosis;
import org.lokoscope.views.compare.ComparePainter;
import org.lokoscope.views.compare.CompareQuery;
import org.lokoscope.views.compare.ComparedRuns;
import org.lokoscope.views.paint.Surface;
import org.lokoscope.views.viewport.Viewport;

/** The trace before another one. It needs both, so it is not among {@link PaintedViews}. */
public final class CompareImage implements PaintedView {

  /** As after {@code --view}. */
  public static final String NAME = "compare";

  private final Trace after;
  private final Diagnosis found;

  /**
   * @param after the second run
   * @param found what is wrong with it
   */
  public CompareImage(Trace after, Diagnosis found) {
    this.after = after;
    this.found = found;
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
    ComparedRuns runs = ComparedRuns.of(subject.trace(), subject.diagnosis(), after, found);
    double plot = Math.max(100, subject.width() - ComparePainter.GUTTER);
    Viewport whole = Viewport.fit(runs.end(), plot);
    Viewport window = subject.range() == null ? whole : whole.exactly(subject.range());
    int most = (int) (subject.height() / ComparePainter.leastRow()) + 1;
    List<CompareQuery.Row> rows =
        new CompareQuery(subject.trace(), after, runs).load(window, (int) plot, 0, most);
    return surface ->
        ComparePainter.paint(surface, runs, window, rows, 0, subject.width(), subject.height());
  }
}
