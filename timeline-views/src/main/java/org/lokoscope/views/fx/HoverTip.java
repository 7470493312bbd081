// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.fx;

import javafx.animation.PauseTransition;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Tooltip;
import javafx.util.Duration;

/** Says what lies below the pointer once it rests. Shows only; nothing changes by it. */
final class HoverTip {

  private static final Duration REST = Duration.millis(280);
  private static final double BESIDE = 14;

  private final Node node;
  private final TimelineView view;
  private final Tooltip tip = new Tooltip();
  private final PauseTransition rest = new PauseTransition(REST);
  private double x;
  private double y;

  HoverTip(Node node, TimelineView view) {
    this.node = node;
    this.view = view;
    tip.getStyleClass().add("timeline-tip");
    tip.setId("timeline-tip");
    rest.setOnFinished(done -> show());
  }

  void point(double atX, double atY) {
    tip.hide();
    x = atX;
    y = atY;
    if (atX < 0) {
      rest.stop();
    } else {
      rest.playFromStart();
    }
  }

  private void show() {
    String text = view.textAt(x, y);
    Point2D corner = node.localToScreen(x + BESIDE, y + BESIDE);
    if (!text.isBlank() && corner != null && node.getScene() != null) {
      tip.setText(text);
      tip.show(node, corner.getX(), corner.getY());
    }
  }
}
