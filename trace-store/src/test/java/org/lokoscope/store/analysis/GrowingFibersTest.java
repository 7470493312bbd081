// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lokoscope.runtime.probe.FiberOutcome;
import org.lokoscope.runtime.probe.WinderKind;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.GrowthPoint;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Site;
import org.lokoscope.store.StackGroup;
import org.lokoscope.store.StackGroup.StackFrame;
import org.lokoscope.store.StackSnapshot;

/** Which fibers that grow are leaks: each bound from both sides. */
final class GrowingFibersTest {

  /** Of a fiber's own: each turn leaves two frames of 6 words, and in a guard a winder of 5. */
  private static final int EVERY = 10;

  private final FakeTrace trace = new FakeTrace();
  private final Site spawn = trace.site(1, 50, 1, "main", "(spawn-fiber f)");
  private final Site suspend = trace.site(2, 14, 9, "work", "(get-message inbox)");
  private final Site loop = trace.site(3, 13, 9, "work", "(work inbox)");
  private final Site guard = trace.site(4, 12, 5, "work", "(guard (e (#t 0)) (work inbox))");
  private final Site plain = trace.site(5, 30, 5, "count", "(+ 1 (count inbox))");
  private final Site deep = trace.site(6, 40, 5, "prepare", "(prepare 5)");

  @BeforeEach
  void begin() {
    trace.winderKinds.put(guard.id(), WinderKind.GUARD);
    trace.end = 1;
  }

  private List<Finding> findings() {
    GrowingFibers growing = GrowingFibers.of(new Evidence(trace, Progress.NONE));
    List<Finding> all = new ArrayList<>();
    for (LeakClass leakClass : LeakClass.values()) {
      assertThat(growing.findings(leakClass)).allMatch(f -> f.leakClass() == leakClass);
      all.addAll(growing.findings(leakClass));
    }
    return all;
  }

  private FiberInfo fiber(long id, @Nullable FiberOutcome outcome) {
    return trace.fiber(id, spawn, 0, outcome == null ? -1 : 100_000, outcome, 1);
  }

  /** A fiber seen so often whose words grow; the last time it is seen is the end of the run. */
  private FiberInfo growing(long id, @Nullable FiberOutcome outcome, int points, long words) {
    trace.growth.put(
        id,
        IntStream.range(0, points).mapToObj(i -> point(i, 40 + words * i, i, suspend)).toList());
    trace.end = Math.max(trace.end, EVERY * (points - 1L));
    return fiber(id, outcome);
  }

  private static GrowthPoint point(int resume, long words, long winders, Site site) {
    return new GrowthPoint(
        (long) EVERY * resume, resume, 3 + 2L * resume, words, 0, winders, site.id());
  }

  /**
   * The frames of so many turns around a guard, above seventy that the fiber had from the start.
   */
  private StackSnapshot inGuard(long time, int turns, int frames) {
    List<StackFrame> turn = List.of(new StackFrame(loop, 4), new StackFrame(guard, 2));
    return new StackSnapshot(
        time,
        0,
        0,
        frames,
        List.of(
            new StackGroup(turns, turn), new StackGroup(70, List.of(new StackFrame(deep, 1000)))),
        turns,
        List.of(new StackGroup(turns, List.of(new StackFrame(guard, 5)))));
  }

  private StackSnapshot inCall(long time, int turns, int frames) {
    List<StackGroup> groups = List.of(new StackGroup(turns, List.of(new StackFrame(plain, 6))));
    return new StackSnapshot(time, 0, 0, frames, groups, 0, List.of());
  }

  /** A fiber that goes round in a guard so often. */
  private void guarded(long id, @Nullable FiberOutcome outcome, int points, int turns) {
    growing(id, outcome, points, 11);
    long last = EVERY * (points - 1L);
    trace.stacks.put(id, List.of(inGuard(last / 2, 2, 50), inGuard(last, turns, 100)));
  }

