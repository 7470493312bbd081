// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.journey;

import static org.assertj.core.api.Assertions.assertThat;

import atlantafx.base.theme.PrimerDark;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import javafx.application.Application;
import javafx.embed.swing.SwingFXUtils;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.lokoscope.gui.panel.OpenTrace;
import org.lokoscope.gui.window.MainWindow;
import org.lokoscope.gui.work.UserDirectories;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.LaneId;
import org.lokoscope.views.fx.TimelineView;
import org.lokoscope.views.layout.Row;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.service.query.EmptyNodeQueryException;
import org.testfx.util.WaitForAsyncUtils;

/**
 * A window and a robot. Journeys wait for what a user would see, never for a time; the limit is
 * only there so that a failure ends. A place is clicked on only when nothing moves any more, and
 * places in lanes are named by a moment of the fiber's life: how long the parts of a recorded run
 * took is another thing each time.
 */
abstract class Journey {

  private static final long LIMIT_SECONDS = 60;

  /** Looks at a node that have to find it in the same place before it is clicked on. */
  private static final int LOOKS = 5;

  FxRobot robot = new FxRobot();

  @SuppressWarnings("NullAway.Init") // The stage's thread makes it before begin() returns.
  MainWindow window;

  /** The user's directory, new for each journey. */
  @SuppressWarnings("NullAway.Init")
  Path data;

  @BeforeEach
  void begin() throws TimeoutException, IOException {
    data = Files.createTempDirectory(place(), "data");
    FxToolkit.registerPrimaryStage();
    FxToolkit.registerStage(Stage::new);
    FxToolkit.setupStage(this::start);
  }

  /** Where the user's directory lies. */
  Path place() throws IOException {
    return Recordings.folder();
  }

  private void start(Stage stage) {
    Application.setUserAgentStylesheet(new PrimerDark().getUserAgentStylesheet());
    window = new MainWindow(stage, new SlowWorkbench(), new UserDirectories(data));
    window.show();
  }

  @AfterEach
  void close() throws TimeoutException {
    // What a journey that failed still held down.
    robot.release(new KeyCode[0]).release(new MouseButton[0]);
    forgetEvents();
    FxToolkit.cleanupStages();
  }

  /**
   * The robot's toolkit keeps each event of its stage, and so all that had one, until it gets
   * another stage.
   */
  void forgetEvents() throws TimeoutException {
    FxToolkit.registerStage(Stage::new);
    robot = new FxRobot();
  }

  void open(Path trace) {
    robot.interact(() -> window.open(trace));
  }

  /** Opens a trace and waits until all of it is shown and what there is to find is found. */
  void show(Path trace) {
    OpenTrace before = window.opened();
    open(trace);
    until(() -> window.opened() != null && window.opened() != before && exists("#timeline"));
    until(() -> session().diagnosis().get().isPresent());
    settle();
  }

  /** Shows the leaking trace. */
  void openLeaking() {
    show(Recordings.leaking());
  }

  /** Waits until all questions are answered, all is laid out and painted. */
  void settle() {
    WaitForAsyncUtils.waitForFxEvents();
    until(
        () -> {
          layOut(timeline());
          return session().queries().isIdle() && timeline().settled();
        });
  }

  /** What the next pulse would do: nothing stands elsewhere after it. */
  private static void layOut(Node node) {
    node.getScene().getRoot().applyCss();
    node.getScene().getRoot().layout();
  }

  /** Clicks on a node as soon as it is shown and rests. */
  void clickOn(String query) {
    AtomicReference<Bounds> last = new AtomicReference<>();
    int[] looks = {0};
    until(
        () -> {
          Node node =
              robot.lookup(query).queryAll().stream()
                  .filter(Journey::seen)
                  .findFirst()
                  .orElse(null);
          if (node == null) {
            return false;
          }
          layOut(node);
          Bounds now = node.localToScreen(node.getBoundsInLocal());
          looks[0] = now.equals(last.getAndSet(now)) ? looks[0] + 1 : 0;
          return looks[0] >= LOOKS;
        });
    robot.clickOn(query);
  }

  private static boolean seen(Node node) {
    for (Node each = node; each != null; each = each.getParent()) {
      if (!each.isVisible()) {
        return false;
      }
    }
    return node.getScene() != null && node.getScene().getWindow() != null && !node.isDisabled();
  }

  /** The first lane whose name begins so. */
  LaneId lane(String name) {
    return row(name).lane();
  }

