// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.panel;

import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.paint.Color;
import javafx.scene.shape.Rectangle;
import org.lokoscope.store.LaneState;
import org.lokoscope.views.paint.Palette;
import org.lokoscope.views.query.StateText;
import org.lokoscope.views.viewport.TimeText;

/** States as small coloured nodes. */
final class StateChip {

  private StateChip() {}

  static Color colour(LaneState state) {
    int argb = state == LaneState.ABSENT ? Palette.SEPARATOR : Palette.of(state);
    return Color.rgb((argb >> 16) & 0xff, (argb >> 8) & 0xff, argb & 0xff);
  }

  static Rectangle dot(LaneState state) {
    Rectangle dot = new Rectangle(9, 9, colour(state));
    dot.setArcWidth(3);
    dot.setArcHeight(3);
    return dot;
  }

  static Label chip(LaneState state) {
    Label label = new Label(StateText.name(state), dot(state));
    label.setGraphicTextGap(6);
    return label;
  }

  /** The parts of a life spent in each state, side by side. */
  static HBox bar(Map<LaneState, Long> timeInState, double width) {
    HBox bar = new HBox();
    bar.setAlignment(Pos.CENTER_LEFT);
    double total = timeInState.values().stream().mapToLong(Long::longValue).sum();
    timeInState.forEach(
        (state, nanos) -> {
          if (nanos > 0 && state != LaneState.ABSENT) {
            Rectangle part = new Rectangle(Math.max(1, width * nanos / total), 14, colour(state));
            Tooltip.install(
                part, new Tooltip(StateText.name(state) + ": " + TimeText.duration(nanos)));
            bar.getChildren().add(part);
          }
        });
    return bar;
  }
}
