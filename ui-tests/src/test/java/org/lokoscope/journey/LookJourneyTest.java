// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.lokoscope.store.LaneState;
import org.lokoscope.views.paint.Theme;
import org.lokoscope.views.paint.Tone;

class LookJourneyTest extends Journey {

  private boolean shows(int argb) {
    WritableImage image = timeline().snapshot(null, null);
    int found = 0;
    for (int y = 0; y < (int) image.getHeight(); y += 2) {
      for (int x = 0; x < (int) image.getWidth(); x += 2) {
        found += image.getPixelReader().getArgb(x, y) == argb ? 1 : 0;
      }
    }
    return found > 40;
  }

  /**
   * A trace in a light window with the palette that is safe for colour blindness. Steps: two keys;
   * the window remembers both.
   */
  @Test
  void shouldTurnLightAndUseTheSafePalette() {
    openLeaking();
    until(() -> shows(Theme.DARK.of(Tone.PANEL)) && shows(Theme.DARK.of(LaneState.RUNNING)));
    robot.interact(() -> timeline().focus());
    robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.L);
    until(() -> shows(Theme.LIGHT.of(Tone.PANEL)) && shows(Theme.LIGHT.of(LaneState.RUNNING)));
    until(() -> !shows(Theme.DARK.of(LaneState.RUNNING)));
    robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.B);
    until(() -> shows(Theme.LIGHT_SAFE.of(LaneState.RUNNING)));
    Path kept = data.resolve("window.properties");
    assertThat(kept).exists();
    assertThat(read(kept)).contains("theme=light", "palette=safe");
    robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.B);
    robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.L);
    until(() -> shows(Theme.DARK.of(LaneState.RUNNING)));
  }

  /** In a window of 1280 pixels the line used to be written over the last tabs. */
  @Test
  void shouldWriteWhatThePanelShowsBesideItsTabs() {
    show(Recordings.steady());
    Label line = robot.lookup("#panel-line").queryAs(Label.class);
    until(() -> !line.getText().isEmpty() && line.getWidth() > 0);
    robot.interact(() -> line.getScene().getWindow().setWidth(900));
    until(() -> line.getScene().getWidth() < 1000);
    Node tabs = robot.lookup("#tabs .headers-region").query();
    until(() -> left(line) >= left(tabs) + tabs.getLayoutBounds().getWidth());
    robot.interact(() -> line.getScene().getWindow().setWidth(1280));
  }

  private static double left(Node node) {
    return node.localToScene(node.getLayoutBounds()).getMinX();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
