package org.lokoscope.views.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lokoscope.store.LaneId;
import org.lokoscope.views.FakeTrace;
import org.lokoscope.views.viewport.TimeRange;

class PictureLoaderTest {

  private static final LaneId WORKER = LaneId.fiber(FakeTrace.LEAKING_FIBER);

  private final FakeTrace trace = new FakeTrace();
  private final PictureLoader loader = new PictureLoader(trace);

  private static PictureLoader.Request request(long from, long to, LaneId selected) {
    return new PictureLoader.Request(
        new TimeRange(from, to), 800, List.of(WORKER), List.of(), selected);
  }

  @Test
  void shouldTakeEveryStayOfALaneThatHasFew() {
    Picture picture = loader.load(request(10_000_000, 14_000_000, null), () -> true);
    LanePicture lane = picture.lanes().get(WORKER);
    assertThat(lane.strip()).isNull();
    assertThat(lane.spans().stream().map(Span::interval))
        .isEqualTo(trace.intervals(WORKER, 10_000_000, 14_000_000, Integer.MAX_VALUE));
    assertThat(lane.spans()).anyMatch(span -> span.text().startsWith("get ch 1.6 @ server.sps:"));
  }

  @Test
  void shouldTakeAStripOfALaneThatHasMany() {
    Picture picture = loader.load(request(0, trace.end(), null), () -> true);
    assertThat(picture.lanes().get(WORKER).strip().dominant()).hasSize(800);
  }

  @Test
  void shouldLeaveOutArrowsThatCannotBeToldApart() {
    assertThat(loader.load(request(0, trace.end(), WORKER), () -> true).arrowsLeftOut()).isTrue();
    Picture near = loader.load(request(10_000_000, 14_000_000, WORKER), () -> true);
    assertThat(near.arrowsLeftOut()).isFalse();
    assertThat(near.arrows()).isNotEmpty();
  }

  @Test
  void shouldGiveUpWhenNobodyWantsThePictureAnyMore() {
    assertThat(loader.load(request(0, trace.end(), null), () -> false)).isNull();
  }
}
