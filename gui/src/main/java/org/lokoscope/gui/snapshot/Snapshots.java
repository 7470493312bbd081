package org.lokoscope.gui.snapshot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.Trace;
import org.lokoscope.store.analysis.Diagnosis;
import org.lokoscope.store.analysis.Finding;
import org.lokoscope.views.image.ImageSurface;
import org.lokoscope.views.layout.GraphTrack;
import org.lokoscope.views.layout.GraphTracks;
import org.lokoscope.views.layout.Row;
import org.lokoscope.views.layout.RowBuilder;
import org.lokoscope.views.layout.Rows;
import org.lokoscope.views.paint.Areas;
import org.lokoscope.views.paint.LeaksPainter;
import org.lokoscope.views.paint.TimelineFrame;
import org.lokoscope.views.paint.TimelinePainter;
import org.lokoscope.views.query.LeaksData;
import org.lokoscope.views.query.Overview;
import org.lokoscope.views.query.TimelineData;
import org.lokoscope.views.query.TimelineQuery;
import org.lokoscope.views.viewport.TimeRange;
import org.lokoscope.views.viewport.Viewport;

/** Draws a trace into PNG files. */
public final class Snapshots {

  private final Trace trace;
  private final Diagnosis diagnosis;
  private final int width;
  private final int height;

  public Snapshots(Trace trace, Diagnosis diagnosis, int width, int height) {
    this.trace = trace;
    this.diagnosis = diagnosis;
    this.width = width;
    this.height = height;
  }

  /**
   * Lanes and graphs; the worst leak's fiber is selected.
   *
   * @param range what to show, or null for the whole run
   */
  public void timeline(Path file, TimeRange range) {
    Rows rows = new RowBuilder(trace).rows(Set.of(), "");
    OptionalLong fiber =
        diagnosis.findings().stream().mapToLong(Finding::fiber).filter(f -> f != 0).findFirst();
    List<GraphTrack> tracks = GraphTracks.of(trace, fiber, suspects());
    Areas areas = Areas.of(width, height, rows.height(), tracks);
    Viewport whole = Viewport.fit(Math.max(1, trace.end()), areas.plotWidth());
    Viewport window = range == null ? whole : whole.exactly(range);
    LaneId selected = fiber.isPresent() ? LaneId.fiber(fiber.getAsLong()) : null;
    double scroll = scroll(rows, selected, areas.lanesHeight());
    List<LaneId> lanes =
        rows.visible(scroll, scroll + areas.lanesHeight()).stream().map(Row::lane).toList();
    TimelineQuery.Request request =
        new TimelineQuery.Request(window.range(), (int) areas.plotWidth(), lanes, tracks, selected);
    TimelineData data = new TimelineQuery(trace).load(request, () -> true);
    TimelineFrame frame =
        new TimelineFrame(
            areas,
            window,
            rows,
            scroll,
            tracks,
            List.of(data),
            Overview.of(trace),
            new TimelineFrame.Marks(selected, null, -1, -1));
    write(file, surface -> TimelinePainter.paint(surface, frame.still()));
  }

  private Set<Long> suspects() {
    return diagnosis.findings().stream().map(Finding::fiber).collect(Collectors.toSet());
  }

  /** As far down as needed to show the selected lane. */
  private static double scroll(Rows rows, LaneId selected, double lanesHeight) {
    double needed =
        selected == null ? 0 : rows.of(selected).map(Row::bottom).orElse(0.0) - lanesHeight;
    return Math.max(0, needed);
  }

  /** The diagnosis: ranked leaks, the growth of the worst, what repeats in its stack. */
  public void leaks(Path file) {
    LeaksData data = LeaksData.of(trace, diagnosis);
    write(file, surface -> LeaksPainter.paint(surface, data, width, height));
  }

  private void write(Path file, java.util.function.Consumer<ImageSurface> painter) {
    try (ImageSurface surface = new ImageSurface(width, height)) {
      painter.accept(surface);
      surface.writePng(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be written: " + e.getMessage(), e);
    }
  }
}
