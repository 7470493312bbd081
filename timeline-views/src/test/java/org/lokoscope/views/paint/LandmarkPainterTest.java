// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.paint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lokoscope.store.LaneId;
import org.lokoscope.views.FakeTrace;
import org.lokoscope.views.layout.RowBuilder;
import org.lokoscope.views.layout.RowFilter;
import org.lokoscope.views.layout.Rows;
import org.lokoscope.views.layout.Suspects;
import org.lokoscope.views.query.Landmarks;
import org.lokoscope.views.query.Moments;
import org.lokoscope.views.query.Taken;
import org.lokoscope.views.query.WakeChain;
import org.lokoscope.views.viewport.Viewport;

class LandmarkPainterTest {

  private static final LaneId WORKER = LaneId.fiber(FakeTrace.LEAKING_FIBER);

  private final FakeTrace trace = new FakeTrace();
  private final RecordingSurface surface = new RecordingSurface();

  private TimelineFrame paint(Landmarks landmarks) {
    Rows rows = new RowBuilder(trace).rows(Set.of(), RowFilter.ALL, landmarks::depth, List.of());
    Areas areas = Areas.of(1200, 900, rows.height(), List.of());
    Viewport window = Viewport.fit(trace.end(), areas.plotWidth());
    Overlay overlay =
        new Overlay(
            Moments.NONE,
            Suspects.NONE,
            0,
            landmarks,
            null,
            WakeChain.NONE,
            -1,
            Map.of(),
            null,
            null);
    TimelineFrame frame =
        new TimelineFrame(
            areas, window, rows, 0, List.of(), List.of(), null, TimelineFrame.Marks.NONE, overlay);
    TimelinePainter.paint(surface, frame);
    return frame;
  }

  /** A damaged trace used to show nothing at the place where its hole is. */
  @Test
  void shouldTearAHoleThroughAllLanesAndSayHowMuchIsLost() {
    TimelineFrame frame =
        paint(
            new Landmarks(
                List.of(new Landmarks.Gap(10_000_000, 20_000_000, 1024, "lost")),
                List.of(),
                Map.of()));
    assertThat(surface.patterns).contains(Pattern.SPARSE);
    assertThat(surface.texts()).anyMatch(text -> text.endsWith("events lost"));
    assertThat(HoverText.of(frame, frame.x(15_000_000), 200, null)).contains("events lost");
  }

  @Test
  void shouldSeeAHoleThatIsNarrowerThanAPixel() {
    paint(
        new Landmarks(
            List.of(new Landmarks.Gap(10_000_000, 10_000_001, 7, "lost")), List.of(), Map.of()));
    assertThat(surface.texts()).contains("7 events lost");
  }

  @Test
  void shouldNestSpansBelowTheStateOfTheirLane() {
    Landmarks landmarks =
        new Landmarks(
            List.of(),
            List.of(),
            Map.of(
                WORKER,
                List.of(
                    new Landmarks.Span(1_000_000, 30_000_000, "request", 0),
                    new Landmarks.Span(2_000_000, 20_000_000, "parse", 1))));
    TimelineFrame frame = paint(landmarks);
    var row = frame.rows().of(WORKER).orElseThrow();
    assertThat(row.height()).isEqualTo(row.stateHeight() + 2 * 13);
    assertThat(surface.texts()).contains("request", "parse");
    double y = frame.areas().lanesTop() + row.y() + row.stateHeight() + 15;
    assertThat(HoverText.of(frame, frame.x(3_000_000), y, null)).contains("parse");
  }

  @Test
  void shouldShowOnTheLaneOfACpuThatTheJvmCollected() {
    TimelineFrame frame =
        paint(
            new Landmarks(
                List.of(),
                List.of(),
                Map.of(),
                List.of(new Taken(10_000_000, 60_000_000, 50_000_000, 1, true))));
    var row = frame.rows().of(LaneId.cpu(0)).orElseThrow();
    double y = frame.areas().lanesTop() + row.y() + 8;
    assertThat(surface.texts()).contains("collection");
    assertThat(HoverText.of(frame, frame.x(30_000_000), y, null))
        .contains("the JVM collected its heap for 50 ms");
    var fiber = frame.rows().of(WORKER).orElseThrow();
    double below = frame.areas().lanesTop() + fiber.y() + 8;
    assertThat(HoverText.of(frame, frame.x(30_000_000), below, null)).doesNotContain("JVM");
  }

  @Test
  void shouldFindTheMarkAtAPixel() {
    Landmarks.Mark mark = new Landmarks.Mark(5_000_000, WORKER, "port is ready", false, "ioReady");
    TimelineFrame frame = paint(new Landmarks(List.of(), List.of(mark), Map.of()));
    var row = frame.rows().of(WORKER).orElseThrow();
    double y = frame.areas().lanesTop() + row.y() + 4;
    assertThat(HoverText.markAt(frame, frame.x(5_000_000) + 2, y)).contains(mark);
    assertThat(HoverText.markAt(frame, frame.x(5_000_000) + 20, y)).isEmpty();
    assertThat(HoverText.markAt(frame, frame.x(5_000_000), y + 100)).isEmpty();
  }

  @Test
  void shouldFlagAMarkOnItsLane() {
    TimelineFrame frame =
        paint(
            new Landmarks(
                List.of(),
                List.of(new Landmarks.Mark(5_000_000, WORKER, "checkpoint", false)),
                Map.of()));
    var row = frame.rows().of(WORKER).orElseThrow();
    double y = frame.areas().lanesTop() + row.y() + 4;
    assertThat(HoverText.of(frame, frame.x(5_000_000) + 2, y, null)).contains("checkpoint");
  }
}
