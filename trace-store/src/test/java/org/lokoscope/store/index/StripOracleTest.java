// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.probe.SuspendReason;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.Interval;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.LaneState;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Series;
import org.lokoscope.store.SeriesId;
import org.lokoscope.store.SeriesId.Quantity;
import org.lokoscope.store.Strip;
import org.lokoscope.store.Trace;
import org.lokoscope.store.file.TraceRecorder;
import org.lokoscope.store.file.Traces;

/**
 * Fibers that change their state at random, spread over two streams; what the index says of them is
 * compared with what a list of all changes says, nanosecond by nanosecond.
 */
final class StripOracleTest {

  private static final int FIBERS = 4;

  private record Change(long time, LaneState state) {}

  private final Map<Long, List<Change>> changes = new TreeMap<>();
  private final List<long[]> counter = new ArrayList<>();
  private long end;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldSayWhatAListOfAllChangesSays(long seed) {
    Random random = new Random(seed);
    Path directory = folder.resolve("trace");
    record(directory, random, seed % 2 == 0 ? 300 : 2000);
    try (Trace trace = Traces.open(directory, Progress.NONE)) {
      assertThat(trace.end()).isEqualTo(end);
      for (long fiber : changes.keySet()) {
        for (int round = 0; round < 6; round++) {
          long from = random.nextLong(end + 10) - 5;
          long to = from + 1 + random.nextLong(end);
          int buckets = 1 + random.nextInt(50);
          check(fiber, trace.strip(LaneId.fiber(fiber), from, to, buckets));
          checkIntervals(trace, fiber, from, to);
          checkMoment(trace, fiber, from);
        }
      }
      for (FiberInfo fiber : trace.fibers()) {
        checkTotals(fiber);
      }
      for (int round = 0; round < 50; round++) {
        long from = random.nextLong(end);
        checkSeries(trace, from, from + random.nextLong(end), 1 + random.nextInt(4));
      }
    }
  }

  /** Buckets that were asked for before are not looked up again. */
  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void shouldSayTheSameOfAWindowThatMoves(long seed) {
    Random random = new Random(seed);
    Path directory = folder.resolve("trace");
    record(directory, random, 1000);
    try (Trace trace = Traces.open(directory, Progress.NONE)) {
      for (long fiber : changes.keySet()) {
        long from = random.nextLong(end);
        int buckets = 1 + random.nextInt(40);
        for (int round = 0; round < 30; round++) {
          long width = 1L + random.nextInt(1 + random.nextInt(60));
          for (int move = random.nextInt(6); move >= 0; move--) {
            from += width * random.nextInt(-20, 21) + (random.nextInt(4) == 0 ? 1 : 0);
            buckets = Math.max(1, buckets + random.nextInt(-3, 4));
            check(fiber, trace.strip(LaneId.fiber(fiber), from, from + width * buckets, buckets));
          }
        }
      }
    }
  }

  private void record(Path directory, Random random, int steps) {
    try (TraceRecorder recorder =
        TraceRecorder.create(directory, "random.sps", Map.of(), () -> 0)) {
      Probe[] probes = {recorder.probe(0), recorder.probe(1)};
      long time = 0;
      for (int i = 0; i < steps; i++) {
        time += random.nextInt(4) == 0 ? 0 : random.nextInt(30);
        long fiber = 1 + random.nextInt(FIBERS) + (1L << 32);
        // One fiber always reports on the same stream, so that equal times keep their order.
        change(probes[(int) (fiber % 2)], time, fiber, random.nextInt(5));
        long value = random.nextLong(-500_000, 500_000);
        probes[0].counted(time, 0, 77, value);
        counter.add(new long[] {time, value});
        end = time;
      }
    }
  }

  private void change(Probe probe, long time, long fiber, int what) {
    switch (what) {
      case 0 -> {
        probe.fiberReady(time, fiber, 0, 0);
        note(fiber, time, LaneState.READY);
      }
      case 1 -> {
        probe.fiberResumed(time, fiber);
        note(fiber, time, LaneState.RUNNING);
      }
      case 2 -> {
        probe.fiberSuspended(time, fiber, SuspendReason.GET.ordinal(), 0, 0);
        note(fiber, time, LaneState.BLOCKED_GET);
      }
      case 3 -> {
        probe.fiberSuspended(time, fiber, SuspendReason.SLEEP.ordinal(), 0, 0);
        note(fiber, time, LaneState.SLEEPING);
      }
      default -> {
        probe.fiberEnded(time, fiber, 0);
        note(fiber, time, LaneState.ABSENT);
      }
    }
  }

