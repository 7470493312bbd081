package org.lokoscope.views.paint;

import java.util.List;
import org.lokoscope.views.layout.GraphTrack;

/**
 * Where the parts of a timeline stand: the label gutter at the left; beside it, from the top, the
 * minimap, the ruler, the lanes and the graph tracks.
 *
 * @param lanesHeight what is left for the lanes, at least 0
 * @param fullTrack height of a graph track of weight 1; 0 without tracks
 * @param weights the tracks', from above
 */
public record Areas(
    double width, double height, double lanesHeight, double fullTrack, List<Double> weights) {

  public static final double GUTTER = 196;
  public static final double OVERVIEW = 46;
  public static final double RULER = 26;

  /** Keeps the graphs' titles apart from the lanes. */
  static final double GAP = 9;

  private static final double LEAST_TRACK = 44;
  private static final double MOST_TRACK = 160;

  /** The lanes get what they need if the graphs can then be told apart; else about half. */
  public static Areas of(double width, double height, double rowsHeight, List<GraphTrack> tracks) {
    double room = Math.max(0, height - OVERVIEW - RULER);
    if (tracks.isEmpty()) {
      return new Areas(width, height, room, 0, List.of());
    }
    List<Double> weights = tracks.stream().map(GraphTrack::weight).toList();
    double all = sum(weights);
    double left = Math.max(room * 0.45, room - rowsHeight - GAP) / all;
    double full = Math.min(MOST_TRACK, Math.max(LEAST_TRACK, left));
    double graphs = Math.min(Math.max(0, room - GAP), full * all);
    return new Areas(width, height, Math.max(0, room - graphs - GAP), graphs / all, weights);
  }

  private static double sum(List<Double> weights) {
    return weights.stream().mapToDouble(Double::doubleValue).sum();
  }

  public double plotWidth() {
    return Math.max(1, width - GUTTER);
  }

  public double rulerTop() {
    return OVERVIEW;
  }

  public double lanesTop() {
    return OVERVIEW + RULER;
  }

  public double lanesBottom() {
    return lanesTop() + lanesHeight;
  }

  public double trackTop(int track) {
    return lanesBottom() + GAP + sum(weights.subList(0, track)) * fullTrack;
  }

  public double trackHeight(int track) {
    return weights.get(track) * fullTrack;
  }
}
