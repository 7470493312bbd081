// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import javafx.geometry.Point2D;
import javafx.geometry.VerticalDirection;
import javafx.scene.input.KeyCode;
import javafx.scene.input.ScrollEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lokoscope.store.Interval;
import org.lokoscope.store.LaneId;
import org.lokoscope.views.layout.Row;
import org.lokoscope.views.model.Selection;
import org.lokoscope.views.viewport.Viewport;

class TimelineJourneyTest extends Journey {

  private Viewport window() {
    return session().model().window().get();
  }

  private Point2D at(double x, double y) {
    return timeline().localToScreen(timeline().areas().gutter() + x, y);
  }

  /** The headless platform turns and places the robot's wheel its own way; the event tells it. */
  @Test
  void shouldZoomAtTheCursorWithTheWheel() {
    openLeaking();
    key(KeyCode.DIGIT0);
    robot.interact(() -> session().model().zoom(8));
    AtomicReference<@Nullable ScrollEvent> turned = new AtomicReference<>();
    timeline().addEventFilter(ScrollEvent.SCROLL, turned::set);
    robot.moveTo(at(300, 120));
    Viewport before = window();
    robot.scroll(1, VerticalDirection.UP);
    until(() -> turned.get() != null);
    settle();
    ScrollEvent turn = Objects.requireNonNull(turned.get());
    double cursor = turn.getX() - timeline().areas().gutter();
    if (turn.getDeltaY() > 0) {
      assertThat(window().span()).as("wheel up: closer").isLessThan(before.span());
    } else {
      assertThat(window().span()).as("wheel down: further away").isGreaterThan(before.span());
    }
    assertThat(window().x(before.time(cursor))).isCloseTo(cursor, within(0.5));
  }

  @Test
  void shouldPanZoomAndFitWithTheKeys() {
    openLeaking();
    key(KeyCode.DIGIT0);
    Viewport whole = window();
    key(KeyCode.W);
    key(KeyCode.W);
    Viewport near = window();
    assertThat(near.span()).isLessThan(whole.span());
    key(KeyCode.D);
    assertThat(window().from()).isGreaterThan(near.from());
    key(KeyCode.A);
    assertThat(window().from()).isCloseTo(near.from(), within(1.0));
    key(KeyCode.S);
    assertThat(window().span()).isGreaterThan(near.span());
    key(KeyCode.DIGIT0);
    assertThat(window()).isEqualTo(whole);
  }

  @Test
  void shouldPanByDragging() {
    openLeaking();
    key(KeyCode.W);
    key(KeyCode.W);
    settle();
    double from = window().from();
    double playhead = window().x(session().model().playback().time().get());
    // At the playhead it is the playhead that is dragged.
    robot.drag(at(Math.abs(playhead - 400) > 20 ? 400 : 450, 120)).moveBy(-120, 0).drop();
    until(() -> window().from() > from);
  }

  private static Interval intervalOf(Selection selection) {
    return Objects.requireNonNull(selection.interval());
  }

  @Test
  void shouldSelectWhatIsClickedAndWalkAlongItsEvents() {
    openLeaking();
    Row row = session().model().rows().get().rows().getFirst();
    clickOn(row.lane(), moment(lane("worker"), 0.3));
    until(() -> session().model().selection().get().interval() != null);
    Selection first = session().model().selection().get();
    assertThat(first.lane()).isEqualTo(row.lane());
    key(KeyCode.RIGHT);
    until(() -> !session().model().selection().get().equals(first));
    assertThat(intervalOf(session().model().selection().get()).from())
        .isEqualTo(intervalOf(first).to());
    key(KeyCode.ESCAPE);
    assertThat(session().model().selection().get()).isEqualTo(Selection.NONE);
    shouldBe(!visible("#inspector"), "the inspector is closed");
  }

  @Test
  void shouldCollapseAProcess() {
    openLeaking();
    int rows = session().model().rows().get().rows().size();
    clickAt(new Point2D(11, pixel(LaneId.process(1), 0).getY()));
    until(() -> session().model().rows().get().rows().size() < rows);
  }

  @Test
  void shouldPlayTheRun() {
    openLeaking();
    clickOn("#to-start");
    until(() -> session().model().playback().time().get() == 0);
    key(KeyCode.SPACE);
    until(() -> session().model().playback().time().get() > 0);
    key(KeyCode.SPACE);
    assertThat(session().model().playback().playing().get()).isFalse();
  }

  @Test
  void shouldMoveThePlayheadByDraggingOnTheRuler() {
    openLeaking();
    robot.drag(at(100, 60)).moveTo(at(350, 60)).drop();
    assertThat(window().x(session().model().playback().time().get())).isCloseTo(350, within(3.0));
  }

  @Test
  void shouldShowTheKeysOnQuestionMark() {
    openLeaking();
    robot.interact(() -> timeline().focus());
    clickOn("#menu");
    clickOn("#show-help");
    until(() -> visible("#help"));
    clickOn("#help");
    until(() -> !visible("#help"));
  }
}
