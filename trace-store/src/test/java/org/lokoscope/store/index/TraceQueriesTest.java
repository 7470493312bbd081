// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lokoscope.runtime.probe.CaptureReason;
import org.lokoscope.runtime.probe.FiberOutcome;
import org.lokoscope.runtime.probe.ObjectKind;
import org.lokoscope.runtime.probe.OfferSide;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.probe.SuspendReason;
import org.lokoscope.runtime.probe.WaitReason;
import org.lokoscope.store.Arrow;
import org.lokoscope.store.EventRow;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.LaneState;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Series;
import org.lokoscope.store.SeriesId;
import org.lokoscope.store.SeriesId.Quantity;
import org.lokoscope.store.Trace;
import org.lokoscope.store.file.TraceRecorder;
import org.lokoscope.store.file.Traces;

/** Small stories told to a recorder, and what a trace makes of them. */
final class TraceQueriesTest {

  private static final long A = (1L << 32) + 1;
  private static final long B = (1L << 32) + 2;
  private static final long CHANNEL = (1L << 32) + 3;
  private static final int SUSPEND = CaptureReason.SUSPEND.ordinal();
  private static final int GET = SuspendReason.GET.ordinal();
  private static final int PUT = SuspendReason.PUT.ordinal();

  @TempDir Path folder;

  private interface Story {
    void tell(Probe cpu0, Probe cpu1);
  }

  private Trace record(Story story) {
    try (TraceRecorder recorder =
        TraceRecorder.create(folder.resolve("t"), "story.sps", Map.of(), () -> 0)) {
      story.tell(recorder.probe(0), recorder.probe(1));
    }
    return Traces.open(folder.resolve("t"), Progress.NONE);
  }

  private static List<Double> values(Trace trace, Quantity quantity, long subject) {
    double[] values =
        trace.series(new SeriesId(quantity, subject), 0, Long.MAX_VALUE, 1000).values();
    return Arrays.stream(values).boxed().toList();
  }

  private static void capture(Probe p, long time, long fiber, long words, long base) {
    p.continuationCaptured(time, 9, fiber, SUSPEND, 10, words - 15, 2, base, 1, 3, 15, 4);
  }

  @Test
  void shouldCountASharedBaseOnce() {
    try (Trace trace =
        record(
            (p, q) -> {
              p.fiberSpawned(1, A, 0, 1, 0);
              p.fiberSpawned(2, B, 0, 1, 0);
              p.fiberResumed(3, A);
              capture(p, 4, A, 150, 100);
              p.fiberSuspended(5, A, GET, CHANNEL, 4);
              p.fiberResumed(6, B);
              capture(p, 7, B, 170, 110);
              p.fiberSuspended(8, B, PUT, CHANNEL, 4);
              p.fiberReady(9, B, A, CHANNEL);
              p.fiberResumed(10, B);
              p.fiberEnded(11, A, FiberOutcome.ABANDONED.ordinal());
            })) {
      assertThat(values(trace, Quantity.LIVE_WORDS, 0)).containsExactly(150.0, 220.0, 150.0, 0.0);
      assertThat(values(trace, Quantity.SITE_WORDS, 4)).containsExactly(50.0, 110.0, 50.0, 0.0);
      assertThat(values(trace, Quantity.LIVE_WINDERS, 0)).containsExactly(3.0, 6.0, 3.0, 0.0);
      assertThat(values(trace, Quantity.FIBERS, 0)).containsExactly(1.0, 2.0, 1.0);
      FiberInfo a = trace.fibers().getFirst();
      assertThat(a.outcome()).isEqualTo(FiberOutcome.ABANDONED);
      assertThat(a.timeInState())
          .containsExactlyInAnyOrderEntriesOf(
              Map.of(LaneState.READY, 2L, LaneState.RUNNING, 2L, LaneState.BLOCKED_GET, 6L));
      assertThat(trace.fibers().getLast().peakWords()).isEqualTo(170);
      FiberInfo brief = trace.fibersWithoutTimes().getLast();
      assertThat(brief.peakWords()).isEqualTo(170);
      assertThat(brief.timeInState()).isEmpty();
      assertThat(trace.fibersWithoutTimes()).hasSameSizeAs(trace.fibers());
    }
  }

