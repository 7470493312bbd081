// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.panel;

import javafx.geometry.Orientation;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.layout.Background;
import javafx.scene.layout.Pane;
import javafx.scene.paint.Color;
import org.jspecify.annotations.Nullable;
import org.lokoscope.views.board.BoardLayout;
import org.lokoscope.views.board.BoardPainter;
import org.lokoscope.views.board.BoardText;
import org.lokoscope.views.board.Moment;
import org.lokoscope.views.board.NextEvent;
import org.lokoscope.views.board.Scene.Token;
import org.lokoscope.views.fx.CanvasSurface;
import org.lokoscope.views.fx.Themed;
import org.lokoscope.views.paint.Theme;

/** The canvas of the scheduler's board: as wide as it is made, as high as the board needs. */
final class BoardView extends Pane implements Themed {

  private final Canvas canvas = new Canvas();
  private final CanvasSurface surface = new CanvasSurface(canvas.getGraphicsContext2D());
  private @Nullable Moment shown;
  private double least;

  BoardView() {
    setId("scheduler-board");
    getStyleClass().add("leak-page");
    setAccessibleRole(AccessibleRole.TEXT);
    getChildren().add(canvas);
    backgroundProperty().subscribe(background -> paint());
  }

  /** The height that is filled if the board needs less. */
  void fill(double height) {
    least = height;
    requestLayout();
  }

  void show(@Nullable Moment moment) {
    shown = moment;
    setAccessibleText(moment == null ? "" : BoardText.of(moment));
    requestLayout();
    paint();
  }

  /** Shows a part of the way, 0 to 1, from one moment to the next, or back. */
  void between(Moment from, Moment to, boolean onward, double part) {
    NextEvent passed = onward ? from.next() : null;
    clear();
    BoardPainter.between(surface, from, to, passed, part, canvas.getWidth(), canvas.getHeight());
  }

  /** What is under a pixel, or null. */
  @Nullable Token under(double x, double y) {
    return shown == null
        ? null
        : BoardLayout.of(shown.now(), surface, canvas.getWidth()).under(x, y);
  }

  /** What is shown, or null. */
  @Nullable Moment shown() {
    return shown;
  }

  @Override
  public void use(Theme theme) {
    surface.use(theme);
    paint();
  }

  @Override
  public Orientation getContentBias() {
    return Orientation.HORIZONTAL;
  }

  @Override
  protected double computePrefHeight(double width) {
    Moment moment = shown;
    double needed =
        moment == null || width <= 0 ? 0 : BoardPainter.height(surface, moment, width) + 8;
    return Math.max(least, needed);
  }

  @Override
  protected void layoutChildren() {
    if (canvas.getWidth() != getWidth() || canvas.getHeight() != getHeight()) {
      canvas.setWidth(getWidth());
      canvas.setHeight(Math.min(8000, getHeight()));
      paint();
    }
  }

  private void clear() {
    surface.use(Theme.of(isLight(), surface.theme().isSafe()));
    canvas.getGraphicsContext2D().clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
  }

  /** Whether what the style sheet puts behind the board is light. */
  private boolean isLight() {
    Background background = getBackground();
    return background != null
        && !background.getFills().isEmpty()
        && background.getFills().getFirst().getFill() instanceof Color colour
        && colour.getBrightness() > 0.5;
  }

  private void paint() {
    clear();
    Moment moment = shown;
    if (moment != null && canvas.getWidth() > 0) {
      BoardPainter.paint(surface, moment, canvas.getWidth(), canvas.getHeight());
    }
  }
}