  Row row(String name) {
    return session().model().rows().get().rows().stream()
        .filter(row -> row.label().startsWith(name))
        .findFirst()
        .orElseThrow();
  }

  /** A moment of a fiber's life: 0 is its first, 1 its last. */
  long moment(LaneId fiber, double part) {
    FiberInfo known = Objects.requireNonNull(session().fiber(fiber.id()));
    long end = known.ended() < 0 ? session().info().duration() : known.ended();
    return Math.round(known.spawned() + part * (end - known.spawned()));
  }

  /** The pixel of a moment on a lane, in the timeline, once nothing moves any more. */
  Point2D pixel(LaneId lane, double time) {
    robot.interact(() -> session().model().reveal(lane));
    settle();
    return WaitForAsyncUtils.waitForAsyncFx(
        LIMIT_SECONDS * 1000,
        () -> {
          Row row = timeline().frame().rows().of(lane).orElseThrow();
          double y = timeline().areas().lanesTop() + row.y() - timeline().frame().scroll();
          return new Point2D(timeline().frame().x(time), y + row.stateHeight() / 2);
        });
  }

  /** Clicks on what a lane does at a moment. */
  void clickOn(LaneId lane, double time) {
    clickAt(pixel(lane, time));
  }

  /** Clicks on a pixel of the timeline. */
  void clickAt(Point2D pixel) {
    robot.clickOn(timeline().localToScreen(pixel));
  }

  void until(Callable<Boolean> seen) {
    try {
      WaitForAsyncUtils.waitFor(
          LIMIT_SECONDS,
          TimeUnit.SECONDS,
          () -> WaitForAsyncUtils.waitForAsyncFx(LIMIT_SECONDS * 1000, () -> sees(seen)));
    } catch (TimeoutException e) {
      String shown = WaitForAsyncUtils.waitForAsyncFx(LIMIT_SECONDS * 1000, this::shown);
      throw new AssertionError("not seen within " + LIMIT_SECONDS + " s; " + shown, e);
    }
  }

  private static boolean sees(Callable<Boolean> seen) throws Exception {
    try {
      return seen.call();
    } catch (EmptyNodeQueryException e) {
      return false;
    }
  }

  /** What the window shows, for the report of a failure. */
  private String shown() {
    OpenTrace opened = window.opened();
    String banner = visible("#banner") ? "; banner: " + text("#banner-text") : "";
    if (opened == null) {
      return "no trace is open" + banner;
    }
    return "of "
        + opened.info().program()
        + " is shown "
        + opened.model().window().get()
        + ", "
        + opened.model().selection().get()
        + ", playhead "
        + opened.model().playback().time().get()
        + ", lanes "
        + opened.model().rows().get().rows().stream().map(Row::label).limit(20).toList()
        + ", "
        + (exists("#timeline") ? timeline().areas() : "no timeline")
        + (opened.queries().isIdle() ? "" : ", a question is open")
        + banner;
  }

  OpenTrace session() {
    return Objects.requireNonNull(window.opened());
  }

  TimelineView timeline() {
    return find("#timeline");
  }

  /** Keeps what the window shows, where the property {@code journey.pictures} names a folder. */
  void picture(String name) {
    picture(name, "#timeline");
  }

  /** The same while a node of this id is shown. */
  void picture(String name, String shown) {
    String folder = System.getProperty("journey.pictures");
    if (folder == null) {
      return;
    }
    AtomicReference<BufferedImage> image = new AtomicReference<>();
    robot.interact(
        () ->
            image.set(
                SwingFXUtils.fromFXImage(
                    find(shown).getScene().getRoot().snapshot(null, null), null)));
    try {
      ImageIO.write(image.get(), "png", Path.of(folder, name + ".png").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean exists(String id) {
    return robot.lookup(id).tryQuery().isPresent();
  }

  boolean visible(String id) {
    return robot.lookup(id).tryQuery().map(Node::isVisible).orElse(false);
  }

  @SuppressWarnings("TypeParameterUnusedInFormals")
  <T extends Node> T find(String id) {
    return robot.lookup(id).query();
  }

  String text(String id) {
    return exists(id) ? ((Labeled) find(id)).getText() : "";
  }

  void key(javafx.scene.input.KeyCode code) {
    robot.interact(() -> timeline().focus());
    robot.type(code);
    WaitForAsyncUtils.waitForFxEvents();
  }

  String tooltip(String id) {
    return ((Labeled) find(id)).getTooltip().getText();
  }

  void shouldBe(boolean condition, String what) {
    assertThat(condition).as(what).isTrue();
  }
}
