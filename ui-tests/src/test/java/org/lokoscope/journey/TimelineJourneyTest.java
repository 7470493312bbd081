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
    double from = window().from();
    robot.drag(at(400, 120)).moveBy(-120, 0).drop();
    assertThat(window().from()).isGreaterThan(from);
  }

  private static Interval intervalOf(Selection selection) {
    return Objects.requireNonNull(selection.interval());
  }

  @Test
  void shouldSelectWhatIsClickedAndWalkAlongItsEvents() {
    openLeaking();
    Row row = session().model().rows().get().rows().getFirst();
    robot.interact(() -> session().model().scrollTo(0));
    robot.clickOn(at(300, timeline().areas().lanesTop() + row.y() + row.height() / 2));
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
    robot.interact(() -> session().model().scrollTo(0));
    Row process = session().model().rows().get().of(LaneId.process(1)).orElseThrow();
    double y = timeline().areas().lanesTop() + process.y() + process.height() / 2;
    robot.clickOn(timeline().localToScreen(11, y));
    assertThat(session().model().rows().get().rows()).hasSizeLessThan(rows);
  }

  @Test
  void shouldPlayTheRun() {
    openLeaking();
    robot.clickOn("#to-start");
    assertThat(session().model().playback().time().get()).isZero();
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
    robot.clickOn("#menu").clickOn("#show-help");
    until(() -> visible("#help"));
    robot.clickOn("#help");
    until(() -> !visible("#help"));
  }
}
