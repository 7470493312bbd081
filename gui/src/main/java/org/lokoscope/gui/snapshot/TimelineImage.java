// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.Progress;
import org.lokoscope.store.analysis.Finding;
import org.lokoscope.tracer.text.Figures;
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
import org.lokoscope.views.paint.TextStyle;
import org.lokoscope.views.paint.TimelineFrame;
import org.lokoscope.views.paint.TimelinePainter;
import org.lokoscope.views.paint.Tone;
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
    OptionalLong fiber =
        subject.diagnosis().findings().stream()
            .mapToLong(Finding::fiber)
            .filter(f -> f != 0)
            .findFirst();
    Suspects suspects = Suspects.of(subject.trace(), subject.diagnosis().findings());
    List<GraphTrack> tracks = GraphTracks.of(subject.trace(), fiber, suspects);
    double height = Math.max(1, subject.height() - LegendPainter.HEIGHT);
    Rows rows = rows(subject, landmarks, height, tracks);
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
    String part = part(rows, lanes, areas, tracks);
    return surface -> {
      TimelinePainter.paint(surface, frame.still());
      double right = areas.gutter() - 10 - surface.textWidth(part, TextStyle.SMALL);
      surface.text(
          part, right, areas.lanesTop() - 9, TextStyle.SMALL, surface.theme().of(Tone.DIM_TEXT));
      LegendPainter.paint(surface, 0, height, subject.width());
    };
  }

  /** A line for each fiber if there is room for all of them, else as few lines as can be. */
  private static Rows rows(
      Subject subject, Landmarks landmarks, double height, List<GraphTrack> tracks) {
    Arrangement first = Arrangement.first(subject.trace().info());
    Rows rows = rows(subject, landmarks, first);
    double room = Areas.of(subject.width(), height, rows.height(), tracks).lanesHeight();
    if (rows.height() <= room || !first.equals(Arrangement.PLAIN)) {
      return rows;
    }
    return rows(subject, landmarks, new Arrangement(Arrangement.Grouping.PACKED, first.order()));
  }

  private static Rows rows(Subject subject, Landmarks landmarks, Arrangement how) {
    RowBuilder plain = new RowBuilder(subject.trace());
    return Arranger.arranged(subject.trace(), plain, how, List.of(), 0)
        .rows(Set.of(), RowFilter.ALL, landmarks::depth, List.of());
  }

  /** How many fibers and graphs are seen, where that is not all of them; else nothing. */
  private static String part(Rows rows, List<LaneId> lanes, Areas areas, List<GraphTrack> tracks) {
    List<String> parts = new ArrayList<>();
    long seen = lanes.stream().filter(lane -> lane.kind() == LaneId.Kind.FIBER).count();
    long all = rows.rows().stream().filter(row -> row.lane().kind() == LaneId.Kind.FIBER).count();
    if (seen < all) {
      parts.add(Figures.count(seen) + " of " + Figures.count(all) + " fibers");
    }
    if (areas.wholeTracks() < tracks.size()) {
      parts.add(areas.wholeTracks() + " of " + tracks.size() + " graphs");
    }
    return String.join(", ", parts);
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
