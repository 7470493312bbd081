// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.layout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which graphs the user wants to see, and in which order.
 *
 * @param hidden titles of those that are left out
 * @param order titles in the order that was made by moving; others follow as they come
 */
public record TrackChoice(Set<String> hidden, List<String> order) {

  /** All of them, as they come. */
  public static final TrackChoice ALL = new TrackChoice(Set.of(), List.of());

  /** The tracks that are shown, from above. */
  public List<GraphTrack> of(List<GraphTrack> tracks) {
    return tracks.stream()
        .filter(track -> !hidden.contains(track.title()))
        .sorted(
            Comparator.comparingInt(
                track -> {
                  int at = order.indexOf(track.title());
                  return at < 0 ? Integer.MAX_VALUE : at;
                }))
        .toList();
  }

  /** The same with a track left out, or shown again. */
  public TrackChoice hiding(String title, boolean hide) {
    Set<String> next = new HashSet<>(hidden);
    if (hide) {
      next.add(title);
    } else {
      next.remove(title);
    }
    return new TrackChoice(Set.copyOf(next), order);
  }

  /**
   * The same with a track further up or down.
   *
   * @param shown the tracks as they stand now
   * @param by places down, below 0 up
   */
  public TrackChoice moving(List<GraphTrack> shown, String title, int by) {
    List<String> next = new ArrayList<>(shown.stream().map(GraphTrack::title).toList());
    int at = next.indexOf(title);
    int to = at + by;
    if (at < 0 || to < 0 || to >= next.size()) {
      return this;
    }
    next.remove(at);
    next.add(to, title);
    return new TrackChoice(hidden, List.copyOf(next));
  }
}
