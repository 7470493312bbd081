// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.stream.IntStream;
import javafx.geometry.Point2D;
import org.junit.jupiter.api.Test;
import org.lokoscope.gui.panel.Inspector;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.LaneId;
import org.lokoscope.views.layout.Arrangement;
import org.lokoscope.views.layout.Row;
import org.lokoscope.views.layout.Suspects;
import org.lokoscope.views.query.Landmarks;
import org.lokoscope.views.viewport.TimeRange;

/** What stands in the lanes is what was the case, and can be looked at. */
class SeenJourneyTest extends Journey {

  private static final String LATE =
      """
      (import (rnrs) (loko system fibers) (lokoscope trace))
      (define (spin n) (if (= n 0) 0 (spin (- n 1))))
      (run-fibers
        (lambda ()
          (spawn-fiber (lambda () (sleep 0.03) (trace-mark "woken at last")))
          (spawn-fiber (lambda () (spin 20000000)))
          (sleep 0.002)
          (sleep 0.002)))
      """;

  private static final String SHORT_LIVES =
      """
      (import (rnrs) (loko system fibers))
      (define (answer done) (sleep 0.001) (put-message done 'done))
      (run-fibers
        (lambda ()
          (let ((done (make-channel)))
            (do ((i 0 (+ i 1))) ((= i 40))
              (spawn-fiber (lambda () (answer done)))
              (get-message done))
            (spawn-fiber (lambda () (sleep 0.02)))
            (spawn-fiber (lambda () (sleep 0.02)))
            (sleep 0.03))))
      """;

  private Landmarks.Mark mark() {
    return session().model().landmarks().get().marks().getFirst();
  }

  @Test
  void shouldNameTheClassOfAFindingAtItsGraphAndInTheOverview() {
    openLeaking();
    until(
        () ->
            !timeline().tracks().isEmpty()
                && !session().model().suspects().get().equals(Suspects.NONE));
    settle();
    until(() -> timeline().tracks().getFirst().finding().contains("continuation growth"));
    assertThat(timeline().tracks().getFirst().lines().getLast().label())
        .endsWith(": continuation growth");
    double middle = timeline().areas().gutter() + timeline().areas().plotWidth() / 2;
    assertThat(timeline().textAt(middle, 10)).startsWith("continuation growth at leaking.sps:");
  }

  /** 42 fibers, of which few live at a time, took 42 lines. */
  @Test
  void shouldPackFibersIntoFewLinesAndStillSelectEachByAClick() {
    show(Recordings.of("short-lives", SHORT_LIVES));
    int fibers = session().fibers().size();
    robot.interact(
        () ->
            session()
                .model()
                .arrange(new Arrangement(Arrangement.Grouping.PACKED, Arrangement.Order.START)));
    until(
        () ->
            session().model().rows().get().rows().stream()
                .anyMatch(row -> row.life() != null && row.life().fibers() > 30));
    settle();
    double lines =
        session().model().rows().get().rows().stream()
            .filter(row -> row.life() != null)
            .mapToDouble(Row::y)
            .distinct()
            .count();
    assertThat(lines).isLessThan(fibers / 4.0);
    FiberInfo one = session().fibers().get(fibers / 2);
    // Beside others that took long, its life could be shorter than a pixel.
    TimeRange around = new TimeRange(one.spawned(), one.ended());
    robot.interact(() -> session().model().zoomTo(around));
    clickOn(LaneId.fiber(one.id()), moment(LaneId.fiber(one.id()), 0.5));
    until(() -> session().model().selection().get().fiber().equals(OptionalLong.of(one.id())));
    settle();
    picture("packed");
  }

  @Test
  void shouldShowASleeperWhoseTimeHasPassedAsOverdueAndTheEventBehindAMark() {
    show(Recordings.of("late", LATE));
    LaneId sleeper = mark().lane();
    long woken = mark().time();
    assertThat(IntStream.range(0, 100).mapToObj(i -> pixel(sleeper, woken * i / 100.0)))
        .extracting(at -> timeline().textAt(at.getX(), at.getY()))
        .anyMatch(said -> said.contains("overdue for "));

    robot.interact(() -> session().model().zoomTo(new TimeRange(woken - 200_000, woken + 200_000)));
    settle();
    Point2D flag = pixel(sleeper, woken);
    picture("mark");
    clickAt(flag);
    until(() -> this.<Inspector>find("#inspector").told().contains("woken at last"));
    assertThat(text("#inspector-kind")).isEqualTo("event");
    picture("event");
    assertThat(session().model().playback().time().get()).isEqualTo(woken);
  }
}
