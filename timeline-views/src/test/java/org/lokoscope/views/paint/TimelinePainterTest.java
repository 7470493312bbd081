// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.paint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.LaneState;
import org.lokoscope.views.FakeTrace;
import org.lokoscope.views.layout.GraphTrack;
import org.lokoscope.views.layout.GraphTracks;
import org.lokoscope.views.layout.Row;
import org.lokoscope.views.layout.RowBuilder;
import org.lokoscope.views.layout.RowFilter;
import org.lokoscope.views.layout.Rows;
import org.lokoscope.views.layout.Suspects;
import org.lokoscope.views.query.Landmarks;
import org.lokoscope.views.query.Moments;
import org.lokoscope.views.query.Overview;
import org.lokoscope.views.query.TimelineData;
import org.lokoscope.views.query.TimelineQuery;
import org.lokoscope.views.query.WakeChain;
import org.lokoscope.views.viewport.TimeRange;
import org.lokoscope.views.viewport.Viewport;

class TimelinePainterTest {

  private static final LaneId WORKER = LaneId.fiber(FakeTrace.LEAKING_FIBER);
  private static final double WIDTH = 1200;
  private static final double HEIGHT = 900;

  private final FakeTrace trace = new FakeTrace();
  private final Rows rows = new RowBuilder(trace).rows(Set.of(), RowFilter.ALL);
  private final List<GraphTrack> tracks =
      GraphTracks.of(trace, OptionalLong.of(FakeTrace.LEAKING_FIBER), Suspects.NONE);
  private final Areas areas = Areas.of(WIDTH, HEIGHT, rows.height(), tracks);
  private final Viewport whole = Viewport.fit(trace.end(), areas.plotWidth());
  private final RecordingSurface surface = new RecordingSurface();

  private TimelineFrame frame(Viewport window, TimelineFrame.Marks marks) {
    TimelineQuery.Request request =
        new TimelineQuery.Request(
            window.range(),
            (int) areas.plotWidth(),
            rows.rows().stream().map(Row::lane).toList(),
            tracks,
            marks.lane());
    TimelineData data = new TimelineQuery(trace).load(request);
    return new TimelineFrame(
        areas, window, rows, 0, tracks, List.of(data), Overview.of(trace), marks);
  }

  @Test
  void shouldCostPixelsAndNotEvents() {
    TimelinePainter.paint(surface, frame(whole, TimelineFrame.Marks.NONE));
    assertThat(surface.fills).hasSizeLessThan((int) (areas.plotWidth() * (rows.rows().size() + 4)));
  }

  /** Used to end within a track, whose title was cut. */
  @Test
  void shouldShowGraphsAsAWholeWhereNotAllHaveRoom() {
    for (int height = 300; height < 1000; height += 7) {
      Areas low = Areas.of(WIDTH, height, 2000, tracks);
      int seen = low.wholeTracks();
      assertThat(seen).isBetween(1, tracks.size());
      assertThat(low.trackTop(seen))
          .as("the last graph that is seen ends with the room, height %d", height)
          .isCloseTo(height, within(1.0));
      assertThat(low.hiddenTracks() > 1).isEqualTo(seen < tracks.size());
    }
    for (int height = 300; height < 1000; height += 7) {
      Areas few = Areas.of(WIDTH, height, 100, tracks);
      assertThat(few.hiddenTracks() > 1 && few.lanesHeight() > 101)
          .as("room that nobody uses while graphs are hidden, height %d", height)
          .isFalse();
    }
    Areas dragged = Areas.of(WIDTH, 500, 2000, tracks, new Areas.Split(0, 100));
    assertThat(dragged.height() - dragged.lanesBottom() - Areas.GAP)
        .as("who drags the divider has it where it was dragged")
        .isCloseTo(100, within(1.0));
  }

  /** Used to leave out the last names, then what was in the way of them. */
  @Test
  void shouldNameAllStatesInANarrowLegend() {
    for (int width : new int[] {900, 1100, 1400}) {
      RecordingSurface line = new RecordingSurface();
      LegendPainter.paint(line, 0, 0, width);
      assertThat(line.texts()).as("%d pixels", width).hasSize(11).doesNotContain("\u2026");
      for (RecordingSurface.Word word : line.words) {
        assertThat(word.x() + 6.0 * word.text().length()).isLessThanOrEqualTo(width);
      }
      assertThat(line.texts().contains("blocked receiving")).isEqualTo(width == 1400);
    }
    RecordingSurface tiny = new RecordingSurface();
    LegendPainter.paint(tiny, 0, 0, 400);
    assertThat(tiny.texts()).endsWith("\u2026").hasSizeLessThan(11);
  }

