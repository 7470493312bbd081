// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TrackChoiceTest {

  private static GraphTrack track(String title) {
    return new GraphTrack(title, GraphTrack.Unit.COUNT, List.of(), false);
  }

  private final List<GraphTrack> all = List.of(track("a"), track("b"), track("c"));

  private List<String> shown(TrackChoice choice) {
    return choice.of(all).stream().map(GraphTrack::title).toList();
  }

  @Test
  void shouldShowAllTracksAsTheyComeAtFirst() {
    assertThat(shown(TrackChoice.ALL)).containsExactly("a", "b", "c");
  }

  @Test
  void shouldHideATrackAndShowItAgainInItsPlace() {
    TrackChoice without = TrackChoice.ALL.hiding("b", true);
    assertThat(shown(without)).containsExactly("a", "c");
    assertThat(shown(without.hiding("b", false))).containsExactly("a", "b", "c");
  }

  @Test
  void shouldMoveATrackUpAndDownButNotPastTheEnds() {
    TrackChoice moved = TrackChoice.ALL.moving(all, "c", -1);
    assertThat(shown(moved)).containsExactly("a", "c", "b");
    assertThat(shown(moved.moving(moved.of(all), "a", -1))).containsExactly("a", "c", "b");
    assertThat(shown(moved.moving(moved.of(all), "a", 1))).containsExactly("c", "a", "b");
  }
}
