// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import javafx.event.ActionEvent;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import org.junit.jupiter.api.Test;
import org.lokoscope.gui.debug.DebuggableRun;
import org.lokoscope.gui.debug.RunningProgram;
import org.lokoscope.gui.debug.model.BreakpointList.Kind;
import org.lokoscope.gui.debug.model.BreakpointList.Point;
import org.lokoscope.gui.debug.model.Seen.Fiber;
import org.lokoscope.gui.debug.model.Seen.Frame;
import org.lokoscope.gui.debug.model.Seen.Variable;
import org.lokoscope.gui.panel.SourceView;
import org.lokoscope.gui.work.LaunchSettings;
import org.lokoscope.gui.work.StoreWorkbench;
import org.lokoscope.store.EventRow;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.store.file.Traces;

/** A program that is debugged in the window. */
class DebugJourneyTest extends Journey {

  private static final String PROGRAM =
      """
      (import (rnrs) (loko system fibers))

      (define jobs (make-channel))

      (define (square x)
        (* x x))

      (define (worker done)
        (let ((job (get-message jobs)))
          (display (square job))
          (newline)
          (worker (cons job done))))

      (spawn-fiber (lambda () (worker '())))
      (do ((i 1 (+ i 1)))
          ((= i 4))
        (put-message jobs i))
      (sleep 0.01)
      """;

  private static Path program() {
    return program("jobs", PROGRAM);
  }

