// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.lokoscope.views.viewport.TimeRange;
import org.lokoscope.views.viewport.Viewport;

/** A program that is busy now and then, without the time between. */
class FoldJourneyTest extends Journey {

  private static final String NOW_AND_THEN =
      """
      (import (rnrs) (loko system fibers))
      (define (count i) (if (< i 20000) (count (+ i 1)) i))
      (let loop ((burst 0))
        (when (< burst 4)
          (count 0)
          (sleep 0.7)
          (loop (+ burst 1))))
      """;

  private Viewport window() {
    return session().model().window().get();
  }

  private void toggle() {
    robot.interact(() -> timeline().focus());
    robot.press(KeyCode.SHIFT).type(KeyCode.F).release(KeyCode.SHIFT);
  }

  /** Steps: Shift+F; again: 1. */
  @Test
  void shouldFoldEmptyTimeAwayAndKeepAllTimesRight() throws Exception {
    Path trace = Recordings.of("now-and-then", NOW_AND_THEN);
    Path marks = trace.resolveSibling("now-and-then.trace.marks");
    open(trace);
    until(() -> exists("#timeline") && timeline().settled());
    key(KeyCode.DIGIT0);
    Viewport plain = window();
    try {
      toggle();
      until(() -> !session().model().folds().get().isEmpty());
      settle();
      List<TimeRange> folds = session().model().folds().get();
      assertThat(folds).filteredOn(fold -> fold.length() > 500_000_000).hasSize(4);
      TimeRange fold = folds.stream().filter(each -> each.length() > 500_000_000).toList().get(1);
      assertThat(window().showsAll()).isTrue();
      double wide = window().x(fold.to()) - window().x(fold.from());
      assertThat(wide).isBetween(1.0, 14.01);
      double middle = timeline().areas().gutter() + window().x(fold.from()) + wide / 2;
      assertThat(timeline().textAt(middle, timeline().areas().rulerTop() + 5))
          .contains("nothing happens for ", ": folded");
      picture("folded");

      robot.clickOn(timeline().localToScreen(middle, timeline().areas().rulerTop() + 20));
      long at = session().model().playback().time().get();
      assertThat(at).as("the playhead's moment").isBetween(fold.from(), fold.to());

      robot.interact(() -> session().model().zoomAt(window().x(fold.to()), 200));
      settle();
      assertThat(window().x(fold.to()) - window().x(fold.from()))
          .as("narrow at each zoom")
          .isCloseTo(Viewport.GAP, within(0.01));
      robot.type(KeyCode.G);
      robot.interact(() -> this.<TextInputControl>find("#search").setText(":1.6s"));
      robot.type(KeyCode.ENTER);
      until(() -> session().model().playback().time().get() == 1_600_000_000);
      assertThat(window().x(1.6e9)).isBetween(0.0, window().width());

      until(() -> Files.exists(marks) && Files.readString(marks).equals("folded\n"));
      open(Recordings.steady());
      until(() -> session().info().program().contains("steady"));
      open(trace);
      until(() -> session().info().program().contains("now-and-then"));
      until(() -> !session().model().folds().get().isEmpty());
      settle();
      assertThat(session().model().folds().get()).as("remembered").isEqualTo(folds);

      key(KeyCode.DIGIT0);
      toggle();
      until(() -> session().model().folds().get().isEmpty());
      settle();
      assertThat(window()).isEqualTo(plain);
      until(() -> !Files.exists(marks));
    } finally {
      Files.deleteIfExists(marks);
    }
  }
}
