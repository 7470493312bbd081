// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.journey;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.lokoscope.gui.panel.SchedulerTab;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.tracer.text.Figures;

/** What a channel held at an instant, and how a message met its receiver. */
class SchedulerJourneyTest extends Journey {

  /** Two givers stand at a channel when a third fiber takes what the first one gives. */
  private static final String GIVERS =
      """
      (import (rnrs) (loko system fibers))
      (define box (make-channel))
      (define (giver n) (lambda () (put-message box n)))
      (spawn-fiber (giver 11))
      (spawn-fiber (giver 12))
      (yield-current-task)
      (spawn-fiber (lambda () (get-message box) (get-message box)))
      (sleep 0.5)
      """;

  private String board() {
    Node board = find("#scheduler-board");
    String text = board.getAccessibleText();
    return text == null ? "" : text;
  }

  private void step(KeyCode key) {
    SchedulerTab tab = find("#scheduler");
    String before = board();
    robot.interact(() -> timeline().focus());
    robot.type(key);
    until(() -> !board().equals(before) && tab.settled());
  }

  private void showFromTheStart() {
    show(Recordings.of("givers", GIVERS));
    clickOn("#to-start");
    clickOn("#tab-scheduler");
    until(() -> board().contains("Next: "));
  }

  /** Steps until the board says something, at most so often. */
  private void stepUntil(String words) {
    for (int i = 0; i < 200 && !board().contains(words); i++) {
      step(KeyCode.PERIOD);
    }
    assertThat(board()).contains(words);
  }

  @Test
  void shouldSayWhatAChannelHeldAndShowTheMessageMeetItsReceiver() {
    showFromTheStart();
    stepUntil(" -> box");
    stepUntil("gives to");
    assertThat(board()).as("two stand there").containsPattern("\\nfiber#\\d+, fiber#\\d+ -> box");
    String met = board();
    long time = session().model().playback().time().get();
    step(KeyCode.PERIOD);
    assertThat(board()).as("the first has left").containsPattern("\\nfiber#\\d+ -> box");
    step(KeyCode.COMMA);
    assertThat(board()).isEqualTo(met);
    assertThat(session().model().playback().time().get()).isEqualTo(time);
  }

  /** Steps: G, the time, Enter, the tab: 4; then Space plays on from there. */
  @Test
  void shouldReplayToAnInstantAndPlayOnFromThere() {
    show(Recordings.of("givers", GIVERS));
    long instant =
        1_000_000
            + session().fibers().stream()
                .filter(fiber -> !fiber.name().startsWith("main"))
                .mapToLong(FiberInfo::ended)
                .max()
                .orElseThrow();
    key(KeyCode.G);
    robot.write(instant / 1000 + "us").type(KeyCode.ENTER);
    until(() -> session().model().playback().time().get() / 1000 == instant / 1000);
    clickOn("#tab-scheduler");
    until(() -> board().startsWith("At " + Figures.instant(instant / 1000 * 1000)));
    assertThat(board()).as("asleep for 500 ms").contains("Timers: main#2");
    key(KeyCode.SPACE);
    until(() -> session().model().playback().time().get() > instant + 1000);
    key(KeyCode.SPACE);
    long paused = session().model().playback().time().get();
    until(() -> board().startsWith("At " + Figures.instant(paused)));
  }
}