  @Test
  void shouldTakeACaptureThatIsReportedAfterTheSuspend() {
    try (Trace trace =
        record(
            (p, q) -> {
              p.fiberSpawned(1, A, 0, 1, 0);
              p.fiberResumed(2, A);
              p.fiberSuspended(3, A, GET, CHANNEL, 8);
              capture(p, 4, A, 150, 100);
            })) {
      assertThat(trace.growth(A, 10)).hasSize(1);
      assertThat(trace.growth(A, 10).getFirst().words()).isEqualTo(150);
      assertThat(trace.growth(A, 10).getFirst().site()).isEqualTo(8);
    }
  }

  @Test
  void shouldLetAFiberShareTheStateOfItsPreemptedProcess() {
    try (Trace trace =
        record(
            (p, q) -> {
              p.processSpawned(0, 1, 0, 0, 0);
              p.processDispatched(10, 1, 0);
              p.fiberSpawned(11, A, 0, 1, 0);
              p.fiberResumed(20, A);
              p.processPreempted(30, 1, 500);
              q.processDispatched(40, 1, 1);
              q.fiberSuspended(50, A, SuspendReason.SLEEP.ordinal(), 0, 0);
              q.processWaiting(60, 1, WaitReason.TIMER.ordinal(), 100);
              p.processWoken(100, 1, WaitReason.TIMER.ordinal(), 0);
            })) {
      assertThat(states(trace, LaneId.fiber(A)))
          .containsExactly("READY 11", "RUNNING 20", "READY 30", "RUNNING 40", "SLEEPING 50");
      assertThat(states(trace, LaneId.process(1)))
          .containsExactly(
              "READY 0",
              "RUNNING 10",
              "RUNNING 20 " + A,
              "READY 30",
              "RUNNING 40 " + A,
              "RUNNING 50",
              "SLEEPING 60");
      assertThat(states(trace, LaneId.cpu(0))).containsExactly("IDLE 0", "RUNNING 10 1", "IDLE 30");
      assertThat(states(trace, LaneId.cpu(1))).containsExactly("IDLE 0", "RUNNING 40 1", "IDLE 60");
      assertThat(trace.lanes())
          .containsExactly(LaneId.cpu(0), LaneId.cpu(1), LaneId.process(1), LaneId.fiber(A));
    }
  }

  @Test
  void shouldCountTheFibersThatAreReadyAndDoNotRun() {
    try (Trace trace =
        record(
            (p, q) -> {
              p.fiberSpawned(1, A, 0, 1, 0);
              p.fiberSpawned(2, B, 0, 1, 0);
              p.fiberResumed(3, A);
              p.fiberSuspended(50_000, A, SuspendReason.YIELD.ordinal(), 0, 0);
              p.fiberResumed(50_001, B);
              p.fiberEnded(50_002, B, 0);
              p.fiberResumed(80_000, A);
              p.fiberSuspended(90_001, A, GET, CHANNEL, 4);
              p.fiberReady(100_000, A, 0, 0);
            })) {
      SeriesId id = new SeriesId(Quantity.RUN_QUEUE, 0);
      assertThat(trace.series(Quantity.RUN_QUEUE)).containsExactly(id);
      Series all = trace.series(id, 0, Long.MAX_VALUE, 100);
      assertThat(all.times()).containsExactly(1, 3, 50_000, 50_001, 80_000);
      assertThat(all.values()).containsExactly(2, 1, 2, 1, 0);
    }
  }

  /** It was drawn asleep for as long as another fiber held the CPU. */
  @Test
  void shouldSayFromWhenOnASleeperIsOverdue() {
    int sleep = SuspendReason.SLEEP.ordinal();
    try (Trace trace =
        record(
            (p, q) -> {
              p.fiberSpawned(1, A, 0, 1, 0);
              p.fiberSpawned(1, B, 0, 1, 0);
              p.fiberResumed(2, A);
              p.timerArmed(3, 7, A, 0, 20, 1, 0);
              p.fiberSuspended(4, A, sleep, 0, 9);
              p.fiberResumed(5, B);
              p.fiberSuspended(50, B, sleep, 0, 0);
              p.timerArmed(50, 8, B, 0, 70, 1, 0);
              p.timerFired(51, 7, 1, 1);
              p.fiberReady(51, A, 0, 0);
              p.fiberResumed(52, A);
              p.timerArmed(53, 9, A, 0, 60, 1, 0);
              p.fiberSuspended(54, A, sleep, 0, 0);
              p.fiberReady(60, A, 0, 0);
              p.fiberResumed(80, A);
            })) {
      assertThat(states(trace, LaneId.fiber(A)))
          .containsExactly(
              "READY 1",
              "RUNNING 2",
              "SLEEPING 4",
              "OVERDUE 20",
              "READY 51",
              "RUNNING 52",
              "SLEEPING 54",
              "READY 60");
      assertThat(trace.at(LaneId.fiber(A), 30).site()).isEqualTo(9);
      assertThat(states(trace, LaneId.fiber(B)))
          .containsExactly("READY 1", "RUNNING 5", "SLEEPING 50", "OVERDUE 70");
      assertThat(trace.timeInState(LaneId.fiber(B), 0, 100))
          .containsEntry(LaneState.SLEEPING, 20L)
          .containsEntry(LaneState.OVERDUE, 10L);
    }
  }

