// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.viewport;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From the time of a run to places on an axis on which stretches of it are folded, and back. Both
 * are nanoseconds; outside of the folds one of time is one of the axis, and a fold takes {@code
 * gap} of it, or its own length if that is less. So the axis rises everywhere, and each place is
 * one moment. Without folds place and time are the same number. Immutable.
 */
public final class TimeAxis {

  /** Nothing is folded. */
  public static final TimeAxis LINEAR = new TimeAxis(List.of(), 0);

  private final List<TimeRange> folds;
  private final double gap;

  /** Where each fold begins and ends on the axis. */
  private final double[] begins;

  private final double[] ends;

  private TimeAxis(List<TimeRange> folds, double gap) {
    this.folds = folds;
    this.gap = gap;
    begins = new double[folds.size()];
    ends = new double[folds.size()];
    double saved = 0;
    for (int i = 0; i < begins.length; i++) {
      TimeRange fold = folds.get(i);
      double width = Math.min(fold.length(), gap);
      begins[i] = fold.from() - saved;
      ends[i] = begins[i] + width;
      saved += fold.length() - width;
    }
  }

  /**
   * An axis whose folds are a nanosecond wide.
   *
   * @param folds in order of time; none is empty, overlaps or touches another one
   * @throws IllegalArgumentException if they are not like that
   */
  public static TimeAxis of(List<TimeRange> folds) {
    for (int i = 0; i < folds.size(); i++) {
      TimeRange fold = folds.get(i);
      if (fold.length() == 0 || i > 0 && fold.from() <= folds.get(i - 1).to()) {
        throw new IllegalArgumentException("folds are empty or out of order: fold=" + fold);
      }
    }
    return folds.isEmpty() ? LINEAR : new TimeAxis(List.copyOf(folds), 1);
  }

  /**
   * The same folds, each so wide.
   *
   * @param wide nanoseconds of the axis, more than 0
   */
  public TimeAxis withGap(double wide) {
    return isLinear() || wide == gap ? this : new TimeAxis(folds, wide);
  }

  public boolean isLinear() {
    return folds.isEmpty();
  }

  public List<TimeRange> folds() {
    return folds;
  }

  /** Where a moment lies. */
  public double place(double time) {
    int fold = last(time);
    if (fold < 0) {
      return time;
    }
    TimeRange folded = folds.get(fold);
    double within = time - folded.from();
    return time >= folded.to()
        ? ends[fold] + (time - folded.to())
        : begins[fold] + within / folded.length() * (ends[fold] - begins[fold]);
  }

  /** The moment at a place. */
  public double time(double place) {
    int low = 0;
    int high = begins.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (begins[middle] <= place) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    if (low == 0) {
      return place;
    }
    TimeRange folded = folds.get(low - 1);
    double within = place - begins[low - 1];
    double width = ends[low - 1] - begins[low - 1];
    return within >= width
        ? folded.to() + (within - width)
        : folded.from() + within / width * folded.length();
  }

  /** The last fold that has begun at a time; -1 if none has. */
  private int last(double time) {
    int low = 0;
    int high = begins.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (folds.get(middle).from() <= time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }

  /** Nanoseconds of the run that lie in folds. */
  public long hidden() {
    long sum = 0;
    for (TimeRange fold : folds) {
      sum += fold.length();
    }
    return sum;
  }

  /** Nanoseconds of an axis that its folds take if each is so wide. */
  double width(double wide) {
    double sum = 0;
    for (TimeRange fold : folds) {
      sum += Math.min(fold.length(), wide);
    }
    return sum;
  }

  /** The fold that a moment lies in; null if it lies in none. */
  public @Nullable TimeRange foldAt(double time) {
    int fold = last(time);
    return fold >= 0 && time < folds.get(fold).to() ? folds.get(fold) : null;
  }

  /** What of a time lies in no fold, in order. */
  public List<TimeRange> shown(TimeRange range) {
    if (isLinear()) {
      return List.of(range);
    }
    List<TimeRange> parts = new ArrayList<>();
    long begin = range.from();
    for (int i = Math.max(0, last(begin)); i < folds.size(); i++) {
      TimeRange fold = folds.get(i);
      if (fold.from() >= range.to()) {
        break;
      }
      if (fold.from() > begin) {
        parts.add(new TimeRange(begin, fold.from()));
      }
      begin = Math.max(begin, fold.to());
    }
    if (begin < range.to()) {
      parts.add(new TimeRange(begin, range.to()));
    }
    return parts;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TimeAxis that && gap == that.gap && folds.equals(that.folds);
  }

  @Override
  public int hashCode() {
    return folds.hashCode() * 31 + Double.hashCode(gap);
  }

  @Override
  public String toString() {
    return "TimeAxis[gap=" + gap + ", folds=" + folds + "]";
  }
}
