// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.lokoscope.store.EventRow;
import org.lokoscope.store.Interval;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.LaneState;
import org.lokoscope.store.Strip;
import org.lokoscope.views.FakeTrace;
import org.lokoscope.views.viewport.TimeAxis;
import org.lokoscope.views.viewport.TimeRange;
import org.lokoscope.views.viewport.Viewport;

class SilencesTest {

  private static final LaneId BUSY = LaneId.fiber(9);

  /** Two CPUs that run now and then, and events while none does. */
  private static final class Bursts extends FakeTrace {

    private static final long LENGTH = 1_000_000_000;
    private final List<List<Interval>> cpus = List.of(new ArrayList<>(), new ArrayList<>());
    private final List<EventRow> rows = new ArrayList<>();

    Bursts(int seed) {
      Random random = new Random(seed);
      for (List<Interval> cpu : cpus) {
        long time = random.nextLong(50_000_000);
        while (time < LENGTH) {
          for (int i = random.nextInt(400); i >= 0 && time < LENGTH; i--) {
            long to = Math.min(LENGTH, time + 1 + random.nextLong(20_000));
            cpu.add(new Interval(time, to, LaneState.RUNNING, 1, 0));
            time = to + random.nextLong(20_000);
          }
          time += random.nextLong(200_000_000);
        }
      }
      for (int i = random.nextInt(6); i > 0; i--) {
        String type = random.nextInt(3) == 0 ? "heapSampled" : "ioReady";
        rows.add(new EventRow(i, random.nextLong(LENGTH), 0, type, List.of()));
      }
    }

    @Override
    protected Map<String, Long> types() {
      return Map.of("ioReady", 3L, "heapSampled", 3L);
    }

    @Override
    public long end() {
      return LENGTH;
    }

    @Override
    public List<LaneId> lanes() {
      return List.of(LaneId.cpu(0), LaneId.cpu(1), BUSY);
    }

    @Override
    protected List<Interval> all(LaneId lane) {
      return lane.kind() == LaneId.Kind.CPU ? cpus.get((int) lane.id()) : cpus.getFirst();
    }

    @Override
    public List<EventRow> events(long from, long to, Set<String> types, int limit) {
      return rows.stream()
          .filter(row -> row.time() >= from && row.time() < to && types.contains(row.type()))
          .sorted(java.util.Comparator.comparingLong(EventRow::time))
          .limit(limit)
          .toList();
    }

    /** By brute force: between all ends and begins of what runs and all events. */
    List<TimeRange> silences(long least) {
      java.util.TreeSet<Long> edges = new java.util.TreeSet<>(List.of(0L, LENGTH));
      rows.stream()
          .filter(row -> row.type().equals("ioReady"))
          .forEach(row -> edges.add(row.time()));
      for (List<Interval> cpu : cpus) {
        cpu.forEach(each -> edges.addAll(List.of(each.from(), each.to())));
      }
      List<TimeRange> found = new ArrayList<>();
      Set<Long> events =
          rows.stream()
              .filter(row -> row.type().equals("ioReady"))
              .map(EventRow::time)
              .collect(java.util.stream.Collectors.toSet());
      Long last = null;
      for (long edge : edges) {
        Long before = last != null && events.contains(last) ? Long.valueOf(last + 1) : last;
        if (before != null && edge - before >= least && !runs((before + edge) / 2)) {
          found.add(new TimeRange(before, edge));
          assertThat(TimeAxis.of(found).folds()).hasSameSizeAs(found);
        }
        last = edge;
      }
      return found;
    }

    private boolean runs(long time) {
      return cpus.stream()
          .flatMap(List::stream)
          .anyMatch(each -> each.from() <= time && time < each.to());
    }
  }

  @Property(tries = 60)
  void shouldFindWhatBruteForceFinds(@ForAll int seed) {
    Bursts trace = new Bursts(seed);
    List<TimeRange> found = Silences.atLeast(2_000_000, trace, List.of());
    assertThat(found).isEqualTo(trace.silences(2_000_000));
  }

  /** A sleeper whose time passes while no CPU runs: it used to lie within the fold. */
  private static final class Overslept extends FakeTrace {

    @Override
    public long end() {
      return 1_000_000_000;
    }

    @Override
    protected Map<String, Long> types() {
      return Map.of("ioReady", 1L);
    }

    @Override
    public List<EventRow> events(long from, long to, Set<String> types, int limit) {
      return List.of();
    }

