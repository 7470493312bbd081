// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.compare;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.GrowthPoint;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.LaneState;
import org.lokoscope.store.Strip;
import org.lokoscope.store.Trace;
import org.lokoscope.views.viewport.Viewport;

/** Asks both traces for what a stretch of time shows. */
public final class CompareQuery {

  /** Two lanes are not alike in a bucket when they do other things for so much of it. */
  private static final double UNLIKE = 0.25;

  private static final int POINTS = 400;

  /**
   * A pair of lanes in a stretch of time.
   *
   * @param before null if the first run has none
   * @param unlike for each bucket how much of it the lanes do other things, 0 to 1
   * @param wordsBefore the continuation of the first one over its life
   */
  public record Row(
      @Nullable Strip before,
      @Nullable Strip after,
      double[] unlike,
      List<GrowthPoint> wordsBefore,
      List<GrowthPoint> wordsAfter) {

    /** Whether the continuations are worth a curve. */
    boolean hasCurve() {
      return peak() >= 100;
    }

    long peak() {
      long most = 0;
      for (GrowthPoint point : wordsBefore) {
        most = Math.max(most, point.words());
      }
      for (GrowthPoint point : wordsAfter) {
        most = Math.max(most, point.words());
      }
      return most;
    }
  }

  private final Trace before;
  private final Trace after;
  private final ComparedRuns runs;

  public CompareQuery(Trace before, Trace after, ComparedRuns runs) {
    this.before = before;
    this.after = after;
    this.runs = runs;
  }

  /**
   * What the first pairs show, as many as are asked for.
   *
   * @param buckets how many the stretch is cut into
   */
  public List<Row> load(Viewport window, int buckets, int first, int count) {
    List<Row> rows = new ArrayList<>();
    int last = Math.min(runs.pairs().size(), first + count);
    for (int i = first; i < last; i++) {
      rows.add(row(runs.pairs().get(i), window, buckets));
    }
    return rows;
  }

  private Row row(Aligned pair, Viewport window, int buckets) {
    FiberInfo one = pair.shownBefore();
    FiberInfo two = pair.shownAfter();
    Strip first = one == null ? null : strip(before, one, window, buckets);
    Strip second = two == null ? null : strip(after, two, window, buckets);
    return new Row(
        first,
        second,
        unlike(first, second),
        one == null ? List.of() : before.growth(one.id(), POINTS),
        two == null ? List.of() : after.growth(two.id(), POINTS));
  }

  private static Strip strip(Trace trace, FiberInfo fiber, Viewport window, int buckets) {
    long from = Math.max(0, (long) window.from());
    long to = Math.max(from + buckets, (long) window.to());
    return trace.strip(LaneId.fiber(fiber.id()), from, to, buckets);
  }

  private static double[] unlike(@Nullable Strip one, @Nullable Strip two) {
    int buckets =
        one == null || two == null ? 0 : Math.min(one.dominant().length, two.dominant().length);
    double[] unlike = new double[buckets];
    for (int i = 0; i < buckets && one != null && two != null; i++) {
      double apart = 0;
      for (LaneState state : LaneState.values()) {
        apart += Math.abs(one.part(i, state) - two.part(i, state)) / 2;
      }
      unlike[i] = apart < UNLIKE ? 0 : apart;
    }
    return unlike;
  }
}