  private void note(long fiber, long time, LaneState state) {
    List<Change> list = changes.computeIfAbsent(fiber, id -> new ArrayList<>());
    LaneState before = list.isEmpty() ? LaneState.ABSENT : list.getLast().state;
    if (before != state) {
      list.add(new Change(time, state));
    }
  }

  private List<Change> changesOf(long fiber) {
    return changes.getOrDefault(fiber, List.of());
  }

  private LaneState stateAt(long fiber, long time) {
    LaneState state = LaneState.ABSENT;
    for (Change change : changesOf(fiber)) {
      if (change.time > time) {
        break;
      }
      state = change.state;
    }
    return time > end ? LaneState.ABSENT : state;
  }

  private void check(long fiber, Strip strip) {
    for (int i = 0; i < strip.dominant().length; i++) {
      long from = strip.from() + i * strip.bucketWidth();
      long to = from + strip.bucketWidth();
      long[] in = new long[LaneState.values().length];
      for (long time = from; time < to; time++) {
        in[stateAt(fiber, time).ordinal()]++;
      }
      long most = 0;
      for (long time : in) {
        most = Math.max(most, time);
      }
      assertThat(in[strip.dominant()[i]]).as("fiber %d from %d", fiber, from).isEqualTo(most);
      assertThat(strip.share()[i] & 0xFF)
          .isEqualTo((int) Math.round(255.0 * most / strip.bucketWidth()));
      long events = changesOf(fiber).stream().filter(c -> c.time >= from && c.time < to).count();
      assertThat(strip.events()[i]).isEqualTo((int) events);
    }
  }

  private void checkTotals(FiberInfo fiber) {
    Map<LaneState, Long> totals = new EnumMap<>(LaneState.class);
    for (long time = 0; time < end; time++) {
      totals.merge(stateAt(fiber.id(), time), 1L, Long::sum);
    }
    totals.remove(LaneState.ABSENT);
    assertThat(fiber.timeInState()).isEqualTo(totals);
  }

  private void checkIntervals(Trace trace, long fiber, long from, long to) {
    List<Interval> found = trace.intervals(LaneId.fiber(fiber), from, to, Integer.MAX_VALUE);
    long covered = Long.MIN_VALUE;
    for (Interval interval : found) {
      assertThat(interval.from()).isGreaterThanOrEqualTo(covered).isLessThan(interval.to());
      assertThat(interval.from()).isLessThan(to);
      assertThat(interval.to()).isGreaterThan(from);
      assertThat(interval.state()).isEqualTo(stateAt(fiber, interval.from()));
      assertThat(interval.state()).isEqualTo(stateAt(fiber, interval.to() - 1));
      covered = interval.to();
    }
    for (long time = Math.max(from, 0); time < Math.min(to, end); time++) {
      long now = time;
      if (stateAt(fiber, now) != LaneState.ABSENT) {
        assertThat(found).anyMatch(interval -> interval.from() <= now && now < interval.to());
      }
    }
  }

  private void checkMoment(Trace trace, long fiber, long time) {
    if (time >= 0 && time <= end) {
      assertThat(trace.at(LaneId.fiber(fiber), time).state()).isEqualTo(stateAt(fiber, time));
    }
  }

  private void checkSeries(Trace trace, long from, long to, int maxPoints) {
    Series series = trace.series(new SeriesId(Quantity.COUNTER, 77), from, to, maxPoints);
    assertThat(series.size()).isLessThanOrEqualTo(maxPoints);
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < series.size(); i++) {
      low = Math.min(low, series.low()[i]);
      high = Math.max(high, series.high()[i]);
    }
    double wantedLow = Double.POSITIVE_INFINITY;
    double wantedHigh = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < counter.size(); i++) {
      boolean lastBefore =
          counter.get(i)[0] < from && (i + 1 == counter.size() || counter.get(i + 1)[0] >= from);
      if (lastBefore || counter.get(i)[0] >= from && counter.get(i)[0] <= to) {
        wantedLow = Math.min(wantedLow, counter.get(i)[1]);
        wantedHigh = Math.max(wantedHigh, counter.get(i)[1]);
      }
    }
    assertThat(low).isEqualTo(wantedLow);
    assertThat(high).isEqualTo(wantedHigh);
  }
}