  private void called(long id, @Nullable FiberOutcome outcome, int points, int turns) {
    growing(id, outcome, points, 6);
    long last = EVERY * (points - 1L);
    trace.stacks.put(id, List.of(inCall(last / 2, 2, 50), inCall(last, turns, 100)));
  }

  @Test
  void shouldTellWhatAFiberKeepsOfWhichForm() {
    guarded(7, null, 40, 39);
    Finding finding = findings().getFirst();
    assertThat(findings()).as("not what it had from the start").hasSize(1);
    assertThat(finding.leakClass()).isEqualTo(LeakClass.CONTINUATION_GROWTH);
    assertThat(finding.site()).isEqualTo(guard);
    assertThat(finding.fiber()).isEqualTo(7);
    assertThat(finding.fiberName()).isEqualTo("w#7");
    assertThat(finding.count()).isEqualTo(39);
    assertThat(finding.bytesPerResume()).isEqualTo(88);
    assertThat(finding.bytesTotal()).isEqualTo(8 * 11 * 39);
    assertThat(finding.severity()).isEqualTo(Severity.ofBytes(8 * 11 * 39));
    assertThat(finding.wordsPerIteration()).isEqualTo(11);
    assertThat(finding.windersPerIteration()).isEqualTo(1);
    assertThat(finding.group()).extracting(StackFrame::site).containsExactly(loop, guard);
    assertThat(finding.winderGroup()).extracting(StackFrame::site).containsExactly(guard);
  }

  @Test
  void shouldAskForSixteenTurnsInAFormAndSixtyFourInACall() {
    guarded(7, null, 40, 15);
    assertThat(findings()).isEmpty();
    trace.fibers.clear();
    guarded(7, null, 40, 16);
    assertThat(findings()).isNotEmpty();
    trace.fibers.clear();
    called(8, null, 40, 63);
    assertThat(findings()).isEmpty();
    trace.fibers.clear();
    called(8, null, 40, 64);
    assertThat(findings()).extracting(Finding::site).contains(plain);
  }

  /** What took all memory used to be steady, for its fiber had ended. */
  @Test
  void shouldBlameTheCallOfAFiberThatEndedBecauseItKeptTooMuch() {
    called(8, FiberOutcome.FAILED, 40, 200);
    assertThat(findings()).isEmpty();
    trace.fibers.set(0, failed(trace.fibers.getFirst(), "boom"));
    assertThat(findings()).isEmpty();
    trace.fibers.set(0, failed(trace.fibers.getFirst(), "out of memory: the heap is full"));
    assertThat(findings()).extracting(Finding::site).contains(plain);
  }

  private static FiberInfo failed(FiberInfo f, String failure) {
    return new FiberInfo(
        f.id(),
        f.name(),
        1,
        0,
        f.spawnSite(),
        0,
        f.ended(),
        f.outcome(),
        failure,
        f.resumes(),
        Map.of(),
        0,
        0,
        0);
  }

  @Test
  void shouldAskForSixtyFourTurnsInAFormOfAFiberThatHasEnded() {
    guarded(7, FiberOutcome.RETURNED, 40, 63);
    assertThat(findings()).isEmpty();
    trace.fibers.clear();
    guarded(7, FiberOutcome.FAILED, 40, 64);
    assertThat(findings()).hasSize(1);
    trace.fibers.clear();
    called(7, FiberOutcome.RETURNED, 40, 900);
    assertThat(findings()).as("a recursion that came back").isEmpty();
    trace.fibers.clear();
    called(7, FiberOutcome.ABANDONED, 40, 64);
    assertThat(findings()).as("the run ended first").hasSize(1);
  }

