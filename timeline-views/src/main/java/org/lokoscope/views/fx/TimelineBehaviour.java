// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.fx;

import java.util.Optional;
import javafx.scene.Cursor;
import javafx.scene.canvas.Canvas;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import org.lokoscope.views.layout.Row;
import org.lokoscope.views.model.TimelineModel;
import org.lokoscope.views.paint.Areas;
import org.lokoscope.views.paint.GutterPainter;
import org.lokoscope.views.viewport.TimeRange;
import org.lokoscope.views.viewport.Viewport;

/** The mouse on the timeline, told to the model as the user's intent. */
final class TimelineBehaviour {

  private static final double ZOOM = 1.18;
  private static final double CLICK = 4;
  private static final double EDGE = 3;

  /** Turns of the wheel with a longer pause between them are two places to go back to. */
  private static final long PAUSE = 600_000_000;

  private enum Drag {
    NONE,
    PAN,
    PLAYHEAD,
    OVERVIEW,
    GUTTER,
    GRAPHS,
    RANGE,
    AREA
  }

  private final TimelineModel model;
  private final Canvas canvas;
  private final TimelineView view;
  private Drag drag = Drag.NONE;
  private double lastX;
  private double lastY;
  private double moved;
  private long anchor;
  private long lastWheel;

  TimelineBehaviour(TimelineModel model, Canvas canvas, TimelineView view) {
    this.model = model;
    this.canvas = canvas;
    this.view = view;
    canvas.setOnScroll(this::scroll);
    canvas.setOnMousePressed(this::press);
    canvas.setOnMouseDragged(this::drag);
    canvas.setOnMouseReleased(this::release);
    canvas.setOnMouseMoved(this::move);
    canvas.setOnMouseExited(event -> leave());
  }

  private double gutter() {
    return view.areas().gutter();
  }

  private long time(double x) {
    return Math.max(0, Math.round(model.window().get().time(x - gutter())));
  }

  private void scroll(ScrollEvent event) {
    view.point(-1, -1);
    double x = event.getX() - gutter();
    if (x < 0 && event.getY() > view.areas().lanesBottom()) {
      view.scrollTracks(-event.getDeltaY());
    } else if (x < 0 || event.isAltDown()) {
      model.scrollTo(model.scroll().get() - event.getDeltaY());
    } else {
      remember();
      if (event.isShiftDown() || Math.abs(event.getDeltaX()) > Math.abs(event.getDeltaY())) {
        model.pan(-(event.getDeltaX() != 0 ? event.getDeltaX() : event.getDeltaY()));
      } else if (event.getDeltaY() != 0) {
        model.zoomAt(x, event.getDeltaY() > 0 ? ZOOM : 1 / ZOOM);
      }
    }
    event.consume();
  }

  private void remember() {
    long now = System.nanoTime();
    if (now - lastWheel > PAUSE) {
      model.navigation().remember();
    }
    lastWheel = now;
  }

  private void press(MouseEvent event) {
    view.point(-1, -1);
    canvas.requestFocus();
    lastX = event.getX();
    lastY = event.getY();
    moved = 0;
    drag =
        switch (event.getButton()) {
          case PRIMARY -> kind(event);
          case MIDDLE -> Drag.PAN;
          default -> Drag.NONE;
        };
    switch (drag) {
      case PLAYHEAD -> playhead(event.getX());
      case OVERVIEW -> {
        model.navigation().remember();
        overview(event.getX());
      }
      case PAN -> model.navigation().remember();
      case RANGE, AREA -> anchor = snapped(event);
      case NONE, GUTTER, GRAPHS -> {}
    }
  }

  private Drag kind(MouseEvent event) {
    if (onGutterEdge(event)) {
      return Drag.GUTTER;
    }
    if (onGraphsEdge(event)) {
      return Drag.GRAPHS;
    }
    if (event.getX() < gutter()) {
      return Drag.NONE;
    }
    if (event.getY() < view.areas().rulerTop()) {
      return Drag.OVERVIEW;
    }
    if (event.isShiftDown()) {
      return Drag.RANGE;
    }
    if (event.isShortcutDown()) {
      return Drag.AREA;
    }
    return event.getY() < view.areas().lanesTop() || nearPlayhead(event) ? Drag.PLAYHEAD : Drag.PAN;
  }

  private boolean onGutterEdge(MouseEvent event) {
    return Math.abs(event.getX() - gutter()) <= EDGE && event.getY() > view.areas().rulerTop();
  }

