// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.journey;

import static org.assertj.core.api.Assertions.assertThat;

import atlantafx.base.theme.PrimerDark;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import javafx.application.Application;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.lokoscope.gui.panel.OpenTrace;
import org.lokoscope.gui.window.MainWindow;
import org.lokoscope.gui.work.UserDirectories;
import org.lokoscope.views.fx.TimelineView;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/**
 * A window and a robot. Journeys wait for what a user would see, never for a time; the limit is
 * only there so that a failure ends.
 */
abstract class Journey {

  private static final long LIMIT_SECONDS = 60;

  final FxRobot robot = new FxRobot();

  @SuppressWarnings("NullAway.Init") // The stage's thread makes it before begin() returns.
  MainWindow window;

  @BeforeEach
  void begin() throws TimeoutException {
    FxToolkit.registerPrimaryStage();
    FxToolkit.setupStage(this::start);
  }

  private void start(Stage stage) {
    Application.setUserAgentStylesheet(new PrimerDark().getUserAgentStylesheet());
    window =
        new MainWindow(
            stage, new SlowWorkbench(), new UserDirectories(Recordings.folder().resolve("data")));
    window.show();
  }

  @AfterEach
  void close() throws TimeoutException {
    FxToolkit.cleanupStages();
  }

  void open(Path trace) {
    robot.interact(() -> window.open(trace));
  }

  /** Opens the leaking trace and waits until all of it is shown. */
  void openLeaking() {
    open(Recordings.leaking());
    until(() -> exists("#timeline") && timeline().settled());
    until(() -> session().diagnosis().get().isPresent());
    settle();
  }

  void settle() {
    WaitForAsyncUtils.waitForFxEvents();
    until(() -> timeline().settled());
  }

  void until(Callable<Boolean> seen) {
    try {
      WaitForAsyncUtils.waitFor(
          LIMIT_SECONDS,
          TimeUnit.SECONDS,
          () -> WaitForAsyncUtils.waitForAsyncFx(LIMIT_SECONDS * 1000, seen));
    } catch (TimeoutException e) {
      throw new AssertionError("not seen within " + LIMIT_SECONDS + " s", e);
    }
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
