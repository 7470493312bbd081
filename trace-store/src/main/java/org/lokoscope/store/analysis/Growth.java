// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.analysis;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.lokoscope.store.GrowthPoint;
import org.lokoscope.store.Trace;

/**
 * How the continuation of one fiber grows: words against resumes, and the line through them.
 * Report, window and images all take the trend from here, so that they never disagree.
 *
 * <p>The trend is that of the fiber's own words: what lies below the fiber is not its doing.
 */
public final class Growth {
  /** Pairs of points grow with the square: so many make 44,850. */
  private static final int MAX_POINTS = 300;

  /** A leak of less than this in the whole run is no news. */
  private static final double LEAST_WORDS = 16;

  private static final double LEAST_WINDERS = 4;

  /** A loop that begins late is judged from so many points on. */
  private static final int LATE_POINTS = 100;

  private static final int MOST_POINTS = 1 << 24;

  /** A loop that has ended is judged if what was seen after it is at most one part in so many. */
  private static final int REST = 20;

  private final List<GrowthPoint> points;
  private final List<GrowthPoint> judged;
  private final boolean ended;
  private final Trend words;
  private final Trend winders;
  private final double slope;
  private final double offset;

  private Growth(List<GrowthPoint> points, List<GrowthPoint> judged) {
    this(points, judged, judged.size() < points.size());
  }

  private Growth(List<GrowthPoint> points, List<GrowthPoint> judged, boolean ended) {
    this.points = points;
    this.judged = judged;
    this.ended = ended;
    double[] resumes = column(judged, GrowthPoint::resume);
    double[] own = column(judged, point -> point.words() - point.baseWords());
    words = trend(resumes, own, LEAST_WORDS);
    winders = trend(resumes, column(judged, GrowthPoint::winders), LEAST_WINDERS);
    slope = words.judged() ? words.slope() : TheilSen.slope(resumes, own);
    offset = median(column(judged, point -> point.words() - slope * point.resume()));
  }

  /** The growth of a fiber over the run; without points if it was never suspended. */
  public static Growth of(Trace trace, long fiber) {
    Growth growth = of(trace.growth(fiber, MAX_POINTS));
    return growth.isGrowing() || growth.points.size() < MAX_POINTS
        ? growth
        : late(growth, () -> trace.growth(fiber, MOST_POINTS));
  }

  /**
   * The growth that some points show. If the fiber grew in a loop, then gave all back and was
   * hardly seen again, the trend is that of the loop.
   */
  static Growth of(List<GrowthPoint> all) {
    List<GrowthPoint> points = sample(all);
    Growth whole = new Growth(points, points);
    if (whole.isGrowing()) {
      return whole;
    }
    Growth loop = new Growth(points, points.subList(0, endOfLoop(points)));
    return loop.isGrowing() ? loop : late(whole, () -> all);
  }

  /**
   * The growth of a fiber that at first was steady: from the last point on at which it was no
   * larger than in the first half of the run.
   *
   * @param all as many points as there are: the whole record is thinned too far for a late loop
   */
  private static Growth late(Growth whole, Supplier<List<GrowthPoint>> all) {
    List<GrowthPoint> points = whole.points;
    int end = endOfLoop(points);
    end = end == 0 ? points.size() : end;
    if (end == 0) {
      return whole;
    }
    long most = points.subList(0, (end + 1) / 2).stream().mapToLong(Growth::own).max().orElse(0);
    if (own(points.get(end - 1)) < most + 2 * LEAST_WORDS) {
      return whole;
    }
    int start = end - 1;
    while (own(points.get(start)) > most) {
      start--;
    }
    long from = points.get(start).resume();
    long to = points.get(end - 1).resume();
    List<GrowthPoint> loop =
        all.get().stream().filter(p -> p.resume() >= from && p.resume() <= to).toList();
    if (loop.size() < LATE_POINTS) {
      return whole;
    }
    Growth late = new Growth(points, sample(loop), end < points.size());
    return late.isGrowing() ? late : whole;
  }

  private static long own(GrowthPoint point) {
    return point.words() - point.baseWords();
  }

  private static List<GrowthPoint> sample(List<GrowthPoint> points) {
    int stride = Math.max(1, Math.ceilDiv(points.size(), MAX_POINTS));
    return java.util.stream.IntStream.range(0, Math.ceilDiv(points.size(), stride))
        .mapToObj(i -> points.get(i * stride))
        .toList();
  }

  /**
   * Where the points end that belong to a loop, if after it the fiber gave all back at once and was
   * hardly seen again: a worker that ends, hands over its result and is gone. Else 0.
   */
  private static int endOfLoop(List<GrowthPoint> points) {
    int largest = 0;
    for (int i = 1; i < points.size(); i++) {
      largest = points.get(i).words() >= points.get(largest).words() ? i : largest;
    }
    int rest = points.size() - 1 - largest;
    return rest > 0 && rest * REST <= points.size() ? largest + 1 : 0;
  }

  private static Trend trend(double[] resumes, double[] values, double leastRise) {
    return values.length < Trend.MIN_POINTS
        ? Trend.ofFew(resumes, values, leastRise)
        : Trend.of(resumes, values, leastRise);
  }

  private static double[] column(
      List<GrowthPoint> points, ToDoubleFunction<? super GrowthPoint> value) {
    return points.stream().mapToDouble(value).toArray();
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return TheilSen.middle(values, values.length);
  }

  public boolean isEmpty() {
    return points.isEmpty();
  }

  /** The fiber at its suspends. */
  public List<GrowthPoint> points() {
    return points;
  }

  /** Words that each resume adds. */
  public double slope() {
    return slope;
  }

  /** Words of the line at a resume. */
  public double at(double resume) {
    return offset + slope * resume;
  }

  /** Words by which the fiber has grown. */
  double rise() {
    return Math.max(0, own(judged.getLast()) - own(judged.getFirst()));
  }

  double confidence() {
    return Math.max(words.confidence(), winders.confidence());
  }

  boolean isGrowing() {
    return words.growing() || winders.growing();
  }

  /** Whether the fiber gave back in the end what it had grown by. */
  boolean hasEnded() {
    return ended;
  }

  /** The points that the trend was taken from. */
  List<GrowthPoint> judged() {
    return judged;
  }

  Trend words() {
    return words;
  }

  Trend winders() {
    return winders;
  }
}