    @Override
    public List<LaneId> lanes() {
      return List.of(LaneId.cpu(0), LaneId.process(1));
    }

    @Override
    protected List<Interval> all(LaneId lane) {
      return lane.kind() == LaneId.Kind.CPU
          ? List.of(
              new Interval(0, 100_000_000, LaneState.RUNNING, 1, 0),
              new Interval(900_000_000, 1_000_000_000, LaneState.RUNNING, 1, 0))
          : List.of(
              new Interval(0, 100_000_000, LaneState.RUNNING, 0, 0),
              new Interval(100_000_000, 600_000_123, LaneState.SLEEPING, 0, 0),
              new Interval(600_000_123, 900_000_000, LaneState.OVERDUE, 0, 0),
              new Interval(900_000_000, 1_000_000_000, LaneState.RUNNING, 0, 0));
    }
  }

  @Test
  void shouldNotFoldTheTimeInWhichASleeperIsOverdue() {
    assertThat(Silences.worthwhile(new Overslept(), List.of()))
        .containsExactly(new TimeRange(100_000_000, 600_000_123));
  }

  @Test
  void shouldLeaveHolesOfTheTraceAlone() {
    Bursts trace = new Bursts(3);
    List<TimeRange> all = trace.silences(2_000_000);
    long middle = (all.getFirst().from() + all.getFirst().to()) / 2;
    Landmarks.Gap hole = new Landmarks.Gap(middle, middle + 1, 4, "lost");
    assertThat(Silences.atLeast(2_000_000, trace, List.of(hole)))
        .isEqualTo(all.subList(1, all.size()));
  }

  @Test
  void shouldFoldOnlyWhatIsWorthABreak() {
    assertThat(Silences.worthwhile(new FakeTrace(), List.of()))
        .as("a run that is busy all the time")
        .isEmpty();
    Bursts trace = new Bursts(5);
    List<TimeRange> worth = Silences.worthwhile(trace, List.of());
    double left = Bursts.LENGTH - worth.stream().mapToLong(TimeRange::length).sum();
    assertThat(worth).isNotEmpty().allMatch(each -> each.length() >= left / 50);
  }

  /** Each column of a folded strip holds what the lane did in the time of that column. */
  @Property(tries = 40)
  void shouldTakeAStripForEachPartThatIsNotFolded(@ForAll int seed) {
    Bursts trace = new Bursts(seed);
    List<TimeRange> folds = Silences.worthwhile(trace, List.of());
    Viewport window = Viewport.fit(trace.end(), 900).folding(folds);
    TimelineData data =
        new TimelineQuery(trace)
            .load(TimelineQuery.Request.of(window, 0, List.of(BUSY), List.of(), null));
    LaneData lane = java.util.Objects.requireNonNull(data.lanes().get(BUSY));
    TimeAxis axis = window.axis();
    long last = 0;
    for (Strip strip : lane.strips()) {
      assertThat(strip.from()).isGreaterThanOrEqualTo(last);
      for (int i = 0; i < strip.dominant().length; i++) {
        long from = strip.from() + i * strip.bucketWidth();
        long running = running(trace, from, from + strip.bucketWidth());
        assertThat(axis.foldAt(from)).isNull();
        assertThat(strip.part(i, LaneState.RUNNING))
            .isBetween(0.0, (double) running / strip.bucketWidth() + 0.01);
        if (strip.dominant()[i] == LaneState.RUNNING.ordinal()) {
          assertThat(strip.part(i, LaneState.RUNNING))
              .isGreaterThan((double) running / strip.bucketWidth() - 0.01);
        }
      }
      last = strip.from() + strip.dominant().length * strip.bucketWidth();
      assertThat((double) strip.bucketWidth())
          .as("as fine as the pixels")
          .isLessThanOrEqualTo(window.nanosPerPixel() * 1.5 + 1);
    }
    if (!lane.strips().isEmpty()) {
      long seen = 0;
      for (Strip strip : lane.strips()) {
        seen +=
            running(
                trace, strip.from(), strip.from() + strip.dominant().length * strip.bucketWidth());
      }
      assertThat(seen).as("all that ran").isGreaterThanOrEqualTo(running(trace, 0, trace.end()));
    }
  }

  private static long running(Bursts trace, long from, long to) {
    return trace.all(BUSY).stream()
        .mapToLong(each -> Math.max(0, Math.min(to, each.to()) - Math.max(from, each.from())))
        .sum();
  }
}
