// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lokoscope.runtime.probe.FiberOutcome;
import org.lokoscope.runtime.probe.ObjectKind;
import org.lokoscope.store.GrowthPoint;
import org.lokoscope.store.Interval;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.LaneState;
import org.lokoscope.store.ObjectInfo;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Reachability;
import org.lokoscope.store.Site;

/** Fibers that the collector has taken while they waited. */
final class BlockedForeverTest {

  private static final long ANSWER = 77;
  private static final long MAIN = 2;
  private static final long COORDINATOR = 3;

  private final FakeTrace trace = new FakeTrace();
  private final Site spawn = trace.site(1, 8, 5, "ask", "(spawn-fiber (lambda () ...))");
  private final Site wait = trace.site(2, 11, 8, "", "(put-message answer i)");
  private final Site made = trace.site(3, 7, 17, "ask", "(make-channel)");
  private final Site other = trace.site(4, 13, 16, "ask", "(perform-operation ...)");

  private void checked() {
    trace.reachability =
        new Reachability(
            List.of(new Reachability.Check(1, 1000, 1010, 3, 1, true)), List.of(), Map.of());
  }

  private void unreachable(long id, long waitsSince, long found) {
    trace.fiber(id, spawn, 0, found, FiberOutcome.UNREACHABLE, 1);
    trace.growth.put(id, List.of(new GrowthPoint(waitsSince, 1, 3, 40, 4, 0, wait.id())));
    trace.intervals.put(
        LaneId.fiber(id),
        new Interval(waitsSince, found, LaneState.BLOCKED_PUT, ANSWER, wait.id()));
  }

  private List<Finding> detect() {
    return new BlockedForever().detect(new Evidence(trace, Progress.NONE));
  }

  @Test
  void shouldNotJudgeATraceInWhichNobodyLooked() {
    assertThat(new BlockedForever().canJudge(trace)).isFalse();
    checked();
    assertThat(new BlockedForever().canJudge(trace)).isTrue();
  }

  @Test
  void shouldNameWhereFibersWaitWhoSpawnedThemAndWhoHadTheOtherEndLast() {
    checked();
    trace.objects.add(
        new ObjectInfo(ANSWER, ObjectKind.CHANNEL, "c", MAIN, made, 90, 0, 1, wait, 10));
    trace.event(100, "offerEnqueued", Map.of("object", ANSWER, "fiber", MAIN));
    trace.event(110, "offerEnqueued", Map.of("object", ANSWER, "fiber", 12L));
    trace.event(120, "offerEnqueued", Map.of("object", 5L, "fiber", 6L));
    trace.intervals.put(
        LaneId.fiber(MAIN), new Interval(95, 105, LaneState.BLOCKED_CHOICE, 0, other.id()));
    unreachable(11, 110, 1005);
    unreachable(12, 110, 1005);
    Finding finding = detect().getFirst();
    assertThat(finding.site()).isEqualTo(wait);
    assertThat(finding.call()).isEqualTo(spawn);
    assertThat(finding.object()).isEqualTo(ANSWER);
    assertThat(finding.count()).isEqualTo(2);
    assertThat(finding.bytesTotal()).isZero();
    assertThat(finding.sentence())
        .isEqualTo(
            "2 fibers spawned at app.sps:8:5 wait for ever at app.sps:11:8: nothing that still runs"
                + " can reach the channel made at app.sps:7:17, which \"w#2\" was the last to use,"
                + " at app.sps:13:16.");
    assertThat(finding.fix()).contains("app.sps:13:16");
  }

  /** A fiber that the main fiber had waited for, and that had the other end. */
  private void coordinator(long turn, long ended) {
    trace.fiber(MAIN, spawn, 0, 1020, FiberOutcome.RETURNED, 3);
    trace.fiber(COORDINATOR, spawn, 0, ended, FiberOutcome.RETURNED, 3);
    trace.objects.add(
        new ObjectInfo(ANSWER, ObjectKind.CHANNEL, "c", COORDINATOR, made, 90, 0, 1, wait, 10));
    trace.intervals.put(
        LaneId.fiber(MAIN), new Interval(990, 1020, LaneState.RUNNING, 0, other.id()));
    trace.event(990, "fiberReady", Map.of("fiber", MAIN, "by", COORDINATOR));
    trace.intervals.put(
        LaneId.fiber(COORDINATOR), new Interval(turn, ended, LaneState.RUNNING, 0, other.id()));
  }

  @Test
  void shouldNotBlameFibersThatTheEndOfTheProgramLetGo() {
    checked();
    coordinator(980, 985);
    unreachable(11, 100, 1005);
    assertThat(detect()).isEmpty();
    unreachable(12, 900, 600);
    assertThat(detect()).as("found while the program ran").hasSize(1);
  }

  @Test
  void shouldBlameAFiberWhoseOtherSideHadEndedLongBefore() {
    checked();
    coordinator(500, 600);
    trace.rows.clear();
    unreachable(11, 100, 1005);
    assertThat(detect()).hasSize(1);
    assertThat(detect().getFirst().sentence()).startsWith("The fiber spawned at app.sps:8:5 waits");
  }

  /** The fiber that keeps the messages of a buffered channel goes with the channel. */
  @Test
  void shouldNotBlameFibersOfOurOwnLibraries() {
    checked();
    Site ours = new Site(9, "lokoscope:lokoscope/channels.sls", 44, 7, "make", "");
    trace.sites.put(ours.id(), ours);
    trace.fiber(11, ours, 0, 1005, FiberOutcome.UNREACHABLE, 1);
    trace.growth.put(11L, List.of(new GrowthPoint(10, 1, 3, 40, 4, 0, ours.id())));
    assertThat(detect()).isEmpty();
  }
}
