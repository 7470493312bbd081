// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lokoscope.views.fx.NextFrame;
import org.lokoscope.views.model.TimelineModel;
import org.testfx.util.WaitForAsyncUtils;

/** Frames of a run that becomes longer, which are loaded before the timeline knows of it. */
class NextFrameJourneyTest extends Journey {

  private long longer;

  @BeforeEach
  void look() {
    openLeaking();
    longer = session().info().duration() * 9 / 8;
  }

  private TimelineModel model() {
    return session().model();
  }

  /** What whoever follows a run loads. */
  private NextFrame.Loaded loaded(boolean tail) {
    NextFrame next = WaitForAsyncUtils.waitForAsyncFx(60_000, () -> timeline().next(tail));
    CompletableFuture<NextFrame.Loaded> answer = new CompletableFuture<>();
    robot.interact(() -> session().ask(trace -> next.load(trace, longer), answer::complete));
    until(answer::isDone);
    return answer.join();
  }

  private boolean shows(NextFrame.Loaded frame, boolean tail) {
    return WaitForAsyncUtils.waitForAsyncFx(
        60_000,
        () -> {
          model().grow(null, longer, tail);
          return timeline().show(frame);
        });
  }

  @Test
  void shouldShowTheWholeOfALongerRunWithoutAnotherQuestion() {
    robot.interact(() -> model().fitAll());
    settle();
    assertThat(shows(loaded(true), true)).isTrue();
    assertThat(model().window().get().showsAll()).isTrue();
    assertThat(timeline().drawnUntil()).isLessThanOrEqualTo(longer);
    until(() -> timeline().drawnUntil() == longer);
  }

  @Test
  void shouldShowTheEndOfALongerRunWithoutAnotherQuestion() {
    robot.interact(() -> model().zoomAt(0, 8));
    settle();
    assertThat(shows(loaded(true), true)).isTrue();
    assertThat(model().window().get().to()).as("the end is in sight").isGreaterThan(longer - 1.0);
  }

  @Test
  void shouldStayWhereTheUserIsWithoutAnotherQuestion() {
    robot.interact(() -> model().zoomAt(0, 8));
    settle();
    double from = model().window().get().from();
    assertThat(shows(loaded(false), false)).isTrue();
    assertThat(model().window().get().from()).isEqualTo(from);
  }

  @Test
  void shouldNotShowWhatTheUserHasTurnedAwayFrom() {
    robot.interact(() -> model().fitAll());
    settle();
    NextFrame.Loaded frame = loaded(true);
    robot.interact(() -> model().zoomAt(0, 40));
    assertThat(shows(frame, true)).isFalse();
    settle();
  }
}
