// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.ListView;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import org.junit.jupiter.api.Test;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.LaneState;
import org.lokoscope.views.layout.Arrangement;
import org.lokoscope.views.layout.Row;
import org.lokoscope.views.model.Selection;
import org.lokoscope.views.model.TimelineModel;
import org.lokoscope.views.query.WakeChain;
import org.lokoscope.views.viewport.TimeRange;
import org.lokoscope.views.viewport.Viewport;

/** What one does with the timeline by keys, by name, and with both hands. */
class KeyboardJourneyTest extends Journey {

  private TimelineModel model() {
    return session().model();
  }

  private Point2D onPlot(double y, double x) {
    return timeline().localToScreen(timeline().areas().gutter() + x, y);
  }

  /** The headless platform's mouse knows of no keys that are held: the events tell of them. */
  private void drag(LaneId lane, double from, double to, boolean shift) {
    double y = pixel(lane, 0).getY();
    Node canvas = timeline().lookup("#timeline-canvas");
    robot.interact(
        () -> {
          fire(canvas, MouseEvent.MOUSE_PRESSED, onPlot(y, from), shift);
          fire(canvas, MouseEvent.MOUSE_DRAGGED, onPlot(y, (from + to) / 2), shift);
          fire(canvas, MouseEvent.MOUSE_DRAGGED, onPlot(y, to), shift);
          fire(canvas, MouseEvent.MOUSE_RELEASED, onPlot(y, to), shift);
        });
  }

  private static void fire(Node node, EventType<MouseEvent> type, Point2D screen, boolean shift) {
    Point2D at = node.screenToLocal(screen);
    Event.fireEvent(
        node,
        new MouseEvent(
            type,
            at.getX(),
            at.getY(),
            screen.getX(),
            screen.getY(),
            MouseButton.PRIMARY,
            1,
            shift,
            !shift,
            false,
            false,
            true,
            false,
            false,
            true,
            false,
            true,
            null));
  }

  private void write(String text) {
    robot.interact(() -> ((TextInputControl) find("#search")).setText(text));
  }

  private void chord(KeyCode... keys) {
    robot.interact(() -> timeline().focus());
    robot.push(keys);
    settle();
  }

  /** Keys used to go to the filter field, which nobody had chosen. */
  @Test
  void shouldGiveKeysToTheTimelineUntilTheFieldIsChosen() {
    openLeaking();
    double span = model().window().get().all().span();
    robot.interact(() -> model().fitAll());
    robot.type(KeyCode.W);
    until(() -> model().window().get().span() < span);
    assertThat(((TextInputControl) find("#search")).getText()).isEmpty();
    robot.push(KeyCode.CONTROL, KeyCode.F);
    until(() -> find("#search").isFocused());
    robot.write("work");
    assertThat(((TextInputControl) find("#search")).getText()).isEqualTo("work");
    assertThat(model().rows().get().rows()).anyMatch(row -> row.label().startsWith("worker"));
    assertThat(model().rows().get().rows()).noneMatch(row -> row.label().startsWith("echo"));
    robot.type(KeyCode.ESCAPE);
    until(() -> timeline().lookup("#timeline-canvas").isFocused());
    assertThat(model().rows().get().rows()).anyMatch(row -> row.label().startsWith("echo"));
  }

  @Test
  void shouldGoToALaneByItsName() {
    openLeaking();
    chord(KeyCode.CONTROL, KeyCode.P);
    write("@ech");
    until(() -> !this.<ListView<?>>find("#search-choices").getItems().isEmpty());
    robot.type(KeyCode.ENTER);
    LaneId echo = row("echo").lane();
    until(() -> echo.equals(model().selection().get().lane()));
    shouldBe(visible("#inspector"), "the inspector tells of it");
  }

  @Test
  void shouldRunACommandByItsName() {
    openLeaking();
    chord(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.P);
    write(">sort run time");
    until(() -> this.<ListView<?>>find("#search-choices").getItems().size() == 1);
    robot.type(KeyCode.ENTER);
    until(() -> model().arrangement().get().order() == Arrangement.Order.RUN_TIME);
    settle();
    List<Row> fibers =
        model().rows().get().rows().stream()
            .filter(row -> row.lane().kind() == LaneId.Kind.FIBER)
            .toList();
    List<Long> running = new java.util.concurrent.CopyOnWriteArrayList<>();
    robot.interact(
        () ->
            session()
                .ask(
                    trace ->
                        fibers.stream()
                            .map(row -> trace.timeInState(row.lane(), 0, trace.end() + 1))
                            .map(times -> times.getOrDefault(LaneState.RUNNING, 0L))
                            .toList(),
                    running::addAll));
    until(() -> running.size() == fibers.size());
    assertThat(running)
        .allMatch(time -> time > 0)
        .isSortedAccordingTo((a, b) -> Long.compare(b, a));
  }

  @Test
  void shouldGoToATimeThatIsWrittenAndBack() {
    openLeaking();
    long before = model().playback().time().get();
    chord(KeyCode.G);
    until(() -> ((TextInputControl) find("#search")).getText().equals(":"));
    write(":1.5 ms");
    robot.type(KeyCode.ENTER);
    until(() -> model().playback().time().get() == 1_500_000);
    chord(KeyCode.CONTROL, KeyCode.Z);
    assertThat(model().playback().time().get()).isEqualTo(before);
    chord(KeyCode.CONTROL, KeyCode.Y);
    assertThat(model().playback().time().get()).isEqualTo(1_500_000);
  }