  @Test
  void shouldSayFromWhenOnAProcessIsOverdueAndForgetTimesThatAreNoMore() {
    int timer = WaitReason.TIMER.ordinal();
    try (Trace trace =
        record(
            (p, q) -> {
              p.processSpawned(0, 1, 0, 0, 0);
              p.processDispatched(1, 1, 0);
              for (int i = 0; i < 300; i++) {
                p.processWaiting(10 + 10L * i, 1, timer, 100_000 + i);
                p.processWoken(11 + 10L * i, 1, WaitReason.MESSAGE.ordinal(), 0);
                p.processDispatched(12 + 10L * i, 1, 0);
              }
              p.processWaiting(200_000, 1, timer, 200_010);
              p.processWoken(200_030, 1, timer, 0);
            })) {
      assertThat(trace.timeInState(LaneId.process(1), 0, 300_000))
          .containsEntry(LaneState.SLEEPING, 310L)
          .containsEntry(LaneState.OVERDUE, 20L);
    }
  }

  private static List<String> states(Trace trace, LaneId lane) {
    List<String> states = new ArrayList<>();
    trace
        .intervals(lane, 0, Long.MAX_VALUE, 100)
        .forEach(
            interval ->
                states.add(
                    interval.state()
                        + " "
                        + interval.from()
                        + (interval.subject() == 0 ? "" : " " + interval.subject())));
    return states;
  }

  @Test
  void shouldKnowWhichQueueAMatchShortens() {
    try (Trace trace =
        record(
            (p, q) -> {
              p.objectCreated(0, CHANNEL, ObjectKind.CHANNEL.ordinal(), A, 0);
              p.fiberResumed(1, A);
              p.offerEnqueued(2, CHANNEL, 1, A, OfferSide.GET.ordinal(), 1);
              p.offerEnqueued(3, CHANNEL, 2, A, OfferSide.PUT.ordinal(), 1);
              p.fiberSuspended(4, A, SuspendReason.CHOICE.ordinal(), 0, 0);
              p.fiberResumed(5, B);
              p.offerMatched(6, CHANNEL, B, A, 0);
              p.offerMatched(7, CHANNEL, A, B, 0);
            })) {
      assertThat(values(trace, Quantity.OFFERS, CHANNEL)).containsExactly(1.0, 2.0, 1.0, 0.0);
      assertThat(values(trace, Quantity.LIVE_OFFERS, 0)).containsExactly(1.0, 2.0, 1.0, 0.0);
      assertThat(trace.objects().getFirst().matches()).isEqualTo(2);
      assertThat(trace.objects().getFirst().peakQueue()).isEqualTo(2);
    }
  }

  @Test
  void shouldDrawArrowsFromCauseToEffectInBothLanes() {
    try (Trace trace =
        record(
            (p, q) -> {
              p.processSpawned(0, 1, 0, 0, 0);
              p.processSpawned(1, 2, 1, 0, 0);
              p.fiberSpawned(5, A, 0, 1, 0);
              p.fiberSpawned(6, B, A, 1, 0);
              p.fiberReady(10, B, A, CHANNEL);
              p.messageSent(20, 1, 2, 1, 0);
              p.messageSent(30, 1, 2, 2, 0);
              q.messageReceived(40, 2, 1);
            })) {
      Arrow wake = new Arrow(Arrow.Kind.WAKE, LaneId.fiber(A), 10, LaneId.fiber(B), 10, CHANNEL);
      assertThat(trace.arrows(LaneId.fiber(B), 7, 100, 9)).containsExactly(wake);
      assertThat(trace.arrows(LaneId.fiber(A), 7, 100, 9)).containsExactly(wake);
      assertThat(trace.arrows(LaneId.process(2), 20, 50, 9))
          .containsExactly(
              new Arrow(Arrow.Kind.MESSAGE, LaneId.process(1), 20, LaneId.process(2), 40, 0));
      assertThat(values(trace, Quantity.MAILBOX, 2)).containsExactly(1.0, 2.0, 1.0);
    }
  }