  /** Used to be the margin of the whole run: with most of it folded, half of the window. */
  @Test
  void shouldLeaveLittleRoomBesideAFoldedRun() {
    long end = trace.end();
    Viewport folded = whole.folding(List.of(new TimeRange(end / 20, end)));
    assertThat(folded.x(0)).isCloseTo(whole.x(0), within(3.0));
    Viewport again = folded.folding(List.of());
    assertThat(again.lowest()).isCloseTo(whole.lowest(), within(1.0));
    assertThat(again.x(end)).isCloseTo(whole.x(end), within(0.1));
  }

  /** A break is drawn where time is folded; what lies behind it stands where it belongs. */
  @Test
  void shouldDrawABreakAndTellTheTimeWithinIt() {
    TimeRange fold = new TimeRange(100_000_000, 300_000_000);
    Viewport folded = whole.folding(List.of(fold));
    TimelineFrame frame = frame(folded, TimelineFrame.Marks.NONE);
    TimelinePainter.paint(surface, frame);
    double from = frame.x(fold.from());
    assertThat(frame.x(fold.to()) - from).isCloseTo(Viewport.GAP, within(0.01));
    assertThat(surface.of(Theme.DARK.of(Tone.BACKGROUND)))
        .as("through ruler, lanes and graphs; and in the overview")
        .filteredOn(fill -> Math.abs(fill.x() - from) < 0.01)
        .extracting(RecordingSurface.Fill::y)
        .contains(0.0, areas.rulerTop(), areas.trackTop(0))
        .hasSize(2 + tracks.size());
    assertThat(surface.texts()).contains("400 ms, 200 ms folded");
    double inLane = areas.lanesTop() + rows.of(WORKER).orElseThrow().y() + 5;
    assertThat(HoverText.of(frame, from + Viewport.GAP / 2, inLane, null))
        .isEqualTo("worker\nnothing happens for 200 ms, from 100.000 ms: folded");
    assertThat(HoverText.of(frame, from + Viewport.GAP / 2, areas.rulerTop() + 4, null))
        .isEqualTo("200.000 ms\nnothing happens for 200 ms, from 100.000 ms: folded");
    assertThat(HoverText.of(frame, from - 3, inLane, null)).doesNotContain("folded");
  }

  /** Until there is a finer one, the strip of an axis without folds is drawn in parts. */
  @Test
  void shouldDrawAStripInPartsWhereTheAxisHasBeenFoldedSince() {
    TimelineFrame plain = frame(whole, TimelineFrame.Marks.NONE);
    Viewport folded = whole.folding(List.of(new TimeRange(100_000_000, 300_000_000)));
    TimelineFrame stale =
        new TimelineFrame(
            areas, folded, rows, 0, tracks, plain.layers(), plain.overview(), plain.marks());
    TimelinePainter.paint(surface, stale);
    List<double[]> parts = surface.placed;
    assertThat(parts).isNotEmpty();
    double scale = folded.nanosPerPixel();
    assertThat(parts)
        .filteredOn(each -> each[1] > 1000)
        .as("begin at time 0 as the part before or behind the fold sees it")
        .allMatch(
            each ->
                Math.abs(each[0] - stale.x(0)) < 0.1
                    || Math.abs(each[0] - (stale.x(300_000_000) - 300_000_000 / scale)) < 0.1);
  }

  @Test
  void shouldMarkTheLaneAtWhichADebuggerStands() {
    TimelineFrame plain = frame(whole, TimelineFrame.Marks.NONE);
    Overlay overlay =
        new Overlay(
            Moments.NONE,
            Suspects.NONE,
            0,
            Landmarks.NONE,
            null,
            WakeChain.NONE,
            -1,
            Map.of(),
            null,
            null,
            WORKER);
    TimelineFrame standing =
        new TimelineFrame(
            areas,
            whole,
            rows,
            0,
            tracks,
            plain.layers(),
            plain.overview(),
            plain.marks(),
            overlay);
    TimelinePainter.paint(surface, standing);
    Row row = rows.of(WORKER).orElseThrow();
    double top = areas.lanesTop() + row.y();
    assertThat(surface.of(Theme.DARK.of(Tone.ACCENT)))
        .filteredOn(fill -> fill.x() < areas.gutter() && fill.width() == 14)
        .singleElement()
        .satisfies(fill -> assertThat(fill.y()).isBetween(top, top + row.height()));
  }