  /** A click selected an interval while all else went on telling another moment. */
  @Test
  void shouldMoveThePlayheadToWhatIsClicked() {
    openLeaking();
    robot.interact(() -> model().fitAll());
    LaneId worker = lane("worker");
    Point2D pixel = pixel(worker, moment(worker, 0.3));
    clickAt(pixel);
    until(() -> model().selection().get().interval() != null);
    assertThat(model().selection().get().lane()).isEqualTo(worker);
    double x = timeline().frame().x(model().playback().time().get());
    assertThat(x).isBetween(pixel.getX() - 2, pixel.getX() + 2);
    var interval = java.util.Objects.requireNonNull(model().selection().get().interval());
    assertThat(model().playback().time().get()).isBetween(interval.from(), interval.to());
  }

  @Test
  void shouldFollowTheWakesBehindADelayStepByStep() {
    openLeaking();
    LaneId worker = lane("worker");
    long waits = waitOf(worker);
    robot.interact(() -> model().select(worker, waits));
    chord(KeyCode.E);
    until(() -> !model().causality().chain().get().isEmpty());
    ListView<WakeChain.Link> steps = find("#causes-list");
    assertThat(steps.getItems()).isEqualTo(model().causality().chain().get().steps());
    assertThat(steps.getItems().getFirst().text()).contains("worker", "blocked receiving");
    assertThat(model().causality().step().get()).isZero();
    if (steps.getItems().size() > 1) {
      robot.interact(() -> model().causality().toCause());
      assertThat(model().selection().get().lane()).isEqualTo(steps.getItems().get(1).lane());
      assertThat(steps.getSelectionModel().getSelectedIndex()).isEqualTo(1);
    }
    chord(KeyCode.ESCAPE);
    assertThat(model().causality().chain().get().isEmpty()).isTrue();
    assertThat(model().selection().get()).as("only the path went").isNotEqualTo(Selection.NONE);
  }

  /** A moment at which a fiber waits until another one wakes it. */
  private long waitOf(LaneId lane) {
    java.util.concurrent.atomic.AtomicLong found = new java.util.concurrent.atomic.AtomicLong(-1);
    session()
        .ask(
            trace ->
                trace.intervals(lane, 0, trace.end(), 1000).stream()
                    .filter(each -> each.state() == LaneState.BLOCKED_GET)
                    .filter(each -> each.to() < trace.end())
                    .reduce((a, b) -> b)
                    .orElseThrow()
                    .from(),
            found::set);
    until(() -> found.get() >= 0);
    return found.get();
  }

  @Test
  void shouldAddUpAStretchOfTimeThatIsDragged() {
    openLeaking();
    robot.interact(() -> model().fitAll());
    settle();
    drag(lane("worker"), 100, 400, true);
    until(() -> model().range().totals().get().isPresent());
    TimeRange range = java.util.Objects.requireNonNull(model().range().get());
    assertThat(range.length()).isPositive();
    assertThat(text("#selection-status")).startsWith("chosen ").contains("events", "switches");
    chord(KeyCode.ESCAPE);
    assertThat(model().range().get()).isNull();
  }

  @Test
  void shouldZoomToAStretchOfTimeThatIsDragged() {
    openLeaking();
    robot.interact(() -> model().fitAll());
    settle();
    Viewport whole = model().window().get();
    drag(lane("worker"), 200, 300, false);
    until(() -> model().window().get().span() < whole.span() / 3);
    assertThat(model().range().get()).isNull();
  }

  @Test
  void shouldMarkAMomentAndComeBackToIt() {
    openLeaking();
    robot.interact(() -> model().playback().moveTo(2_000_000));
    chord(KeyCode.M);
    assertThat(model().bookmarks().get()).containsExactly(2_000_000L);
    robot.interact(() -> model().playback().moveTo(0));
    chord(KeyCode.N);
    assertThat(model().playback().time().get()).isEqualTo(2_000_000);
    chord(KeyCode.M);
    assertThat(model().bookmarks().get()).isEmpty();
  }

  @Test
  void shouldSayWhatLiesBelowThePointer() {
    openLeaking();
    robot.interact(() -> model().fitAll());
    LaneId worker = lane("worker");
    Point2D pixel = pixel(worker, moment(worker, 0.5));
    assertThat(timeline().textAt(pixel.getX(), pixel.getY()))
        .startsWith("worker\n")
        .containsPattern(" (for|in) .*\\d [nµm]?s");
    assertThat(timeline().textAt(pixel.getX(), timeline().areas().rulerTop() + 4)).contains("s");
    assertThat(timeline().textAt(40, pixel.getY()))
        .contains("at the playhead", "found here: continuation growth");
  }

  @Test
  void shouldUseTheKeysOfAnotherViewer() {
    openLeaking();
    MenuButton menu = find("#menu");
    Menu keys =
        (Menu)
            menu.getItems().stream()
                .filter(item -> "menu-keys".equals(item.getId()))
                .findFirst()
                .orElseThrow();
    robot.interact(() -> keys.getItems().get(1).fire());
    assertThat(keys.getItems().get(1).getText()).isEqualTo("Tracy");
    robot.interact(() -> model().fitAll());
    double span = model().window().get().span();
    chord(KeyCode.UP);
    until(() -> model().window().get().span() < span);
  }

  /** A chooser easily descends into a trace; its path was then no trace. */
  @Test
  void shouldOpenATraceByTheFolderOfItsEvents() {
    show(Recordings.leaking().resolve("events"));
    assertThat(session().info().directory()).isEqualTo(Recordings.leaking());
  }
}
