package org.lokoscope.views.query;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.lokoscope.store.GrowthPoint;

/**
 * How a fiber's continuation grows: words against resumes, and the line through them.
 *
 * @param slope words that each resume adds, by Theil and Sen: the median of the slopes of all pairs
 *     of points, which a few outliers do not move
 * @param offset words of the line at resume 0
 */
public record Growth(List<GrowthPoint> points, double slope, double offset) {

  /** Pairs grow with the square: this many points make 8,128. */
  private static final int SAMPLE = 128;

  public static Growth of(List<GrowthPoint> points) {
    List<GrowthPoint> sample = sample(points);
    double[] slopes = new double[sample.size() * (sample.size() - 1) / 2];
    int count = 0;
    for (int i = 0; i < sample.size(); i++) {
      for (int j = i + 1; j < sample.size(); j++) {
        double resumes = sample.get(j).resume() - sample.get(i).resume();
        if (resumes > 0) {
          slopes[count++] = (sample.get(j).words() - sample.get(i).words()) / resumes;
        }
      }
    }
    double slope = median(Arrays.stream(slopes, 0, count));
    double offset = median(sample.stream().mapToDouble(p -> p.words() - slope * p.resume()));
    return new Growth(List.copyOf(points), slope, offset);
  }

  private static List<GrowthPoint> sample(List<GrowthPoint> points) {
    int stride = Math.max(1, Math.ceilDiv(points.size(), SAMPLE));
    return java.util.stream.IntStream.range(0, Math.ceilDiv(points.size(), stride))
        .mapToObj(i -> points.get(i * stride))
        .toList();
  }

  private static double median(DoubleStream values) {
    double[] sorted = values.sorted().toArray();
    if (sorted.length == 0) {
      return 0;
    }
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  public boolean isEmpty() {
    return points.isEmpty();
  }

  public double at(double resume) {
    return offset + slope * resume;
  }
}
