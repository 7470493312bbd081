// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Comparator;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.ListView;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.Region;
import org.junit.jupiter.api.Test;
import org.lokoscope.gui.panel.Inspector;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.LaneId;
import org.lokoscope.views.statistics.FiberGroup;
import org.lokoscope.views.statistics.Latencies.Measure;
import org.lokoscope.views.statistics.Totals;

/**
 * Questions that a user comes with, answered from the window alone, on traces of other programs.
 */
class JobsJourneyTest extends Journey {

  private static final String WAITS_FOR_EVER =
      """
      (import (rnrs) (loko system fibers))
      (define (clerk orders)
        (let loop ((order (get-message orders)))
          (loop (get-message orders))))
      (run-fibers
        (lambda ()
          (let ((orders (make-channel)) (never (make-channel)))
            (spawn-fiber (lambda () (clerk orders)))
            (spawn-fiber (lambda () (get-message never)))
            (do ((i 0 (+ i 1))) ((= i 50))
              (put-message orders i))
            (sleep 0.01))))
      """;

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

  /**
   * A process that computes for long, and one that wants the same CPU now and then; a second CPU
   * does other work.
   */
  private static final String STARVED =
      """
      (import (rnrs) (loko system fibers))
      (define (spin n) (if (= n 0) 0 (spin (- n 1))))
      (define (hog) (do ((i 0 (+ i 1))) ((= i 3)) (spin 8000000) (yield-current-task)))
      (define (victim) (do ((i 0 (+ i 1))) ((= i 5)) (yield-current-task)))
      (run-fibers
        (lambda ()
          (spawn-fiber hog)
          (spawn-fiber victim)
          (sleep 0.001)))
      """;

  private void opened(Path trace) {
    show(trace);
  }

  private void front(String tab) {
    unfold();
    TabPane tabs = find("#tabs");
    robot.interact(
        () ->
            tabs.getSelectionModel()
                .select(
                    tabs.getTabs().stream()
                        .filter(each -> each.getId().equals(tab))
                        .findFirst()
                        .orElseThrow()));
  }

  /** With nothing to report the panel is only its row of tabs. */
  private void unfold() {
    if (((javafx.scene.layout.Region) find("#panel")).getHeight() < 60) {
      robot.interact(() -> this.<javafx.scene.control.Button>find("#panel-fold").fire());
    }
  }

  private String told() {
    return this.<Inspector>find("#inspector").told();
  }

  /** Steps: playhead to the end, tab "Fibers now", the group, the fiber: 4. */
  @Test
  void shouldShowWhoWaitsForEverAndThatNobodyEndsIt() {
    opened(Recordings.of("waits-for-ever", WAITS_FOR_EVER));
    front("tab-fibers-now");
    FiberInfo blocked =
        session().fibers().stream()
            .filter(fiber -> fiber.spawnSite().line() == 9)
            .findFirst()
            .orElseThrow();
    robot.interact(
        () ->
            session()
                .model()
                .playback()
                .moveTo((blocked.ended() < 0 ? session().info().duration() : blocked.ended()) - 1));
    TableView<FiberGroup> groups = find("#fibers-now-table");
    until(
        () ->
            groups.getItems().stream()
                .anyMatch(
                    group -> group.does().equals("waiting: get") && group.spawn().line() == 9));
    robot.interact(
        () ->
            groups
                .getSelectionModel()
                .select(
                    groups.getItems().stream()
                        .filter(group -> group.spawn().line() == 9)
                        .findFirst()
                        .orElseThrow()));
    ListView<?> names = find("#fibers-now-names");
    until(() -> names.getItems().size() == 1);
    robot.interact(() -> names.getSelectionModel().select(0));
    until(() -> told().contains("waits for: ") && told().contains("blocked receiving"));
    assertThat(told()).containsAnyOf("nobody", "ended by: nobody until the end of the trace");
  }

