// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.window;

import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.shape.SVGPath;
import org.lokoscope.views.model.Playback;
import org.lokoscope.views.model.TimelineModel;
import org.lokoscope.views.viewport.TimeText;

/** Play, pause, speed and the playhead's time. */
final class PlayBar extends HBox {

  private static final String PLAY = "M0 0l9 5l-9 5z";
  private static final String PAUSE = "M0 0h3v10h-3z M6 0h3v10h-3z";

  /**
   * @param stopHere has a debugger stand at the playhead
   */
  PlayBar(TimelineModel model, Runnable stopHere) {
    super(2);
    setId("play-bar");
    setAlignment(Pos.CENTER_LEFT);
    Playback playback = model.playback();
    Button start =
        button("to-start", "", "Move the playhead to the start", () -> playback.moveTo(0));
    start.setGraphic(icon("M0 0h2v10h-2z M10 0v10l-7 -5z"));
    Button play = button("play", "", "Play or pause (Space)", playback::toggle);
    playback.playing().bind(playing -> play.setGraphic(icon(playing ? PAUSE : PLAY)));
    Label speed = new Label();
    speed.setId("speed");
    speed.setMinWidth(76);
    speed.setAlignment(Pos.CENTER);
    playback.speed().bind(value -> speed.setText(speed(playback)));
    model.growth().listen(end -> speed.setText(speed(playback)));
    Label time = new Label();
    time.setId("playhead-time");
    time.setMinWidth(92);
    time.getStyleClass().add("playhead-time");
    playback.time().bind(value -> time.setText(TimeText.instant(value)));
    getChildren()
        .addAll(
            start,
            play,
            button("slower", "−", "Play slower (<)", playback::slower),
            speed,
            button("faster", "+", "Play faster (>)", playback::faster),
            time,
            button(
                "stop-here",
                "Stop here",
                "Run this again up to the playhead, and stand there in the debugger",
                stopHere),
            button("fit-all", "Whole run", "Show the whole run (0)", model::fitAll));
  }

  private static String speed(Playback playback) {
    return TimeText.duration(playback.nanosPerSecond()).toLowerCase(Locale.ROOT) + " per s";
  }

  private static SVGPath icon(String path) {
    SVGPath icon = new SVGPath();
    icon.setContent(path);
    icon.getStyleClass().add("icon");
    return icon;
  }

  private static Button button(String id, String text, String tip, Runnable action) {
    Button button = new Button(text);
    button.setId(id);
    button.setTooltip(new Tooltip(tip));
    button.setFocusTraversable(false);
    button.setMinWidth(USE_PREF_SIZE);
    button.getStyleClass().addAll("small", "flat");
    button.setOnAction(event -> action.run());
    return button;
  }
}
