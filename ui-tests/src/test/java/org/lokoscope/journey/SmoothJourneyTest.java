// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javafx.application.Platform;
import javafx.scene.control.Button;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.lokoscope.store.LaneId;

/** Nothing that a user does with 10,000 fibers holds the window up. */
class SmoothJourneyTest extends Journey {

  private static final String MANY =
      """
      (import (rnrs) (loko system fibers))
      (define (deep n) (if (= n 0) (sleep 0.02) (begin (deep (- n 1)) n)))
      (run-fibers
        (lambda ()
          (do ((i 0 (+ i 1))) ((= i 10000))
            (spawn-fiber (lambda () (deep (if (= i 7777) 300 2)))))
          (sleep 0.1)))
      """;

  /** What one task of ours may take of the FX thread, milliseconds. */
  private static final long LIMIT = 16;

  /** The keys are as the user presses them: as events, so that the watch sees our handlers. */
  private void use() {
    for (KeyCode code :
        List.of(KeyCode.DIGIT0, KeyCode.W, KeyCode.W, KeyCode.D, KeyCode.S, KeyCode.DOWN)) {
      key(code);
      settle();
    }
    for (int i = 0; i < 3; i++) {
      key(KeyCode.PAGE_DOWN);
      settle();
    }
    robot.interact(() -> timeline().focus());
    robot.press(KeyCode.SHIFT).type(KeyCode.UP).release(KeyCode.SHIFT);
    settle();
    robot.press(KeyCode.SHIFT).type(KeyCode.DOWN).release(KeyCode.SHIFT);
    settle();
    TextInputControl search = find("#search");
    for (String text : List.of("#77", "resumes>1", "@77", "")) {
      Platform.runLater(() -> search.setText(text));
      settle();
    }
    LaneId far = LaneId.fiber(session().fibers().get(9_000).id());
    Platform.runLater(() -> session().model().select(far));
    settle();
    key(KeyCode.P);
    settle();
    key(KeyCode.P);
    settle();
    TabPane tabs = find("#tabs");
    for (String tab : List.of("tab-statistics", "tab-events", "tab-fibers-now", "tab-leaks")) {
      Platform.runLater(
          () ->
              tabs.getSelectionModel()
                  .select(
                      tabs.getTabs().stream()
                          .filter(each -> each.getId().equals(tab))
                          .findFirst()
                          .orElseThrow()));
      settle();
    }
    TableView<?> statistics = find("#statistics-table");
    until(() -> statistics.getItems().size() > 10_000);
  }

  @Test
  void shouldKeepTheFxThreadFreeWith10000Fibers() {
    show(Recordings.of("many", MANY));
    robot.interact(() -> this.<Button>find("#panel-fold").fire());
    // The first time code is loaded and compiled; that is not what a task of ours takes.
    use();
    use();
    try (FxWatch watch = new FxWatch(LIMIT)) {
      use();
      assertThat(watch.found()).as("tasks of more than %d ms", LIMIT).isEmpty();
    }
  }

  /** The watch itself: what it is to see, and what not. */
  @Test
  void shouldSeeATaskOfOursThatTakesLong() {
    openLeaking();
    try (FxWatch watch = new FxWatch(LIMIT)) {
      settle();
      assertThat(watch.found()).isEmpty();
      Runnable slow = SmoothJourneyTest::spin;
      session().model().playback().time().listen(time -> slow.run());
      Platform.runLater(session().model().playback()::toggle);
      until(() -> !watch.found().isEmpty());
      assertThat(watch.found().getFirst()).contains("SmoothJourneyTest.spin", "TimelineView");
    }
  }

  private static void spin() {
    long end = System.nanoTime() + 60_000_000;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }
}
