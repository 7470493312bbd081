// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.image.Image;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lokoscope.gui.panel.Inspector;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.LaneState;
import org.lokoscope.views.statistics.Totals;
import org.lokoscope.views.viewport.TimeRange;

/** What a user notes and takes along. */
class NotesJourneyTest extends Journey {

  /** Steps: playhead, Shift+M, the text, Enter: 4. */
  @Test
  void shouldKeepANoteBesideTheTraceAndShowItAgain() throws Exception {
    openLeaking();
    Path marks = Recordings.leaking().resolveSibling("leaking.trace.marks");
    robot.interact(() -> session().model().playback().moveTo(2_000_000));
    robot.interact(() -> timeline().focus());
    robot.press(KeyCode.SHIFT).type(KeyCode.M).release(KeyCode.SHIFT);
    robot.interact(() -> this.<TextInputControl>find("#search").setText("!slow from here"));
    robot.type(KeyCode.ENTER);
    until(() -> Files.exists(marks) && Files.readString(marks).equals("2000000 slow from here\n"));
    try {
      openLeaking();
      until(() -> session().model().notes().get().equals(Map.of(2_000_000L, "slow from here")));
      // The window begins with the leak, which may lie elsewhere.
      robot.interact(() -> session().model().fitAll());
      settle();
      double x = timeline().frame().x(2_000_000) + 3;
      assertThat(timeline().textAt(x, timeline().areas().rulerTop() + 8))
          .startsWith("slow from here");
      picture("note");
      robot.interact(() -> session().model().playback().moveTo(2_000_000));
      robot.interact(() -> session().model().toggleBookmark());
      assertThat(session().model().notes().get()).isEmpty();
    } finally {
      Files.deleteIfExists(marks);
    }
  }

  /** Steps: choose a time, its menu, "Save range as a trace", a name; opened: the same of it. */
  @Test
  void shouldSaveAChosenTimeAsATraceThatOpens() throws Exception {
    openLeaking();
    LaneId lane = lane("worker");
    TimeRange range = new TimeRange(moment(lane, 0.3), moment(lane, 0.5));
    robot.interact(() -> session().model().range().choose(range));
    Path whole = session().info().directory();
    Path part = Files.createTempDirectory(Recordings.folder(), "part").resolve("part.trace");
    AtomicReference<@Nullable File> chosen = new AtomicReference<>();
    AtomicReference<String> asked = new AtomicReference<>("");
    robot.interact(
        () ->
            window.askForFilesBy(
                (chooser, owner) -> {
                  asked.set(chooser.getTitle() + ": " + chooser.getInitialFileName());
                  return chosen.get();
                }));
    saveRangeByMenu(lane, moment(lane, 0.4));
    until(() -> Objects.equals(asked.get(), "Save the time as a trace: part.trace"));
    assertThat(visible("#banner")).as("nothing was chosen").isFalse();
    chosen.set(part.toFile());
    saveRangeByMenu(lane, moment(lane, 0.4));
    until(() -> text("#banner-text").equals("Written: " + part));
    picture("saved-range");
    Map<LaneState, Long> truth = new HashMap<>();
    Map<LaneState, Long> told = new HashMap<>();
    robot.interact(
        () -> session().ask(t -> t.timeInState(lane, range.from(), range.to()), truth::putAll));
    until(() -> !truth.isEmpty());
    open(Path.of(part + "#t=" + (range.from() + 1) + "ns&fiber=" + lane.id() + "&view=events"));
    until(() -> !session().info().directory().equals(whole) && timeline().settled());
    until(() -> Objects.equals(session().model().selection().get().lane(), lane));
    assertThat(session().model().playback().time().get()).isEqualTo(range.from() + 1);
    assertThat(this.<TabPane>find("#tabs").getSelectionModel().getSelectedItem().getId())
        .isEqualTo("tab-events");
    robot.interact(
        () -> session().ask(t -> t.timeInState(lane, range.from(), range.to()), told::putAll));
    until(() -> !told.isEmpty());
    assertThat(told).isEqualTo(truth);
    open(Path.of(part + "#t=never"));
    until(() -> text("#banner-text").startsWith("t=never: expected a time"));
    open(Path.of(part + "#view=nothing"));
    until(() -> text("#banner-text").startsWith("view=nothing: no such view; there are "));
  }

  /** The right button in the chosen time, then the item. */
  private void saveRangeByMenu(LaneId lane, long time) {
    Point2D at = pixel(lane, time);
    robot.interact(
        () -> {
          Node canvas = find("#timeline-canvas");
          Point2D screen = timeline().localToScreen(at);
          canvas.fireEvent(
              new ContextMenuEvent(
                  ContextMenuEvent.CONTEXT_MENU_REQUESTED,
                  at.getX(),
                  at.getY(),
                  screen.getX(),
                  screen.getY(),
                  false,
                  null));
        });
    clickOn("#save-range-menu");
  }

