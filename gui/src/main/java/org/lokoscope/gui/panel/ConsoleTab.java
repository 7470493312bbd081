// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.panel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.Node;
import javafx.scene.control.TextArea;
import javafx.scene.layout.BorderPane;

/** What the program printed, if that was recorded. */
public final class ConsoleTab extends BorderPane implements TraceTab {

  private static final int MOST = 1 << 20;

  private final OpenTrace opened;
  private final TextArea text = new TextArea();
  private boolean loaded;

  public ConsoleTab(OpenTrace opened) {
    this.opened = opened;
    setId("console");
    text.setId("console-text");
    text.setEditable(false);
    text.getStyleClass().addAll("code", "edge-to-edge");
    setCenter(text);
  }

  @Override
  public String title() {
    return "Console";
  }

  @Override
  public Node node() {
    return this;
  }

  @Override
  public void shown(boolean front) {
    if (front && !loaded) {
      loaded = true;
      Path file = opened.info().directory().resolve("console.txt");
      opened.ask(trace -> read(file), text::setText);
    }
  }

  private static String read(Path file) {
    if (!Files.exists(file)) {
      return "This trace has no console output.";
    }
    try (InputStream in = Files.newInputStream(file)) {
      String begin = new String(in.readNBytes(MOST), StandardCharsets.UTF_8);
      return in.read() < 0 ? begin : begin + "\n… the rest is in " + file;
    } catch (IOException e) {
      return "Cannot read " + file + ": " + e.getMessage();
    }
  }
}
