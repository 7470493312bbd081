// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.GrowthPoint;
import org.lokoscope.store.Interval;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.LaneState;
import org.lokoscope.store.Trace;

/**
 * What a growing fiber costs besides memory: the time of its switches, as its winders are run in
 * and out at each, and what Loko would copy.
 *
 * <p>A switch in our runtime is one event with one time: what must be left and entered counts for
 * the run of who comes next. So the time is that of a turn, both runs that lie beside a switch: the
 * fiber's own, and the one after it on the same CPU. Waiting counts for nothing. The first half of
 * the turns is left out, in which a program is still being compiled.
 *
 * @param then the typical turn of the third quarter of all; null where no times were measured
 * @param now the same of the last quarter, or null
 * @param grows whether turns surely become longer
 * @param nanosEach by how much for each winder, or for each word where winders do not grow
 * @param perWinder which of the two
 * @param firstModelBytes heap bytes that Loko would copy at the first switch: a model, by which
 *     each call/cc copies the whole stack; one-shot continuations would copy nothing
 * @param lastModelBytes the same at the last switch
 */
public record SwitchCost(
    @Nullable Turn then,
    @Nullable Turn now,
    boolean grows,
    double nanosEach,
    boolean perWinder,
    double firstModelBytes,
    double lastModelBytes) {

  private static final int WORD_BYTES = 8;

  /** Places of the run that are looked at, and what of a lane is read at each. */
  private static final int PLACES = 48;

  private static final int INTERVALS = 200;

  /** Fewer turns than this at a place say nothing of it. */
  private static final int LEAST_TURNS = 8;

  /** Places of the second half that must have enough turns. */
  private static final int LEAST_PLACES = 8;

  private static final double SURE = 0.95;

  /** Guessed: a machine that does other things, too, makes this much difference. */
  private static final double NOTICEABLE = 0.25;

  /**
   * A typical turn.
   *
   * @param words of the continuation that was kept before it
   * @param nanos of both runs
   */
  public record Turn(double words, double winders, double nanos) {}

  /** The cost of what a finding is about; nothing where it is not the growth of a fiber. */
  public static Optional<SwitchCost> of(Trace trace, Finding finding) {
    boolean loop =
        finding.leakClass() == LeakClass.CONTINUATION_GROWTH
            || finding.leakClass() == LeakClass.WINDER_GROWTH;
    if (!loop || finding.fiber() == 0) {
      return Optional.empty();
    }
    List<GrowthPoint> points = trace.growth(finding.fiber(), PLACES);
    return points.isEmpty()
        ? Optional.empty()
        : Optional.of(of(points, turns(trace, finding.fiber(), points)));
  }

  private static SwitchCost of(List<GrowthPoint> points, List<Turn> all) {
    double first = (double) points.getFirst().words() * WORD_BYTES;
    double last = (double) points.getLast().words() * WORD_BYTES;
    List<Turn> turns = all.subList(all.size() / 2, all.size());
    if (turns.size() < LEAST_PLACES) {
      return new SwitchCost(null, null, false, 0, false, first, last);
    }
    Turn then = typical(turns.subList(0, turns.size() / 2));
    Turn now = typical(turns.subList(turns.size() / 2, turns.size()));
    boolean perWinder = now.winders > then.winders;
    double[] nanos = column(turns, Turn::nanos);
    double slope = TheilSen.slope(column(turns, perWinder ? Turn::winders : Turn::words), nanos);
    boolean grows =
        slope > 0
            && MannKendall.certainty(nanos) >= SURE
            && now.nanos >= (1 + NOTICEABLE) * then.nanos;
    return new SwitchCost(then, now, grows, grows ? slope : 0, perWinder, first, last);
  }

  /** Of each place with enough turns, the typical one; none where the clock is not a real one. */
  private static List<Turn> turns(Trace trace, long fiber, List<GrowthPoint> points) {
    List<Turn> turns = new ArrayList<>();
    if (trace.info().settings().containsKey("seed")) {
      return turns;
    }
    LaneId lane = LaneId.process(processOf(trace, fiber));
    for (GrowthPoint point : points) {
      double[] lengths =
          lengths(trace.intervals(lane, point.time(), Long.MAX_VALUE, INTERVALS), fiber);
      if (lengths.length >= LEAST_TURNS) {
        turns.add(new Turn(point.words(), point.winders(), median(lengths)));
      }
    }
    return turns;
  }

  private static long processOf(Trace trace, long fiber) {
    return trace.fibersWithoutTimes().stream()
        .filter(each -> each.id() == fiber)
        .mapToLong(FiberInfo::process)
        .findFirst()
        .orElse(0);
  }

  /** How long the turns of a fiber were that lie wholly within these intervals of its process. */
  private static double[] lengths(List<Interval> intervals, long fiber) {
    List<Double> lengths = new ArrayList<>();
    long own = -1;
    for (Interval each : intervals.subList(0, Math.max(0, intervals.size() - 1))) {
      boolean runs = each.state() == LaneState.RUNNING && each.subject() != 0;
      if (runs && each.subject() == fiber) {
        own = each.to() - each.from();
      } else if (runs && own >= 0) {
        lengths.add((double) own + each.to() - each.from());
        own = -1;
      }
    }
    return lengths.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static Turn typical(List<Turn> turns) {
    return new Turn(
        median(column(turns, Turn::words)),
        median(column(turns, Turn::winders)),
        median(column(turns, Turn::nanos)));
  }

  private static double[] column(List<Turn> turns, ToDoubleFunction<? super Turn> value) {
    return turns.stream().mapToDouble(value).toArray();
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return TheilSen.middle(values, values.length);
  }

  /** What was measured, in a line; "" if nothing was. */
  public String measured() {
    return then == null || now == null ? "" : SwitchCostWording.measured(this, then, now);
  }

  /** What Loko would copy, in a line, called a model. */
  public String model() {
    return SwitchCostWording.model(this);
  }
}
