// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.paint;

import java.util.List;
import org.lokoscope.views.layout.GraphTrack;

/**
 * Where the parts of a timeline stand: at the top, over the whole width, the overview; below it the
 * headers of the lanes at the left and beside them, from the top, the ruler, the lanes and the
 * graph tracks.
 *
 * @param gutter width of the lanes' headers
 * @param lanesHeight what is left for the lanes, at least 0
 * @param fullTrack height of a graph track of weight 1; 0 without tracks. All tracks may be higher
 *     than the room for them, which then shows a part of them
 * @param weights the tracks', from above
 */
public record Areas(
    double width,
    double height,
    double gutter,
    double lanesHeight,
    double fullTrack,
    List<Double> weights) {

  /** How the user has divided the room; 0 where that is left to us. */
  public record Split(double gutter, double graphs) {

    /** Nothing was dragged. */
    public static final Split AUTOMATIC = new Split(0, 0);
  }

  public static final double OVERVIEW = 48;
  public static final double RULER = 26;

  /** Keeps the graphs' titles apart from the lanes; what divides both can be dragged there. */
  public static final double GAP = 7;

  private static final double LEAST_GUTTER = 120;
  private static final double MOST_GUTTER = 260;
  private static final double PART_OF_GUTTER = 0.2;
  private static final double LEAST_PLOT = 80;
  private static final double LEAST_TRACK = 44;
  private static final double MOST_TRACK = 170;
  private static final double PART_OF_GRAPHS = 0.36;
  private static final double LEAST_LANES = 40;

  /** As {@link #of(double, double, double, List, Split)}, with the room divided by us. */
  public static Areas of(double width, double height, double rowsHeight, List<GraphTrack> tracks) {
    return of(width, height, rowsHeight, tracks, Split.AUTOMATIC);
  }

  /**
   * Unless the user has said otherwise, the lanes get what they need if the graphs can then be told
   * apart, else about two thirds.
   *
   * @param rowsHeight what all lanes would need
   */
  public static Areas of(
      double width, double height, double rowsHeight, List<GraphTrack> tracks, Split split) {
    double gutter = gutter(width, split.gutter);
    double room = Math.max(0, height - OVERVIEW - RULER);
    if (tracks.isEmpty()) {
      return new Areas(width, height, gutter, room, 0, List.of());
    }
    List<Double> weights = tracks.stream().map(GraphTrack::weight).toList();
    double all = sum(weights);
    double left = Math.max(room * PART_OF_GRAPHS, room - rowsHeight - GAP);
    double graphs =
        split.graphs > 0
            ? Math.min(split.graphs, room - GAP - LEAST_LANES)
            : Math.min(left, MOST_TRACK * all);
    graphs = Math.max(0, Math.min(room - GAP, graphs));
    double full = Math.max(LEAST_TRACK, graphs / all);
    if (split.graphs == 0) {
      // What the lanes do not need makes those graphs higher that are seen as a whole.
      double whole = whole(weights, full, graphs);
      double wanted = Math.min(graphs, Math.max(whole, room - rowsHeight - GAP));
      full = whole > 0 ? full * wanted / whole : full;
      graphs = wanted;
    }
    double lanes = Math.max(0, Math.rint(room - graphs - GAP));
    return new Areas(width, height, gutter, lanes, full, weights);
  }

  /** What the first tracks need that fit into a room; one that is cut would have half a title. */
  private static double whole(List<Double> weights, double full, double room) {
    double needed = 0;
    for (double weight : weights) {
      double next = needed + weight * full;
      if (next > room + 0.5) {
        return needed == 0 ? room : needed;
      }
      needed = next;
    }
    return needed;
  }

  private static double gutter(double width, double wanted) {
    double most = Math.max(LEAST_GUTTER, width - LEAST_PLOT);
    double chosen =
        wanted > 0
            ? Math.max(LEAST_GUTTER, wanted)
            : Math.clamp(width * PART_OF_GUTTER, LEAST_GUTTER, MOST_GUTTER);
    return Math.rint(Math.min(chosen, most));
  }

  private static double sum(List<Double> weights) {
    return weights.stream().mapToDouble(Double::doubleValue).sum();
  }

  public double plotWidth() {
    return Math.max(1, width - gutter);
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

  /** How many tracks are seen whole while nothing is scrolled. */
  public int wholeTracks() {
    int whole = 0;
    while (whole < weights.size() && trackTop(whole + 1) <= height + 0.5) {
      whole++;
    }
    return whole;
  }

  /** Pixels of tracks that do not fit into the room for them; what can be scrolled. */
  public double hiddenTracks() {
    return Math.max(0, trackTop(weights.size()) - height);
  }

  public double trackTop(int track) {
    return lanesBottom() + GAP + sum(weights.subList(0, track)) * fullTrack;
  }

  public double trackHeight(int track) {
    return weights.get(track) * fullTrack;
  }
}