  @Test
  void shouldLeaveNoClipBehind() {
    TimelinePainter.paint(
        surface, frame(whole, new TimelineFrame.Marks(WORKER, null, 5_000_000, 40)));
    assertThat(surface.clips).isZero();
  }

  /** A narrow window leaves the timeline hardly more than the names of its lanes. */
  @Test
  void shouldFlagThePlayheadBesideTheNamesWhereTheFlagDoesNotFit() {
    Areas narrow = Areas.of(140, HEIGHT, rows.height(), tracks);
    Viewport window = Viewport.fit(trace.end(), narrow.plotWidth());
    TimelineFrame.Marks marks = new TimelineFrame.Marks(null, null, 5_000_000, -1);
    TimelinePainter.paint(
        surface,
        new TimelineFrame(narrow, window, rows, 0, tracks, List.of(), Overview.of(trace), marks));
    assertThat(surface.words)
        .filteredOn(word -> word.text().equals("5.000 ms"))
        .singleElement()
        .satisfies(word -> assertThat(word.x()).isEqualTo(narrow.gutter() + 5));
  }

  @Test
  void shouldDrawNothingOutsideThePane() {
    TimelinePainter.paint(surface, frame(whole.zoomed(300, 80), TimelineFrame.Marks.NONE));
    for (RecordingSurface.Fill fill : surface.fills) {
      assertThat(fill.x()).isBetween(-1.0, WIDTH + 1);
      assertThat(fill.x() + fill.width()).isLessThanOrEqualTo(WIDTH + 1.5);
    }
  }

  @Test
  void shouldNameRowsAndTracksAndStates() {
    Viewport near = whole.exactly(new TimeRange(10_000_000, 13_000_000));
    TimelinePainter.paint(
        surface, frame(near, new TimelineFrame.Marks(WORKER, null, 11_000_000, -1)));
    assertThat(surface.texts())
        .contains("CPU 0", "worker", "continuations", "winders", "11.000 ms", "ready")
        .anyMatch(text -> text.startsWith("get ch 1."));
  }

  @Test
  void shouldFillAStayInItsStatesColourWhereItStands() {
    Viewport near = whole.exactly(new TimeRange(10_000_000, 13_000_000));
    TimelinePainter.paint(surface, frame(near, TimelineFrame.Marks.NONE));
    double top = areas.lanesTop() + rows.of(WORKER).orElseThrow().y();
    trace.intervals(WORKER, 10_000_000, 13_000_000, 100).stream()
        .filter(interval -> interval.state() == LaneState.RUNNING && interval.from() > 10_000_000)
        .forEach(
            interval ->
                assertThat(surface.of(Theme.DARK.of(LaneState.RUNNING)))
                    .anyMatch(
                        fill ->
                            Math.abs(fill.x() - areas.gutter() - near.x(interval.from())) < 0.01
                                && fill.y() > top
                                && fill.y() < top + 20));
  }

  @Test
  void shouldShowTheValueAtThePlayhead() {
    TimelinePainter.paint(
        surface, frame(whole, new TimelineFrame.Marks(WORKER, null, trace.end(), -1)));
    long words = trace.growth(FakeTrace.LEAKING_FIBER, Integer.MAX_VALUE).getLast().words();
    assertThat(surface.texts()).contains(Texts.quantity(words, GraphTrack.Unit.WORDS));
  }