  private static Path program(String name, String text) {
    try {
      return Files.writeString(Recordings.folder().resolve(name + ".sps"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void prepare(Path program) {
    robot.interact(() -> window.askHowToDebug(program));
    until(() -> exists("#debug-prepare"));
    robot.interact(() -> this.<Button>find("#debug-prepare").fire());
    until(() -> exists("#debug-source") && !source().getItems().isEmpty());
  }

  private SourceView source() {
    return find("#debug-source");
  }

  private Node margin(int line) {
    return robot
        .lookup(".debug-source-line")
        .match(
            (ListCell<?> cell) ->
                cell.getItem() instanceof SourceView.Line of && of.number() == line)
        .<ListCell<?>>query()
        .lookup(".line-stop");
  }

  private boolean marked(int line) {
    return source().getItems().get(line - 1).marks().size() == 1;
  }

  private void press(KeyCode code, KeyCombination.Modifier... modifiers) {
    robot.push(new KeyCodeCombination(code, modifiers));
  }

  /** The value of a variable that is shown; the name when it has not come yet. */
  private String value(String tree, String name) {
    TreeView<Variable> view = find(tree);
    return value(view.getRoot(), name);
  }

  /** Of the CPU that a task on the FX thread may take. */
  private static final long LIMIT_MILLIS = 16;

  private static final String NONE = "none of that name";

  private static String value(TreeItem<Variable> item, String name) {
    if (item.getValue() != null && item.getValue().name().equals(name)) {
      return item.getValue().value();
    }
    return item.getChildren().stream()
        .map(child -> value(child, name))
        .filter(found -> !found.equals(NONE))
        .findFirst()
        .orElse(NONE);
  }

  private String top() {
    ListView<Frame> stack = find("#debug-stack");
    return stack.getItems().isEmpty() ? "" : stack.getItems().getFirst().procedure();
  }

  @Test
  void shouldStopAtALineLookStepBackAndForthAndGoOn() {
    prepare(program());
    robot.clickOn(margin(6));
    until(() -> source().getItems().get(5).dot() != null);
    press(KeyCode.F5);
    until(() -> marked(6) && value("#debug-variables", "x").equals("1"));
    assertThat(text("#debug-note")).isEqualTo("Stands at a breakpoint.");
    assertThat(top()).isEqualTo("square");
    picture("debug-stopped", "#debug-tab");
    watch("(list x (* 10 x))");
    until(() -> value("#debug-watches", "(list x (* 10 x))").equals("(1 10)"));
    robot.clickOn("#debug-expression");
    robot.interact(() -> this.<TextField>find("#debug-expression").setText("(+ x 41)"));
    robot.type(KeyCode.ENTER);
    until(() -> output().contains("> (+ x 41)\n42\n"));
    press(KeyCode.F5);
    until(() -> marked(6) && value("#debug-variables", "x").equals("2"));
    until(() -> value("#debug-watches", "(list x (* 10 x))").equals("(2 20)"));
    picture("debug-watched", "#debug-tab");
    try (FxWatch watch = new FxWatch(LIMIT_MILLIS)) {
      press(KeyCode.F11, KeyCombination.SHIFT_DOWN);
      until(() -> top().equals("worker") && text("#debug-note").equals("4"));
      press(KeyCode.F10);
      until(() -> marked(11));
      press(KeyCode.F10, KeyCombination.SHIFT_DOWN);
      until(() -> marked(10));
      press(KeyCode.F5, KeyCombination.SHIFT_DOWN);
      until(() -> marked(6) && value("#debug-variables", "x").equals("1"));
      assertThat(watch.found()).as("what was slow on the FX thread").isEmpty();
    }
    robot.clickOn(margin(6));
    until(() -> source().getItems().get(5).dot() == null);
    press(KeyCode.F5);
    until(() -> text("#debug-note").equals("The program ended with status 0."));
    assertThat(output()).contains("1\n", "4\n", "9\n");
  }

  @Test
  void shouldStopOnConditionsCountPrintAndWaitForEvents() {
    prepare(program());
    robot.interact(() -> source().getSelectionModel().clearAndSelect(5));
    robot.interact(() -> source().requestFocus());
    press(KeyCode.F9);
    until(() -> source().getItems().get(5).dot() != null);
    robot.clickOn("#debug-side-breakpoints");
    until(() -> exists("#debug-breakpoints"));
    ListView<Point> points = find("#debug-breakpoints");
    robot.interact(() -> points.getSelectionModel().select(0));
    fill("#debug-condition", "(= x 2)");
    until(() -> points.getItems().getFirst().condition().equals("(= x 2)"));
    press(KeyCode.F5);
    until(() -> marked(6) && value("#debug-variables", "x").equals("2"));
    robot.interact(() -> this.<ChoiceBox<Kind>>find("#debug-kind").setValue(Kind.MESSAGE));
    robot.interact(() -> this.<TextField>find("#debug-subject").setText("jobs"));
    robot.interact(() -> this.<Button>find("#debug-add").fire());
    robot.interact(() -> points.getSelectionModel().select(0));
    fill("#debug-condition", "");
    fill("#debug-log", "the square of {x}");
    until(() -> points.getItems().getFirst().log().equals("the square of {x}"));
    press(KeyCode.F5);
    until(() -> text("#debug-note").endsWith("channel jobs gets a message"));
    until(() -> top().equals("worker") && value("#debug-variables", "x").equals(NONE));
    picture("debug-breakpoints", "#debug-tab");
    press(KeyCode.L, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN);
    picture("debug-light", "#debug-tab");
    press(KeyCode.F5);
    until(() -> output().contains("the square of 3"));
    press(KeyCode.F2, KeyCombination.SHORTCUT_DOWN);
    until(() -> text("#debug-note").startsWith("Stopped") || text("#debug-note").contains("ended"));
  }

  private void fill(String id, String text) {
    robot.interact(
        () -> {
          TextField field = find(id);
          field.setText(text);
          field.fireEvent(new ActionEvent());
        });
  }

  private String output() {
    return this.<TextArea>find("#debug-output").getText();
  }

  /** A moment near that one at which nothing happened, so that one sees the playhead go on. */
  private static long betweenEvents(long time) {
    try (Trace trace = Traces.open(Recordings.repeatable(), Progress.NONE)) {
      List<EventRow> rows = trace.events(time, Long.MAX_VALUE / 4, Set.of(), 100);
      for (int i = 1; i < rows.size(); i++) {
        if (rows.get(i).time() > rows.get(i - 1).time() + 1) {
          return rows.get(i - 1).time() + 1;
        }
      }
      throw new AssertionError("events without end at " + time);
    }
  }

  @Test
  void shouldStopInARecordingAtThePlayheadAndWhereALeakGrew() {
    open(Recordings.repeatable());
    until(() -> exists("#timeline") && timeline().settled());
    until(() -> session().diagnosis().get().isPresent());
    settle();
    long middle = betweenEvents(session().info().duration() / 2);
    robot.interact(() -> session().model().playback().moveTo(middle));
    robot.clickOn("#stop-here");
    until(() -> text("#debug-note").startsWith("Event ") && !top().isEmpty());
    assertThat(session().model().standing().get()).as("the marked lane").isPresent();
    until(() -> session().model().playback().time().get() != middle);
    long there = session().model().playback().time().get();
    assertThat(there).as("the playhead").isBetween(middle, middle + 2_000);
    until(() -> !source().getItems().isEmpty() && value("#debug-variables", "Locals").isEmpty());
    settle();
    picture("debug-stop-here", "#debug-tab");
    String before = text("#debug-note");
    robot.interact(() -> askForMenu(0.7));
    until(() -> exists("#stop-here-menu"));
    robot.clickOn("#stop-here-menu");
    until(() -> text("#debug-note").startsWith("Event ") && !text("#debug-note").equals(before));
    until(() -> session().model().playback().time().get() > there + 1_000);
    until(() -> exists("#leak-moment"));
    robot.interact(() -> this.<Button>find("#leak-moment").fire());
    String said = session().diagnosis().get().orElseThrow().findings().getFirst().sentence();
    until(() -> text("#debug-note").equals(said.lines().findFirst().orElseThrow()));
    until(() -> this.<ListView<Frame>>find("#debug-stack").getItems().size() > 100);
    until(() -> value("#debug-variables", "Locals").isEmpty());
    settle();
    picture("debug-leak", "#debug-tab");
  }

  private void chooseToAttach() {
    robot.interact(
        () ->
            this.<MenuButton>find("#menu").getItems().stream()
                .filter(item -> "attach".equals(item.getId()))
                .forEach(MenuItem::fire));
  }

  @Test
  void shouldAttachToAProgramThatRunsAndDetach() throws Exception {
    chooseToAttach();
    until(() -> visible("#banner"));
    assertThat(text("#banner-text"))
        .isEqualTo("No program runs that was started with lokoscope run --debuggable.");
    Path program = program("ticks", TICKS);
    DebuggableRun run = new DebuggableRun(program, List.of("7"), LaunchSettings.DEFAULT);
    Thread runs = new Thread(run::run, "debuggable");
    runs.start();
    until(() -> !RunningProgram.all().isEmpty());
    chooseToAttach();
    until(() -> exists("#attach-start"));
    ListView<RunningProgram> programs = find("#attach-programs");
    assertThat(programs.getItems()).hasSize(1);
    assertThat(programs.getItems().getFirst().text()).endsWith("ticks.sps 7");
    picture("debug-attach", "#attach-programs");
    clickOn("#attach-start");
    until(() -> text("#debug-note").equals("Running ticks.sps") && !source().getItems().isEmpty());
    robot.clickOn(margin(5));
    until(() -> marked(5) && top().equals("tick"));
    assertThat(tooltip("#debug-end")).isEqualTo("Detach; the program runs on (Ctrl+F2)");
    picture("debug-attached", "#debug-tab");
    robot.interact(() -> this.<TextField>find("#debug-expression").setText("(set! stop #t)"));
    robot.interact(() -> this.<TextField>find("#debug-expression").fireEvent(new ActionEvent()));
    until(() -> output().contains("> (set! stop #t)\n") && output().lines().count() > 1);
    press(KeyCode.F2, KeyCombination.SHORTCUT_DOWN);
    until(() -> text("#debug-note").equals("Detached; the program runs on."));
    // To its end, as what was set there says.
    runs.join();
  }

  private static final String TICKS =
      """
      (import (rnrs) (loko system fibers))
      (define stop #f)
      (define (tick n)
        (sleep 0.001)
        (if stop n (tick (+ n 1))))
      (tick 0)
      """;

  private static final String LOST_WAKE_UP =
      """
      (import (rnrs) (loko system fibers))

      (define item #f)
      (define waiter #f)
      (define done (make-channel))

      (define (store! value)
        (set! item value)
        (when waiter
          (signal-cvar! waiter)))

      (define (announce! cvar)
        (sleep 0.001)
        (set! waiter cvar)
        cvar)

      (define (take)
        (unless item
          (wait (announce! (make-cvar))))
        item)

      (spawn-fiber (lambda () (put-message done (take))))
      (spawn-fiber (lambda () (store! 'something)))
      (display (get-message done))
      (newline)
      """;

  private static Path lostWakeUp() {
    Path program = program("wake-up", LOST_WAKE_UP);
    Path trace = Recordings.folder().resolve("wake-up.trace");
    int status =
        new StoreWorkbench()
            .runner()
            .record(
                program,
                List.of(),
                LaunchSettings.DEFAULT,
                Recordings.REPEATABLE,
                trace,
                true,
                Progress.NONE);
    assertThat(status).as("a deadlock").isEqualTo(1);
    return trace;
  }

  /** The walk of docs/debugging.md, with its pictures. */
  @Test
  void shouldWalkBackFromALostWakeUpToItsCause() {
    open(lostWakeUp());
    until(() -> exists("#timeline") && timeline().settled());
    until(() -> session().diagnosis().get().isPresent());
    robot.interact(() -> session().model().playback().moveTo(1_001_000));
    press(KeyCode.X);
    until(() -> text("#debug-note").startsWith("Event ") && exists("#debug-fibers"));
    ListView<Fiber> fibers = find("#debug-fibers");
    until(() -> fibers.getItems().stream().anyMatch(each -> each.state().equals("waiting: sleep")));
    robot.interact(
        () ->
            fibers.getItems().stream()
                .filter(each -> each.state().equals("waiting: sleep"))
                .forEach(fibers.getSelectionModel()::select));
    until(() -> marked(13));
    until(() -> !value("#debug-variables", "cvar").equals(NONE));
    settle();
    picture("debugging-stop", "#debug-tab");
    robot.interact(() -> source().scrollTo(6));
    robot.clickOn(margin(9));
    until(() -> source().getItems().get(8).dot() != null);
    press(KeyCode.F5, KeyCombination.SHIFT_DOWN);
    until(() -> marked(9) && top().equals("store!"));
    assertThat(session().model().playback().time().get()).as("back").isLessThan(10_000);
    watch("item");
    watch("waiter");
    until(() -> value("#debug-watches", "waiter").equals("#f"));
    assertThat(value("#debug-watches", "item")).isEqualTo("something");
    settle();
    picture("debugging-back", "#debug-tab");
    robot.interact(() -> source().scrollTo(14));
    robot.clickOn(margin(18));
    until(() -> source().getItems().get(17).dot() != null);
    press(KeyCode.F5, KeyCombination.SHIFT_DOWN);
    until(() -> marked(18) && value("#debug-watches", "item").equals("#f"));
    until(() -> value("#debug-variables", "value").equals(NONE));
    settle();
    picture("debugging-cause", "#debug-tab");
  }

  /** The menu of the right button, at a part of the width of the timeline. */
  private void askForMenu(double part) {
    Node canvas = robot.from(timeline()).lookup((Node node) -> node instanceof Canvas).query();
    double x = canvas.getBoundsInLocal().getWidth() * part;
    double y = canvas.getBoundsInLocal().getHeight() / 4;
    Point2D at = canvas.localToScreen(x, y);
    canvas.fireEvent(
        new ContextMenuEvent(
            ContextMenuEvent.CONTEXT_MENU_REQUESTED, x, y, at.getX(), at.getY(), false, null));
  }

  private void watch(String name) {
    robot.interact(() -> this.<TextField>find("#debug-expression").setText(name));
    robot.interact(() -> this.<Button>find("#debug-watch").fire());
  }
}
