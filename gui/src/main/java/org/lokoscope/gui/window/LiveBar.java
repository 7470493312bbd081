// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.window;

import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.util.StringConverter;
import org.lokoscope.runtime.probe.TraceLevel;

/** The line of a recording that is followed: what it does, and what can be done with it. */
final class LiveBar extends HBox {

  private final Label text = new Label();
  private final CheckBox tail = new CheckBox("Show the end");
  private final ChoiceBox<TraceLevel> level = new ChoiceBox<>();
  private final Button dump = button("live-dump", "Dump", "Write what the flight recorder has");
  private final Button stop = button("live-stop", "Stop", "End the program; the trace is kept");
  private final Button again = button("live-again", "Record again", "With the chosen level");
  private final Button close = button("live-close", "Close", "Take this line away");

  LiveBar() {
    super(8);
    setId("live");
    setAlignment(Pos.CENTER_LEFT);
    getStyleClass().addAll("banner", "notice");
    text.setId("live-text");
    text.setMinWidth(0);
    tail.setId("live-tail");
    tail.setSelected(true);
    tail.setMinWidth(USE_PREF_SIZE);
    tail.setFocusTraversable(false);
    level.setId("live-level");
    level.getItems().addAll(TraceLevel.values());
    level.setConverter(
        new StringConverter<>() {
          @Override
          public String toString(TraceLevel value) {
            return value == null ? "" : value.name().toLowerCase(Locale.ROOT);
          }

          @Override
          public TraceLevel fromString(String name) {
            throw new UnsupportedOperationException(name);
          }
        });
    level.setTooltip(new Tooltip("How much is recorded, the next time"));
    tail.managedProperty().bind(tail.visibleProperty());
    level.managedProperty().bind(level.visibleProperty());
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    getChildren().addAll(text, gap, tail, dump, stop, level, again, close);
    hide();
  }

  private static Button button(String id, String text, String tip) {
    Button button = new Button(text);
    button.setId(id);
    button.setTooltip(new Tooltip(tip));
    button.setMinWidth(USE_PREF_SIZE);
    button.setFocusTraversable(false);
    button.getStyleClass().add("small");
    button.managedProperty().bind(button.visibleProperty());
    return button;
  }

  /** What the buttons do. */
  void act(Runnable dumping, Runnable stopping, Runnable recordAgain, Runnable closing) {
    dump.setOnAction(event -> dumping.run());
    stop.setOnAction(event -> stopping.run());
    again.setOnAction(event -> recordAgain.run());
    close.setOnAction(event -> closing.run());
  }

  /**
   * Shows the line of a recording that has begun.
   *
   * @param flight whether there is a flight recorder to be asked, and nothing to be followed
   */
  void begin(TraceLevel chosen, boolean flight) {
    level.setValue(chosen);
    tail.setSelected(true);
    tail.setVisible(!flight);
    dump.setVisible(flight);
    stop.setVisible(true);
    again.setVisible(false);
    level.setVisible(false);
    close.setVisible(false);
    setVisible(true);
    setManaged(true);
  }

  /** The recording is over: it can be begun again. */
  void ended() {
    tail.setVisible(false);
    dump.setVisible(false);
    stop.setVisible(false);
    again.setVisible(true);
    level.setVisible(true);
    close.setVisible(true);
  }

  void say(String line) {
    text.setText(line);
    text.setTooltip(new Tooltip(line));
  }

  /** Whether the end of the run stays in sight. */
  boolean showsEnd() {
    return tail.isSelected();
  }

  TraceLevel level() {
    return level.getValue();
  }

  void hide() {
    setVisible(false);
    setManaged(false);
  }
}