  /** Steps: tab "Statistics" (the heaviest comes first), the first row: 2. */
  @Test
  void shouldFindTheOneFiberAmongTenThousandThatHoldsTheMost() {
    opened(Recordings.of("many", MANY));
    front("tab-statistics");
    TableView<Totals> table = find("#statistics-table");
    until(() -> table.getItems().size() == session().fibers().size());
    assertThat(table.getItems()).hasSizeGreaterThan(10_000);
    FiberInfo heaviest =
        session().fibers().stream()
            .max(Comparator.comparingLong(FiberInfo::lastWords))
            .orElseThrow();
    robot.interact(() -> table.getSelectionModel().select(0));
    until(() -> told().contains("Continuation") && told().contains("Life"));
    assertThat(session().model().selection().get().fiber()).hasValue(heaviest.id());
    TableColumn<Totals, ?> resumes =
        table.getColumns().stream()
            .filter(column -> column.getText().equals("Resumes"))
            .findFirst()
            .orElseThrow();
    robot.interact(
        () -> {
          resumes.setSortType(TableColumn.SortType.DESCENDING);
          table.getSortOrder().add(resumes);
        });
    until(
        () ->
            table.getItems().getFirst().resumes()
                == session().fibers().stream().mapToLong(FiberInfo::resumes).max().orElse(0));
  }

  /** Steps: the lane, tab "Latency", "Selected fiber only", the worst case, E: 5. */
  @Test
  void shouldShowWhoIsStarvedOnTwoCpusAndByWhom() {
    opened(Recordings.ofTwoCpus("starved", STARVED));
    LaneId victim =
        session().fibers().stream()
            .filter(fiber -> fiber.name().equals("victim"))
            .map(fiber -> LaneId.fiber(fiber.id()))
            .findFirst()
            .orElseThrow();
    robot.interact(() -> session().model().select(victim));
    front("tab-latency");
    robot.interact(() -> this.<CheckBox>find("#latency-of-fiber").setSelected(true));
    TableView<?> worst = find("#latency-worst");
    until(
        () ->
            !worst.getItems().isEmpty()
                && worst.getItems().getFirst().toString().contains("fiber=victim"));
    robot.interact(() -> worst.getSelectionModel().select(0));
    until(() -> told().contains("state: ready"));
    key(javafx.scene.input.KeyCode.E);
    until(() -> !session().model().causality().chain().get().isEmpty());
    assertThat(session().model().causality().chain().get().steps().getFirst().text())
        .contains("victim was ready for ", "while ", " ran");
    assertThat(session().model().causality().chain().get().steps().getFirst().by())
        .isNotEqualTo(victim)
        .isNotNull();
    picture("starved");
  }

  /** Steps: tab "Latency", the measure, the worst case: 3. */
  @Test
  void shouldShowPercentilesAndGoToTheWorstCase() {
    opened(Recordings.leaking());
    front("tab-latency");
    until(() -> text("#latency-note").startsWith("median "));
    ChoiceBox<Measure> measure = find("#latency-measure");
    String before = text("#latency-note");
    robot.interact(() -> measure.setValue(Measure.CHANNEL));
    until(() -> text("#latency-note").contains("99 % ") && !text("#latency-note").equals(before));
    Region chart = find("#latency-chart");
    settle();
    long start = session().model().playback().time().get();
    robot.clickOn(chart.localToScreen(chart.getWidth() * 0.3, chart.getHeight() - 40));
    until(() -> session().model().playback().time().get() != start);
    settle();
    long first = session().model().playback().time().get();
    robot.clickOn(chart.localToScreen(chart.getWidth() * 0.6, chart.getHeight() - 40));
    until(() -> session().model().playback().time().get() > first);
    picture("heat");
    TableView<?> worst = find("#latency-worst");
    until(() -> !worst.getItems().isEmpty());
    robot.interact(() -> worst.getSelectionModel().select(0));
    until(() -> told().contains("state: blocked "));
    String longest = text("#latency-note").replaceFirst(".*longest ", "");
    until(() -> told().contains(" of " + longest));
  }
}