  @Test
  void shouldDrawWhatASuspectHoldsInTheAlarmColour() {
    List<GraphTrack> alarmed =
        GraphTracks.of(
            trace,
            OptionalLong.of(FakeTrace.LEAKING_FIBER),
            Suspects.ofFibers(List.of(FakeTrace.LEAKING_FIBER), "winder growth"));
    assertThat(alarmed.stream().filter(GraphTrack::leaks)).isNotEmpty();
    assertThat(alarmed.getFirst().lines().getLast().label()).isEqualTo("worker: winder growth");
    assertThat(tracks.stream().filter(GraphTrack::leaks)).isEmpty();
    TimelineFrame calm = frame(whole, TimelineFrame.Marks.NONE);
    TimelineFrame alarm =
        new TimelineFrame(
            areas,
            whole,
            rows,
            0,
            alarmed,
            calm.layers(),
            calm.overview(),
            TimelineFrame.Marks.NONE);
    TimelinePainter.paint(surface, calm);
    assertThat(surface.of(Theme.DARK.of(Tone.LEAK))).isEmpty();
    TimelinePainter.paint(surface, alarm);
    assertThat(surface.of(Theme.DARK.of(Tone.LEAK))).isNotEmpty();
  }

  @Test
  void shouldKeepGraphsApartFromLanes() {
    assertThat(areas.trackTop(0)).isEqualTo(areas.lanesBottom() + Areas.GAP);
    int last = tracks.size() - 1;
    assertThat(areas.trackTop(last) + areas.trackHeight(last)).isLessThanOrEqualTo(HEIGHT + 0.001);
  }

  @Test
  void shouldGiveHintsOnlyInAWindow() {
    TimelineFrame seen = frame(whole, new TimelineFrame.Marks(WORKER, null, -1, 30));
    TimelineData crowded = seen.layers().getFirst();
    TimelineData hinting =
        new TimelineData(
            crowded.range(),
            crowded.nanosPerColumn(),
            crowded.lanes(),
            crowded.series(),
            List.of(),
            true);
    TimelineFrame frame =
        new TimelineFrame(
            areas, whole, rows, 0, tracks, List.of(hinting), seen.overview(), seen.marks());
    TimelinePainter.paint(surface, frame.still());
    assertThat(surface.texts()).noneMatch(text -> text.startsWith("zoom in"));
    TimelinePainter.paint(surface, frame);
    assertThat(surface.texts()).anyMatch(text -> text.startsWith("zoom in"));
  }

  /** Over the title of a narrow graph stood the figures of its scale. */
  @Test
  void shouldKeepTheScaleOfAGraphApartFromItsTitle() {
    Areas narrow = Areas.of(620, HEIGHT, rows.height(), tracks);
    Viewport window = Viewport.fit(trace.end(), narrow.plotWidth());
    TimelineFrame wide = frame(whole, TimelineFrame.Marks.NONE);
    TimelinePainter.paint(
        surface,
        new TimelineFrame(
            narrow, window, rows, 0, tracks, wide.layers(), wide.overview(), wide.marks()));
    for (GraphTrack track : tracks) {
      RecordingSurface.Word title =
          surface.words.stream()
              .filter(word -> word.text().equals(track.title()))
              .findFirst()
              .orElseThrow();
      double end = title.x() + surface.textWidth(title.text(), TextStyle.STRONG);
      assertThat(surface.words)
          .filteredOn(word -> !word.equals(title) && Math.abs(word.y() - title.y()) < 10)
          .allMatch(word -> word.x() >= end);
    }
  }

  /** What was not recorded in the time that is shown had a scale of 1 and 2 bytes. */
  @Test
  void shouldHaveNoScaleForWhatIsNotKnown() {
    TimelineFrame empty =
        new TimelineFrame(areas, whole, rows, 0, tracks, List.of(), null, TimelineFrame.Marks.NONE);
    TimelinePainter.paint(surface, empty);
    double graphs = areas.lanesBottom();
    assertThat(surface.words)
        .filteredOn(word -> word.y() > graphs)
        .extracting(RecordingSurface.Word::text)
        .noneMatch(text -> text.matches("[0-9].*"));
  }

  /** A playhead out of sight used to be nowhere. */
  @Test
  void shouldHintAtTheEdgeWhereThePlayheadIsOutOfSight() {
    Viewport near = whole.exactly(new TimeRange(10_000_000, 13_000_000));
    TimelinePainter.paint(
        surface, frame(near, new TimelineFrame.Marks(null, null, 50_000_000, -1)));
    assertThat(surface.words)
        .filteredOn(word -> word.text().equals("playhead 50.000 ms"))
        .singleElement()
        .satisfies(word -> assertThat(word.x()).isGreaterThan(WIDTH - 200));
    double plot = areas.lanesTop();
    assertThat(surface.of(Theme.DARK.of(Tone.PLAYHEAD))).noneMatch(fill -> fill.y() > plot);
  }
}