  @Test
  void shouldBelieveAFiberThatWasSeenLittleOnlyIfItGoesOn() {
    guarded(7, null, 31, 30);
    long last = trace.end;
    assertThat(findings()).hasSize(1);
    trace.end = last + 3 * (EVERY + 1);
    assertThat(findings()).as("it might be resumed soon").hasSize(1);
    trace.end++;
    assertThat(findings()).as("it has come to rest").isEmpty();
    trace.fibers.clear();
    guarded(7, null, 32, 30);
    trace.end = 10_000;
    assertThat(findings()).as("it was seen often enough").hasSize(1);
  }

  @Test
  void shouldAskHalfOfManyFibersThatWereSeenLittleToGoOn() {
    for (int id = 1; id <= 4; id++) {
      guarded(id, null, id <= 2 ? 10 : 20, 30);
    }
    assertThat(findings()).as("two have come to rest, two have not").hasSize(1);
    guarded(5, null, 10, 30);
    assertThat(findings()).as("a third that has come to rest").isEmpty();
  }

  /** A loop that was begun in the middle of the run does not make up for a pause before it. */
  @Test
  void shouldMeasureAPauseByTheTimeInWhichAFiberWasSeen() {
    growing(7, null, 20, 11);
    trace.growth.computeIfPresent(
        7L,
        (id, points) ->
            points.stream()
                .map(
                    p ->
                        new GrowthPoint(
                            p.time() + 5000, p.resume(), p.frames(), p.words(), 0, p.winders(), 2))
                .toList());
    trace.stacks.put(7L, List.of(inGuard(5100, 2, 50), inGuard(5190, 30, 100)));
    trace.end = 5190 + 33;
    assertThat(findings()).hasSize(1);
    trace.end = 5190 + 34;
    assertThat(findings()).isEmpty();
  }

  @Test
  void shouldAddTheTurnsThatHaveComeSinceTheLastSnapshot() {
    growing(7, null, 40, 11);
    trace.stacks.put(7L, List.of(inGuard(100, 10, 23), inGuard(200, 20, 46)));
    assertThat(findings().getFirst().count()).as("19 more of two frames").isEqualTo(39);
  }

  /** Half of the frames is enough; the seventy at the bottom are no growth then. */
  @Test
  void shouldCompareWithTheLastSnapshotOfAtMostHalfTheFrames() {
    growing(7, null, 40, 11);
    trace.stacks.put(
        7L,
        List.of(
            inCall(50, 30, 10), inGuard(100, 10, 50), inCall(300, 30, 51), inGuard(390, 39, 100)));
    assertThat(findings()).extracting(Finding::site).containsExactly(guard);
    trace.stacks.put(7L, List.of(inGuard(100, 10, 51), inGuard(390, 39, 100)));
    assertThat(findings()).extracting(Finding::site).as("nothing before").contains(deep);
    assertThat(findings().getFirst().bytesPerResume())
        .as("its share in all that is there, which leaves too little for the guard")
        .isCloseTo(88 * 70_000.0 / (70_000 + 39 * 11), within(1e-9));
    assertThat(findings().getFirst().bytesTotal())
        .isCloseTo(8 * 11 * 39 * 70_000.0 / (70_000 + 39 * 11), within(1e-6));
  }

  @Test
  void shouldLookOnlyAtSnapshotsOfTheLoopWhenItHasEnded() {
    growing(7, null, 95, 11);
    List<GrowthPoint> points = new ArrayList<>(trace.growth.getOrDefault(7L, List.of()));
    IntStream.range(95, 100).forEach(i -> points.add(point(i, 40, 0, suspend)));
    trace.growth.put(7L, points);
    trace.stacks.put(7L, List.of(inGuard(400, 40, 50), inGuard(940, 94, 190), inCall(960, 1, 2)));
    trace.end = 990;
    assertThat(findings()).extracting(Finding::site).containsExactly(guard);
    trace.stacks.put(7L, List.of(inCall(400, 40, 50), inCall(940, 94, 190)));
    assertThat(findings()).as("a recursion that gave its result").isEmpty();
  }

