// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.debug.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.lokoscope.gui.debug.model.BreakpointList.Kind;
import org.lokoscope.gui.debug.model.BreakpointList.Point;
import org.lokoscope.gui.debug.model.BreakpointList.State;

final class BreakpointListTest {

  private final BreakpointList list = new BreakpointList();

  @Test
  void shouldSetABreakpointAndTakeItAwayAgain() {
    list.toggle("/home/me/jobs.sps", 4);
    assertThat(list.at("jobs.sps", 4)).map(Point::describe).contains("jobs.sps:4");
    assertThat(list.at("/home/you/jobs.sps", 4)).isEmpty();
    list.toggle("jobs.sps", 4);
    assertThat(list.points().get()).isEmpty();
  }

  @Test
  void shouldTakeAwayTheOneThatIsSeenAtALineAfterItWasMovedThere() {
    Point point = list.add(Kind.LINE, "jobs.sps", 1);
    list.tell(point.key(), new State(7, true, 3, "line 1 has no code of its own", 0));
    assertThat(list.shownLine(point)).isEqualTo(3);
    assertThat(list.at("jobs.sps", 1)).isEmpty();
    list.toggle("jobs.sps", 3);
    assertThat(list.points().get()).isEmpty();
  }

  @Test
  void shouldKeepItsPlaceInTheListWhenItIsChanged() {
    Point first = list.add(Kind.PROCEDURE, "square", 0);
    list.add(Kind.MESSAGE, "jobs", 0);
    list.change(first.with("(= x 2)", "%3", ""));
    assertThat(list.points().get())
        .map(Point::describe)
        .containsExactly("square", "channel jobs gets a message");
    assertThat(list.points().get().getFirst().details()).isEqualTo("if (= x 2), hits %3");
    list.enable(list.points().get().getFirst(), false);
    assertThat(list.points().get().getFirst().enabled()).isFalse();
    assertThat(list.points().get().getFirst().details()).isEqualTo("if (= x 2), hits %3");
  }
}
