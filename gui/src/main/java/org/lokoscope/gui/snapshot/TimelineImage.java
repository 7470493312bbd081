// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.snapshot;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.Progress;
import org.lokoscope.store.analysis.Finding;
import org.lokoscope.views.layout.Arrangement;
import org.lokoscope.views.layout.Arranger;
import org.lokoscope.views.layout.GraphTrack;
import org.lokoscope.views.layout.GraphTracks;
import org.lokoscope.views.layout.Row;
import org.lokoscope.views.layout.RowBuilder;
import org.lokoscope.views.layout.RowFilter;
import org.lokoscope.views.layout.Rows;
import org.lokoscope.views.layout.Suspects;
import org.lokoscope.views.paint.Areas;
import org.lokoscope.views.paint.LegendPainter;
import org.lokoscope.views.paint.Overlay;
import org.lokoscope.views.paint.Surface;
import org.lokoscope.views.paint.TimelineFrame;
import org.lokoscope.views.paint.TimelinePainter;
import org.lokoscope.views.query.Landmarks;
import org.lokoscope.views.query.Moments;
import org.lokoscope.views.query.Overview;
import org.lokoscope.views.query.TimelineData;
import org.lokoscope.views.query.TimelineQuery;
import org.lokoscope.views.query.WakeChain;
import org.lokoscope.views.viewport.Viewport;

/** Lanes and graphs; the fiber of the worst leak is selected. */
final class TimelineImage implements PaintedView {

  @Override
  public String name() {
    return "timeline";
  }

  @Override
  public boolean hasTab() {
    return false;
  }

  @Override
  public Consumer<Surface> prepare(Subject subject) {
    Landmarks landmarks = Landmarks.of(subject.trace(), Progress.NONE);
    Rows rows =
        Arranger.arranged(
                subject.trace(),
                new RowBuilder(subject.trace()),
                Arrangement.first(subject.trace().info()),
                List.of(),
                0)
            .rows(Set.of(), RowFilter.ALL, landmarks::depth, List.of());
    OptionalLong fiber =
        subject.diagnosis().findings().stream()
            .mapToLong(Finding::fiber)
            .filter(f -> f != 0)
            .findFirst();
    Suspects suspects = Suspects.of(subject.trace(), subject.diagnosis().findings());
    List<GraphTrack> tracks = GraphTracks.of(subject.trace(), fiber, suspects);
    double height = Math.max(1, subject.height() - LegendPainter.HEIGHT);
    Areas areas = Areas.of(subject.width(), height, rows.height(), tracks);
    Viewport whole =
        Viewport.fit(Math.max(1, subject.trace().end()), areas.plotWidth())
            .folding(subject.folds());
    Viewport window = subject.range() == null ? whole : whole.exactly(subject.range());
    LaneId selected = fiber.isPresent() ? LaneId.fiber(fiber.getAsLong()) : null;
    double scroll = scroll(rows, selected, areas.lanesHeight());
    List<LaneId> lanes =
        rows.visible(scroll, scroll + areas.lanesHeight()).stream().map(Row::lane).toList();
    TimelineQuery.Request request = TimelineQuery.Request.of(window, 0, lanes, tracks, selected);
    TimelineData data = new TimelineQuery(subject.trace()).load(request);
    TimelineFrame frame =
        new TimelineFrame(
            areas,
            window,
            rows,
            scroll,
            tracks,
            List.of(data),
            Overview.of(subject.trace(), window.axis()),
            new TimelineFrame.Marks(selected, null, -1, -1),
            overlay(subject, suspects, landmarks));
    return surface -> {
      TimelinePainter.paint(surface, frame.still());
      LegendPainter.paint(surface, 0, height, subject.width());
    };
  }

  private static Overlay overlay(Subject subject, Suspects suspects, Landmarks landmarks) {
    String program = subject.trace().info().program();
    String title = program.substring(program.lastIndexOf('/') + 1);
    return new Overlay(
        Moments.NONE, suspects, 0, landmarks, null, WakeChain.NONE, -1, Map.of(), null, title);
  }

  /** As far down as needed to show the selected lane. */
  private static double scroll(Rows rows, @Nullable LaneId selected, double lanesHeight) {
    double needed =
        selected == null ? 0 : rows.of(selected).map(Row::bottom).orElse(0.0) - lanesHeight;
    return Math.max(0, needed);
  }
}
