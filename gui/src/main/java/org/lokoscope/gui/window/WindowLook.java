// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.window;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import javafx.application.Application;
import javafx.scene.Scene;
import org.lokoscope.views.fx.Themed;
import org.lokoscope.views.paint.Theme;

/** Theme, palette and size of letters of the window; remembered for the next time. */
final class WindowLook {

  private static final double NORMAL = 12.5;
  private static final double SMALLEST = 10;
  private static final double LARGEST = 22;

  private final Scene scene;
  private final Path file;
  private Theme theme = Theme.DARK;
  private double size = NORMAL;

  /**
   * @param file where it is remembered
   */
  WindowLook(Scene scene, Path file) {
    this.scene = scene;
    this.file = file;
    read();
    apply();
  }

  Theme theme() {
    return theme;
  }

  /** Between dark and light. */
  void toggleLight() {
    set(Theme.of(!theme.isLight(), theme.isSafe()), size);
  }

  /** Between the standard palette and the one that is safe for colour blindness. */
  void toggleSafe() {
    set(Theme.of(theme.isLight(), !theme.isSafe()), size);
  }

  /** Larger letters for a factor above 1; 0 for the normal size. */
  void resize(double factor) {
    set(theme, factor == 0 ? NORMAL : Math.clamp(size * factor, SMALLEST, LARGEST));
  }

  private void set(Theme next, double nextSize) {
    theme = next;
    size = nextSize;
    apply();
    write();
  }

  /** Also for what was added to the scene since. */
  void apply() {
    dress(scene, theme, size);
  }

  /** Has a scene look as a window does first. */
  static void dress(Scene scene, Theme theme) {
    dress(scene, theme, NORMAL);
  }

  private static void dress(Scene scene, Theme theme, double size) {
    Application.setUserAgentStylesheet(
        theme.isLight()
            ? new PrimerLight().getUserAgentStylesheet()
            : new PrimerDark().getUserAgentStylesheet());
    scene
        .getStylesheets()
        .setAll(List.of(sheet(theme.isLight() ? "light.css" : "dark.css"), sheet("lokoscope.css")));
    scene.getRoot().setStyle(String.format(Locale.ROOT, "-fx-font-size: %.1fpx;", size));
    Themed.apply(scene.getRoot(), theme);
  }

  private static String sheet(String name) {
    return Objects.requireNonNull(WindowLook.class.getResource(name), name).toExternalForm();
  }

  private void read() {
    Properties kept = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      kept.load(in);
      theme =
          Theme.of(
              kept.getProperty("theme", "").equals("light"),
              kept.getProperty("palette", "").equals("safe"));
      size = Math.clamp(Double.parseDouble(kept.getProperty("size", "")), SMALLEST, LARGEST);
    } catch (IOException | IllegalArgumentException none) {
      // Nothing was remembered, or somebody wrote something else: the window looks as it does
      // first.
    }
  }

  private void write() {
    Properties kept = new Properties();
    kept.setProperty("theme", theme.isLight() ? "light" : "dark");
    kept.setProperty("palette", theme.isSafe() ? "safe" : "standard");
    kept.setProperty("size", Double.toString(size));
    try {
      Files.createDirectories(file.getParent());
      try (Writer out = Files.newBufferedWriter(file)) {
        kept.store(out, null);
      }
    } catch (IOException e) {
      System.getLogger(WindowLook.class.getName()).log(System.Logger.Level.DEBUG, "look", e);
    }
  }
}
