package org.lokoscope.journey;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.lokoscope.gui.panel.SchedulerTab;

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
      (sleep 0.05)
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

  private void show() {
    open(Recordings.of("givers", GIVERS));
    until(() -> exists("#timeline") && timeline().settled());
    settle();
    robot.clickOn("#to-start");
    robot.clickOn("#tab-scheduler");
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
    show();
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
}
