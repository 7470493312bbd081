// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.panel;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.analysis.Finding;
import org.lokoscope.tracer.text.Figures;

/** A finding in the list: its class, what one fix frees, its place, and its part of the largest. */
final class FindingCell extends ListCell<Finding> {

  @Override
  protected void updateItem(@Nullable Finding leak, boolean empty) {
    super.updateItem(leak, empty);
    setText(null);
    setGraphic(empty || leak == null ? null : card(leak));
    setTooltip(empty || leak == null ? null : new Tooltip(leak.sentence()));
  }

  private VBox card(Finding leak) {
    Label kind = new Label(leak.leakClass().label());
    kind.getStyleClass().add("leak-kind");
    Label size = new Label(leak.bytesTotal() > 0 ? Figures.bytes(leak.bytesTotal()) : "");
    size.getStyleClass().add("leak-size");
    size.setMinWidth(Region.USE_PREF_SIZE);
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    HBox head = new HBox(8, kind, gap, size);
    head.setAlignment(Pos.CENTER_LEFT);
    Label site = new Label(leak.site().position());
    site.getStyleClass().add("code");
    Region part = new Region();
    part.getStyleClass().add("leak-part");
    part.setMinHeight(4);
    double most =
        getListView().getItems().stream().mapToDouble(Finding::bytesTotal).max().orElse(0);
    double share = most > 0 ? Math.max(0.01, leak.bytesTotal() / most) : 0;
    part.maxWidthProperty().bind(getListView().widthProperty().subtract(34).multiply(share));
    VBox card = new VBox(4, head, site, part);
    card.setFillWidth(true);
    card.prefWidthProperty().bind(getListView().widthProperty().subtract(34));
    card.setMaxWidth(Region.USE_PREF_SIZE);
    return card;
  }
}