  @Test
  void shouldTakeAsAPointTheFieldThatTheTableNames() {
    try (Trace trace =
        record(
            (p, q) -> {
              p.heapSampled(10, 500, 900);
              p.heapAfterCollection(20, 300, 7, 0);
              p.counted(30, A, 5, 42);
            })) {
      assertThat(values(trace, Quantity.HEAP_SAMPLED, 0)).contains(500.0).doesNotContain(900.0);
      assertThat(values(trace, Quantity.HEAP_AFTER_COLLECTION, 0)).contains(300.0);
      assertThat(values(trace, Quantity.COUNTER, 5)).containsExactly(42.0);
    }
  }

  /** They were counted when the index was built, and nobody could ask for them. */
  @Test
  void shouldTellHowManyTransitionsAreIllegal() {
    try (Trace trace =
        record(
            (p, q) -> {
              p.fiberSpawned(1, A, 0, 1, 0);
              p.fiberResumed(2, A);
              p.fiberResumed(3, A);
            })) {
      assertThat(trace.info().illegalTransitions()).isOne();
    }
  }

  @Test
  void shouldListEventsOfAllStreamsInOrderWithTheirPlace() {
    try (Trace trace =
        record(
            (p, q) -> {
              p.stringDefined(0, 5, "lap");
              for (int i = 0; i < 5000; i++) {
                (i % 3 == 0 ? p : q).counted(10 + i, A, 5, i);
              }
            })) {
      List<EventRow> rows = trace.events(4000, 4010, Set.of(), 100);
      assertThat(rows).hasSize(10);
      for (int i = 0; i < rows.size(); i++) {
        assertThat(rows.get(i).time()).isEqualTo(4000 + i);
        assertThat(rows.get(i).values().get(2).number()).isEqualTo(3990 + i);
        assertThat(rows.get(i).values().get(1).text()).isEqualTo("lap");
      }
      // The recorder watches the heap by itself: samples, and collections if there are any.
      Map<String, Long> types = trace.info().eventsByType();
      long heap =
          types.getOrDefault("heapSampled", 0L)
              + types.getOrDefault("heapAfterCollection", 0L)
              + types.getOrDefault("stringDefined", 0L)
              + types.getOrDefault("streamBegan", 0L)
              - 1;
      assertThat(rows.getFirst().index()).isEqualTo(3990 + 1 + heap);
      assertThat(trace.events(0, Long.MAX_VALUE, Set.of("stringDefined"), 100)).hasSize(1);
    }
  }

  @Test
  void shouldPutFramesAndWindersOfOneSnapshotTogether() {
    try (Trace trace =
        record(
            (p, q) -> {
              p.stringDefined(0, 1, "a.sps");
              p.siteDefined(0, 8, 1, 3, 4, 0, 0);
              p.stackSnapshot(1, A, 70, 9, new long[] {4, 2, 8, 5, 9, 6, 1, 1, 8, 2});
              p.winderSnapshot(1, A, 70, 4, new long[] {4, 1, 8, 3});
              p.stackSnapshot(2, A, 71, 5, new long[] {5, 1, 8});
            })) {
      assertThat(trace.stacks(A)).hasSize(2);
      var snapshot = trace.stacks(A).getFirst();
      assertThat(snapshot.frames()).isEqualTo(9);
      assertThat(snapshot.winders()).isEqualTo(4);
      assertThat(snapshot.groups()).hasSize(2);
      assertThat(snapshot.groups().getFirst().frames().getFirst().site().position())
          .isEqualTo("a.sps:3:4");
      assertThat(snapshot.winderGroups().getFirst().repeat()).isEqualTo(4);
      assertThat(trace.stacks(A).getLast().groups()).isEmpty();
    }
  }
}
