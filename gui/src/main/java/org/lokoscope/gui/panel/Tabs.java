// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.panel;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.lokoscope.gui.snapshot.PaintedView;
import org.lokoscope.gui.snapshot.PaintedViews;

/** All tabs below the timeline, from the left. A new one takes a line here, a painted one none. */
public final class Tabs {
  private static final List<Function<OpenTrace, TraceTab>> ALL =
      List.of(
          LeaksTab::new,
          EventsTab::new,
          StatisticsTab::new,
          LatencyTab::new,
          ObjectsTab::new,
          FibersNowTab::new,
          SchedulerTab::new,
          FlameTab::new,
          SourceTab::new,
          CausesTab::new,
          ConsoleTab::new);

  private Tabs() {}

  public static List<TraceTab> of(OpenTrace opened) {
    Stream<TraceTab> painted =
        PaintedViews.all().stream()
            .filter(PaintedView::hasTab)
            .map(view -> new PaintedTab(opened, view));
    return Stream.concat(ALL.stream().map(tab -> tab.apply(opened)), painted).toList();
  }
}
