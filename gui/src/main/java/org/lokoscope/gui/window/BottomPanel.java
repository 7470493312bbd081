// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.window;

import java.util.List;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import org.lokoscope.gui.panel.TraceTab;
import org.lokoscope.views.model.Cell;

/**
 * The tabs below the timeline. Folded, only their row is seen; a click on a tab unfolds them, a
 * double click or the button at the right folds them again. A line beside the tabs says what there
 * is to say without opening any.
 */
final class BottomPanel extends StackPane {

  /** Height of the row of tabs. */
  static final double ROW = 30;

  /** Of the button that folds, with the space around it. */
  private static final double ROOM_FOR_BUTTON = 56;

  private boolean named;

  private final TabPane tabs = new TabPane();
  private final Label line = new Label();
  private final Button fold = new Button();
  private final Cell<Boolean> folded = new Cell<>(false);

  BottomPanel(List<TraceTab> contents) {
    setId("panel");
    setAlignment(Pos.TOP_RIGHT);
    tabs.setId("tabs");
    tabs.getStyleClass().add("dense");
    tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
    tabs.setTabMaxHeight(ROW - 6);
    tabs.setTabMinHeight(ROW - 6);
    contents.forEach(this::add);
    line.setId("panel-line");
    line.getStyleClass().add("panel-line");
    fold.setId("panel-fold");
    fold.getStyleClass().addAll("small", "flat");
    fold.setMinWidth(USE_PREF_SIZE);
    fold.setOnAction(event -> folded.set(!folded.get()));
    HBox right = new HBox(6, line, fold);
    right.setAlignment(Pos.CENTER_RIGHT);
    right.setPickOnBounds(false);
    right.setMaxSize(USE_PREF_SIZE, ROW);
    right.setMinHeight(ROW);
    getChildren().addAll(tabs, right);
    setMinHeight(ROW);
    // What does not fit beside the tabs ends in an ellipsis; the tooltip has all of it.
    line.setMinWidth(0);
    tabs.addEventFilter(MouseEvent.MOUSE_CLICKED, this::clicked);
    folded.bind(this::folded);
  }

  private void add(TraceTab content) {
    Tab tab = new Tab(content.title(), content.node());
    tab.setId("tab-" + content.title().toLowerCase(Locale.ROOT).replace(' ', '-'));
    tab.selectedProperty().subscribe(front -> content.shown(front && !folded.get()));
    folded.listen(now -> content.shown(tab.isSelected() && !now));
    tabs.getTabs().add(tab);
  }

  private void clicked(MouseEvent event) {
    if (event.getY() < ROW && event.getButton() == MouseButton.PRIMARY) {
      folded.set(event.getClickCount() == 2 && !folded.get());
    }
  }

  private void folded(boolean now) {
    fold.setText(now ? "\u2303" : "\u2304");
    fold.setTooltip(new Tooltip(now ? "Show the panel" : "Fold the panel to its tabs"));
    setMaxHeight(now ? ROW : Double.MAX_VALUE);
    setPrefHeight(now ? ROW : USE_COMPUTED_SIZE);
  }

  Cell<Boolean> folded() {
    return folded;
  }

  @Override
  protected void layoutChildren() {
    // Those of the tabs themselves, not of one that a tab has in it.
    Node headers = tabs.lookup("#tabs > .tab-header-area > .headers-region");
    double taken = headers == null ? getWidth() : headers.getLayoutBounds().getWidth();
    line.setMaxWidth(Math.max(0, getWidth() - taken - ROOM_FOR_BUTTON));
    super.layoutChildren();
  }

  /** Says in a line what the panel would show; empty for nothing. */
  void say(String text) {
    line.setText(text);
    line.setTooltip(text.isEmpty() ? null : new Tooltip(text));
  }

  /** Unfolds the panel with a tab in front. */
  void front(String id) {
    folded.set(false);
    tabs.getTabs().stream()
        .filter(tab -> id.equals(tab.getId()))
        .findFirst()
        .ifPresent(tabs.getSelectionModel()::select);
  }

  /**
   * Unfolds the panel with a tab in front that a word names.
   *
   * @throws IllegalArgumentException if there is none; lists them
   */
  void show(String name) {
    List<String> names = tabs.getTabs().stream().map(tab -> tab.getId().substring(4)).toList();
    if (!names.contains(name)) {
      throw new IllegalArgumentException(
          "view=" + name + ": no such view; there are " + String.join(", ", names));
    }
    front("tab-" + name);
    named = true;
  }

  /** Whether {@link #show} was asked for a tab: what is found later leaves it in front. */
  boolean isNamed() {
    return named;
  }

  /** Gives the keys to the row of tabs. */
  void focusTabs() {
    folded.set(false);
    tabs.requestFocus();
  }

  List<Tab> tabs() {
    return tabs.getTabs();
  }
}
