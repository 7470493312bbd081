// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lokoscope.store.Arrow;
import org.lokoscope.store.Interval;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.LaneState;
import org.lokoscope.store.Strip;
import org.lokoscope.views.FakeTrace;
import org.lokoscope.views.viewport.TimeRange;

class TimelineQueryTest {

  private static final LaneId WORKER = LaneId.fiber(FakeTrace.LEAKING_FIBER);

  private final FakeTrace trace = new FakeTrace();
  private final TimelineQuery loader = new TimelineQuery(trace);

  private static TimelineQuery.Request request(long from, long to, @Nullable LaneId selected) {
    return new TimelineQuery.Request(
        new TimeRange(from, to), 800, List.of(WORKER), List.of(), selected);
  }

  private static LaneData worker(TimelineData data) {
    return Objects.requireNonNull(data.lanes().get(WORKER));
  }

  @Test
  void shouldTakeEveryStayOfALaneThatHasFew() {
    TimelineData data = loader.load(request(10_000_000, 14_000_000, null));
    LaneData lane = worker(data);
    assertThat(lane.strips()).isEmpty();
    assertThat(lane.intervals().stream().map(LabelledInterval::interval))
        .isEqualTo(trace.intervals(WORKER, 10_000_000, 14_000_000, Integer.MAX_VALUE));
    assertThat(lane.intervals())
        .anyMatch(interval -> interval.text().startsWith("get ch 1.6 @ server.sps:"));
  }

  @Test
  void shouldTakeAStripOfALaneThatHasMany() {
    TimelineData data = loader.load(request(0, trace.end(), null));
    Strip strip = worker(data).strips().getFirst();
    assertThat(strip.dominant()).hasSize(800);
  }

  @Test
  void shouldLeaveOutArrowsThatCannotBeToldApart() {
    assertThat(loader.load(request(0, trace.end(), WORKER)).arrowsLeftOut()).isTrue();
    TimelineData near = loader.load(request(10_000_000, 14_000_000, WORKER));
    assertThat(near.arrowsLeftOut()).isFalse();
    assertThat(near.arrows()).isNotEmpty();
  }

  @Test
  void shouldGiveUpWhenNobodyWantsTheFrameAnyMore() {
    assertThat(loader.load(request(0, trace.end(), null), () -> false)).isEmpty();
  }

  /** One fiber waits from 10 to 40 to give; another one takes it then. */
  private static final class Taking extends FakeTrace {
    private static final LaneId GIVES = LaneId.fiber(7);
    private static final LaneId TAKES = LaneId.fiber(8);

    @Override
    public List<Arrow> arrows(LaneId lane, long from, long to, int limit) {
      return List.of(
          new Arrow(Arrow.Kind.WAKE, TAKES, 40, GIVES, 40, 5),
          new Arrow(Arrow.Kind.WAKE, TAKES, 60, GIVES, 60, 0),
          new Arrow(Arrow.Kind.WAKE, TAKES, 80, GIVES, 80, 5));
    }

    @Override
    public Interval at(LaneId lane, long time) {
      LaneState state = time < 70 ? LaneState.BLOCKED_PUT : LaneState.SLEEPING;
      return new Interval(time < 40 ? 10 : 41, 70, state, 5, 0);
    }
  }

  @Test
  void shouldLeadFromAnOfferToWhoTookIt() {
    Arrow offer = new Arrow(Arrow.Kind.OFFER, Taking.GIVES, 10, Taking.TAKES, 40, 5);
    for (LaneId selected : List.of(Taking.GIVES, Taking.TAKES)) {
      TimelineData data = new TimelineQuery(new Taking()).load(request(0, 100, selected));
      assertThat(data.arrows())
          .as("a wake over nothing, or from sleep, takes no offer")
          .filteredOn(arrow -> arrow.kind() == Arrow.Kind.OFFER)
          .containsExactly(offer);
    }
  }
}