  /** Steps: Ctrl+L; the text opens the same sight again. */
  @Test
  void shouldCopyALinkThatLeadsBackToWhatWasShown() {
    openLeaking();
    LaneId lane = LaneId.fiber(session().fibers().getLast().id());
    robot.interact(
        () -> {
          session().model().select(lane);
          session().model().zoomTo(new TimeRange(1_000_000, 3_000_000));
          session().model().playback().moveTo(2_500_000);
        });
    robot.interact(() -> timeline().focus());
    robot.press(KeyCode.CONTROL).type(KeyCode.L).release(KeyCode.CONTROL);
    AtomicReference<String> copied = new AtomicReference<>("");
    robot.interact(() -> copied.set(Clipboard.getSystemClipboard().getString()));
    String link = Objects.requireNonNull(copied.get());
    assertThat(link)
        .startsWith("lokoscope '")
        .contains("leaking.trace#from=", "&at=2500000&lane=fiber:" + lane.id());

    show(Recordings.steady());
    open(Path.of(link.substring("lokoscope '".length(), link.length() - 1)));
    until(() -> exists("#timeline") && session().info().program().contains("leaking"));
    until(() -> lane.equals(session().model().selection().get().lane()));
    settle();
    TimeRange seen = session().model().window().get().range();
    assertThat(seen.from()).isBetween(990_000L, 1_010_000L);
    assertThat(seen.to()).isBetween(2_990_000L, 3_010_000L);
  }

  @Test
  void shouldCopyTheTimelineAsAPicture() {
    openLeaking();
    robot.interact(() -> timeline().focus());
    robot
        .press(KeyCode.CONTROL, KeyCode.SHIFT)
        .type(KeyCode.C)
        .release(KeyCode.SHIFT, KeyCode.CONTROL);
    until(() -> text("#banner-text").startsWith("The timeline is in the clipboard"));
    AtomicReference<Image> copied = new AtomicReference<>();
    robot.interact(() -> copied.set(Clipboard.getSystemClipboard().getImage()));
    assertThat(Objects.requireNonNull(copied.get()).getWidth())
        .isEqualTo(2 * Math.ceil(timeline().frame().areas().width()));
  }

  /** Steps: "Take the tour", "Next" three times: 4. */
  @Test
  void shouldLeadThroughFourStepsOverALeak() throws Exception {
    linked();
    until(() -> exists("#empty-tour"));
    robot.interact(() -> this.<Button>find("#empty-tour").fire());
    leadThrough();
  }

  private void linked() throws IOException {
    Path recorded = data.resolve("traces/guard-leak");
    Files.createDirectories(recorded.getParent());
    Files.createSymbolicLink(recorded, Recordings.leaking());
  }

  /** Steps: "Next" three times: 3. */
  @Test
  void shouldShowTheTourByItselfTheFirstTimeOnly() throws Exception {
    linked();
    robot.interact(() -> window.welcome());
    leadThrough();
    assertThat(data.resolve("toured")).exists();
    robot.interact(() -> window.welcome());
    settle();
    shouldBe(text("#banner-text").startsWith("Step 4 of 4: "), "the tour does not begin again");
  }

  private void leadThrough() {
    for (int step = 1; step <= 4; step++) {
      String begin = "Step " + step + " of 4: ";
      until(() -> text("#banner-text").startsWith(begin));
      picture("tour" + step);
      if (step < 4) {
        clickOn("Next");
      }
    }
    assertThat(session().model().selection().get().fiber()).isPresent();
    assertThat(session().finding().get()).isPresent();
  }

  /** Steps: tab "Statistics", the choice, the first row: 3. */
  @Test
  void shouldAddUpWaitsByWhatWasWaitedFor() {
    openLeaking();
    clickOn("#tab-statistics");
    ChoiceBox<Totals.By> by = find("#statistics-by");
    robot.interact(() -> by.setValue(Totals.By.CHANNEL));
    TableView<Totals> table = find("#statistics-table");
    until(() -> !table.getItems().isEmpty() && table.getItems().getFirst().spawn().isEmpty());
    assertThat(table.getItems()).hasSize(3).allMatch(row -> row.blocked() > 0);
    assertThat(table.getItems().stream().mapToLong(Totals::resumes).max().orElse(0))
        .isBetween(100L, 400L);
    robot.interact(() -> table.getSelectionModel().select(0));
    until(
        () ->
            this.<Inspector>find("#inspector").told().contains(table.getItems().getFirst().name()));
    picture("waits");
  }
}
