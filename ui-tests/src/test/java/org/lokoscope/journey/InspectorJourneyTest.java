// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import javafx.scene.control.Hyperlink;
import org.junit.jupiter.api.Test;
import org.lokoscope.gui.panel.Inspector;
import org.lokoscope.gui.panel.SourceView;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.Interval;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.LaneState;

class InspectorJourneyTest extends Journey {

  private FiberInfo worker() {
    return session().fibers().stream()
        .filter(fiber -> fiber.spawnSite().form().contains("worker"))
        .findFirst()
        .orElseThrow();
  }

  private String told() {
    return this.<Inspector>find("#inspector").told();
  }

  private void select(FiberInfo fiber, double part) {
    robot.interact(
        () -> {
          long time = Math.round(part * session().info().duration());
          session().model().playback().moveTo(time);
          session().model().select(LaneId.fiber(fiber.id()), time);
        });
  }

  /** The anatomy used to be that of the last, emptied stack, and the words the final ones. */
  @Test
  void shouldTellThePlayheadsMomentAndNoLaterOne() {
    openLeaking();
    FiberInfo worker = worker();
    select(worker, 0.5);
    until(() -> told().contains("Stack of "));
    String middle = told();
    robot.interact(() -> session().model().playback().moveTo(worker.spawned()));
    until(() -> told().contains("not suspended before this moment"));
    assertThat(middle).contains("Winders of that stack");
    assertThat(told()).doesNotContain("Stack of ");
  }

  /** Steps: select the fiber, click the channel that it waits for. */
  @Test
  void shouldLeadFromAFiberToTheQueuesOfItsChannelAndToItsSource() {
    openLeaking();
    waiting();
    robot.interact(() -> link("channel").fire());
    until(() -> text("#inspector-kind").equals("channel"));
    until(() -> told().contains("get: 1 offer"));
    assertThat(told()).contains("Last matches").contains("main → ");
    waiting();
    robot.interact(() -> link("leaking.sps:4").fire());
    SourceView source = find("#source-text");
    until(() -> source.getSelectionModel().getSelectedIndex() == 3);
    assertThat(source.getItems().get(3).marks()).isNotEmpty();
  }

  /** Selects the worker at a moment in which it waits for its channel. */
  private void waiting() {
    LaneId lane = LaneId.fiber(worker().id());
    AtomicReference<Interval> wait = new AtomicReference<>();
    robot.interact(
        () ->
            session()
                .ask(
                    trace ->
                        trace.intervals(lane, 0, trace.end(), 1000).stream()
                            .filter(each -> each.state() == LaneState.BLOCKED_GET)
                            .max(Comparator.comparingLong(each -> each.to() - each.from()))
                            .orElseThrow(),
                    wait::set));
    until(() -> wait.get() != null);
    Interval longest = Objects.requireNonNull(wait.get());
    long middle = (longest.from() + longest.to()) / 2;
    robot.interact(
        () -> {
          session().model().playback().moveTo(middle);
          session().model().select(lane, middle);
        });
    until(() -> told().contains("waits for: channel") && told().contains("where: "));
  }

  private Hyperlink link(String begin) {
    return robot.lookup("#inspector .hyperlink").queryAllAs(Hyperlink.class).stream()
        .filter(link -> link.getText().startsWith(begin))
        .findFirst()
        .orElseThrow();
  }
}
