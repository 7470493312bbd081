// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.panel;

import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.jspecify.annotations.Nullable;
import org.lokoscope.views.detail.Detail.Line;
import org.lokoscope.views.detail.Detail.Target;

/** A line of the inspector: what it is at the left, and the value, which may be a link. */
final class DetailLine extends HBox {

  private final Consumer<Target> follow;
  private final Label label = new Label();
  private @Nullable Labeled value;
  private @Nullable Line shown;

  DetailLine(Consumer<Target> follow) {
    super(8);
    this.follow = follow;
    setAlignment(Pos.TOP_LEFT);
    label.getStyleClass().addAll("text-muted", "detail-label");
    setMinWidth(0);
  }

  void show(Line line) {
    if (line.equals(shown)) {
      return;
    }
    Labeled present = value;
    boolean linked = line.target() != null;
    if (present == null || linked != present instanceof Hyperlink) {
      present = linked ? new Hyperlink() : new Label();
      value = present;
      present.setMinWidth(0);
      HBox.setHgrow(present, Priority.ALWAYS);
      if (present instanceof Hyperlink link) {
        link.setOnAction(event -> go());
      }
      present.setContextMenu(Actions.menu(Actions.item("Copy", this::copy)));
    }
    present.setText(line.text());
    present.setWrapText(!line.code());
    present.getStyleClass().remove("code");
    if (line.code()) {
      present.getStyleClass().add("code");
      present.setTooltip(new Tooltip(line.text().strip()));
    }
    label.setText(line.label());
    present.setAccessibleText(line.label() + " " + line.text());
    if (line.label().isEmpty()) {
      getChildren().setAll(present);
    } else {
      getChildren().setAll(label, present);
    }
    shown = line;
  }

  private void copy() {
    if (shown != null) {
      Actions.copy(shown.text());
    }
  }

  private void go() {
    if (value instanceof Hyperlink link) {
      link.setVisited(false);
    }
    if (shown != null && shown.target() != null) {
      follow.accept(shown.target());
    }
  }
}