  private boolean onGraphsEdge(MouseEvent event) {
    double y = event.getY() - view.areas().lanesBottom();
    return !view.tracks().isEmpty() && y >= -2 && y <= Areas.GAP;
  }

  private boolean nearPlayhead(MouseEvent event) {
    double x = gutter() + model.window().get().x(model.playback().time().get());
    return Math.abs(event.getX() - x) < CLICK;
  }

  private void drag(MouseEvent event) {
    double dx = event.getX() - lastX;
    double dy = event.getY() - lastY;
    moved += Math.abs(dx) + Math.abs(dy);
    lastX = event.getX();
    lastY = event.getY();
    switch (drag) {
      case PAN -> {
        if (moved > CLICK) {
          canvas.setCursor(Cursor.CLOSED_HAND);
          model.pan(-dx);
          model.scrollTo(model.scroll().get() - dy);
        }
      }
      case PLAYHEAD -> playhead(event.getX());
      case OVERVIEW -> overview(event.getX());
      case GUTTER -> view.splitGutter(event.getX());
      case GRAPHS -> view.splitGraphs(event.getY());
      case RANGE, AREA -> {
        if (moved > CLICK) {
          model.range().choose(between(anchor, snapped(event)));
        }
      }
      case NONE -> {}
    }
    view.hover(drag == Drag.PAN ? event.getX() - gutter() : -1);
  }

  private static TimeRange between(long a, long b) {
    return new TimeRange(Math.min(a, b), Math.max(a, b));
  }

  /** The moment below the pointer; where something begins or ends next to it on its lane, that. */
  private long snapped(MouseEvent event) {
    return view.snapped(event.getX(), event.getY(), time(event.getX()));
  }

  private void release(MouseEvent event) {
    canvas.setCursor(Cursor.DEFAULT);
    boolean click = moved <= CLICK && event.getButton() == MouseButton.PRIMARY;
    TimeRange range = model.range().get();
    if (click) {
      click(event);
    } else if (drag == Drag.RANGE) {
      model.range().sum(model.selection().get().lane());
    } else if (drag == Drag.AREA && range != null && range.length() > 0) {
      model.range().choose(null);
      model.zoomTo(range);
    }
    drag = Drag.NONE;
  }

  private void click(MouseEvent event) {
    double y = event.getY() - view.areas().lanesTop();
    if (y < 0 || drag == Drag.GUTTER || drag == Drag.GRAPHS) {
      return;
    }
    if (y >= view.areas().lanesHeight()) {
      if (event.getX() >= gutter()) {
        playhead(event.getX());
      }
      return;
    }
    Optional<Row> row = model.rowAt(y, at(event));
    if (row.isEmpty()) {
      model.clearSelection();
    } else if (event.getX() < gutter()) {
      clickLabel(row.get(), event);
    } else if (row.get().isGroup()) {
      model.toggle(row.get().lane());
    } else if (view.markAt(event.getX(), event.getY()).isPresent()) {
      model.inspect(view.markAt(event.getX(), event.getY()).orElseThrow());
    } else {
      model.select(row.get().lane(), time(event.getX()));
      if (event.getClickCount() == 2) {
        model.fitSelection();
      }
    }
  }

  /** The moment that a click is about: over the headers the playhead's. */
  private double at(MouseEvent event) {
    return view.timeAt(event.getX());
  }

  private void clickLabel(Row row, MouseEvent event) {
    boolean twice = row.children() > 0 && event.getClickCount() == 2;
    if (twice || row.isGroup() || GutterPainter.onArrow(row, event.getX())) {
      model.toggle(row.lane());
    } else {
      model.select(row.lane());
    }
  }

  private void move(MouseEvent event) {
    boolean onPlot = event.getX() >= gutter() && event.getY() >= view.areas().rulerTop();
    view.hover(onPlot ? event.getX() - gutter() : -1);
    view.point(event.getX(), event.getY());
    boolean sideways = onGutterEdge(event) || onPlot && nearPlayhead(event);
    canvas.setCursor(
        sideways ? Cursor.H_RESIZE : onGraphsEdge(event) ? Cursor.V_RESIZE : Cursor.DEFAULT);
  }

  private void leave() {
    view.hover(-1);
    view.point(-1, -1);
  }

  private void playhead(double x) {
    model.playback().moveTo(model.window().get().time(x - gutter()));
  }

  /** Centres the window on a place of the minimap. */
  private void overview(double x) {
    Viewport window = model.window().get();
    model.window().set(window.centred(window.all().time(x - gutter())));
  }
}