  @Test
  void shouldTellOfTheWorstOfManyFibersAndAddThemUp() {
    guarded(7, null, 40, 39);
    guarded(8, null, 40, 39);
    guarded(9, null, 40, 39);
    trace.fibers.removeLast();
    trace.fibers.removeLast();
    growing(8, null, 40, 22);
    growing(9, null, 40, 22);
    Finding finding = findings().getFirst();
    assertThat(findings()).hasSize(1);
    assertThat(finding.fiber()).as("the first of the worst").isEqualTo(8);
    assertThat(finding.bytesPerResume()).isEqualTo(8 * 22);
    assertThat(finding.bytesTotal()).isEqualTo(8 * 39 * (11 + 22 + 22));
    assertThat(finding.sentence()).endsWith(" 2 more fibers do the same.");
  }

  @Test
  void shouldBeSureOfManyFibersThoughOfNoneByItself() {
    for (int id = 1; id <= 50; id++) {
      guarded(id, null, 7, 6);
    }
    Finding finding = findings().getFirst();
    assertThat(finding.confidence()).isCloseTo(350 / 414.0, within(1e-9));
    assertThat(finding.sentence()).endsWith(" 49 more fibers do the same.");
    assertThat(GrowingFibers.of(new Evidence(trace, Progress.NONE)).judged()).isZero();
  }

  /** It is counted with those that are known to grow where it waits. */
  @Test
  void shouldLayAFiberWithoutSnapshotsAtThePlaceWhereItWaits() {
    guarded(7, null, 40, 39);
    growing(8, null, 40, 6);
    trace.growth.computeIfPresent(
        8L,
        (id, points) ->
            points.stream().map(p -> point((int) p.resume(), p.words(), 0, guard)).toList());
    Finding finding = findings().getFirst();
    assertThat(finding.sentence()).endsWith(" 1 more fiber does the same.");
    assertThat(finding.count()).isEqualTo(39);
    assertThat(finding.bytesTotal()).isEqualTo(8 * 39 * (11 + 6));
  }

  @Test
  void shouldTellOfWindersThatGrowThoughTheWordsDoNot() {
    guarded(7, null, 40, 39);
    growing(7, null, 40, 0);
    trace.fibers.removeLast();
    Finding finding = findings().getFirst();
    assertThat(finding.leakClass()).isEqualTo(LeakClass.WINDER_GROWTH);
    assertThat(finding.bytesPerResume()).isZero();
    assertThat(finding.confidence()).isGreaterThan(0.9);
    assertThat(finding.sentence()).contains("retains more winders at each resume");
  }

  @Test
  void shouldTellOfFramesAloneWhenWindersDoNotGrow() {
    called(7, null, 40, 70);
    trace.growth.computeIfPresent(
        7L,
        (id, points) ->
            points.stream().map(p -> point((int) p.resume(), p.words(), 2, suspend)).toList());
    trace.stacks.computeIfPresent(
        7L,
        (id, stacks) ->
            stacks.stream()
                .map(
                    s ->
                        new StackSnapshot(
                            s.time(),
                            0,
                            0,
                            s.frames(),
                            s.groups(),
                            2,
                            inGuard(0, 2, 0).winderGroups()))
                .toList());
    Finding finding = findings().getFirst();
    assertThat(finding.site()).isEqualTo(plain);
    assertThat(finding.group()).extracting(StackFrame::site).containsExactly(plain);
    assertThat(finding.winderGroup()).isEmpty();
  }

  @Test
  void shouldCountTheFibersThatCouldBeJudged() {
    growing(1, null, 8, 0);
    growing(2, null, 7, 0);
    growing(3, null, 40, 11);
    assertThat(GrowingFibers.of(new Evidence(trace, Progress.NONE)).judged()).isEqualTo(2);
    assertThat(Map.copyOf(trace.stacks)).as("nothing repeats").isEmpty();
    assertThat(findings()).as("it cannot be told what").isEmpty();
  }
}
