package org.lokoscope.views.fx;

import java.util.Optional;
import javafx.scene.Cursor;
import javafx.scene.canvas.Canvas;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import org.lokoscope.views.layout.Row;
import org.lokoscope.views.model.TimelineModel;
import org.lokoscope.views.paint.Areas;
import org.lokoscope.views.paint.GutterPainter;
import org.lokoscope.views.viewport.Viewport;

/** Mouse and keys of the timeline, told to the model as the user's intent. */
final class TimelineBehaviour {

  private static final double ZOOM = 1.18;
  private static final double CLICK = 4;
  private static final double EDGE = 3;

  private enum Drag {
    NONE,
    PAN,
    PLAYHEAD,
    OVERVIEW,
    GUTTER,
    GRAPHS
  }

  private final TimelineModel model;
  private final Canvas canvas;
  private final TimelineView view;
  private Drag drag = Drag.NONE;
  private double lastX;
  private double lastY;
  private double moved;

  TimelineBehaviour(TimelineModel model, Canvas canvas, TimelineView view) {
    this.model = model;
    this.canvas = canvas;
    this.view = view;
    canvas.setOnScroll(this::scroll);
    canvas.setOnMousePressed(this::press);
    canvas.setOnMouseDragged(this::drag);
    canvas.setOnMouseReleased(this::release);
    canvas.setOnMouseMoved(this::move);
    canvas.setOnMouseExited(event -> view.hover(-1));
    canvas.setOnKeyPressed(this::key);
  }

  private void scroll(ScrollEvent event) {
    double x = event.getX() - view.areas().gutter();
    if (event.isShiftDown() || Math.abs(event.getDeltaX()) > Math.abs(event.getDeltaY())) {
      double delta = event.getDeltaX() != 0 ? event.getDeltaX() : event.getDeltaY();
      model.pan(-delta);
    } else if (x < 0 && event.getY() > view.areas().lanesBottom()) {
      view.scrollTracks(-event.getDeltaY());
    } else if (x < 0) {
      model.scrollTo(model.scroll().get() - event.getDeltaY());
    } else if (event.getDeltaY() != 0) {
      model.zoomAt(x, event.getDeltaY() > 0 ? ZOOM : 1 / ZOOM);
    }
    event.consume();
  }

  private void press(MouseEvent event) {
    canvas.requestFocus();
    lastX = event.getX();
    lastY = event.getY();
    moved = 0;
    drag = event.getButton() == MouseButton.PRIMARY ? kind(event) : Drag.PAN;
    if (drag == Drag.PLAYHEAD) {
      playhead(event.getX());
    } else if (drag == Drag.OVERVIEW) {
      overview(event.getX());
    }
  }

  private Drag kind(MouseEvent event) {
    if (onGutterEdge(event)) {
      return Drag.GUTTER;
    }
    if (onGraphsEdge(event)) {
      return Drag.GRAPHS;
    }
    if (event.getX() < view.areas().gutter()) {
      return Drag.NONE;
    }
    if (event.getY() < view.areas().rulerTop()) {
      return Drag.OVERVIEW;
    }
    return event.getY() < view.areas().lanesTop() || nearPlayhead(event) ? Drag.PLAYHEAD : Drag.PAN;
  }

  private boolean onGutterEdge(MouseEvent event) {
    return Math.abs(event.getX() - view.areas().gutter()) <= EDGE
        && event.getY() > view.areas().rulerTop();
  }

  private boolean onGraphsEdge(MouseEvent event) {
    double y = event.getY() - view.areas().lanesBottom();
    return !view.tracks().isEmpty() && y >= -2 && y <= Areas.GAP;
  }

  private boolean nearPlayhead(MouseEvent event) {
    double x = view.areas().gutter() + model.window().get().x(model.playback().time().get());
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
      case NONE -> {}
    }
    view.hover(drag == Drag.PAN ? event.getX() - view.areas().gutter() : -1);
  }

  private void release(MouseEvent event) {
    canvas.setCursor(Cursor.DEFAULT);
    if (moved <= CLICK && event.getButton() == MouseButton.PRIMARY) {
      click(event);
    }
    drag = Drag.NONE;
  }

  private void click(MouseEvent event) {
    double y = event.getY() - view.areas().lanesTop();
    if (y < 0) {
      return;
    }
    if (y >= view.areas().lanesHeight()) {
      if (event.getX() >= view.areas().gutter()) {
        playhead(event.getX());
      }
      return;
    }
    Optional<Row> row = model.rowAt(y);
    if (row.isEmpty()) {
      model.clearSelection();
    } else if (event.getX() < view.areas().gutter()) {
      clickLabel(row.get(), event);
    } else {
      long time = (long) model.window().get().time(event.getX() - view.areas().gutter());
      model.select(row.get().lane(), Math.max(0, time));
      if (event.getClickCount() == 2) {
        model.fitSelection();
      }
    }
  }

  private void clickLabel(Row row, MouseEvent event) {
    boolean twice = row.children() > 0 && event.getClickCount() == 2;
    if (twice || GutterPainter.onArrow(row, event.getX())) {
      model.toggle(row.lane());
    } else {
      model.select(row.lane());
    }
  }

  private void move(MouseEvent event) {
    boolean onPlot =
        event.getX() >= view.areas().gutter() && event.getY() >= view.areas().rulerTop();
    view.hover(onPlot ? event.getX() - view.areas().gutter() : -1);
    boolean sideways = onGutterEdge(event) || onPlot && nearPlayhead(event);
    canvas.setCursor(
        sideways ? Cursor.H_RESIZE : onGraphsEdge(event) ? Cursor.V_RESIZE : Cursor.DEFAULT);
  }

  private void playhead(double x) {
    model.playback().moveTo(model.window().get().time(x - view.areas().gutter()));
  }

  /** Centres the window on a place of the minimap. */
  private void overview(double x) {
    Viewport window = model.window().get();
    double centre = window.all().time(x - view.areas().gutter());
    model.pan((centre - (window.from() + window.span() / 2)) / window.nanosPerPixel());
  }

  private void key(KeyEvent event) {
    if (event.isControlDown() || event.isAltDown() || event.isMetaDown()) {
      return;
    }
    double x = view.hoverX() >= 0 ? view.hoverX() : model.window().get().width() / 2;
    boolean known = true;
    switch (event.getCode()) {
      case W -> model.zoomAt(x, ZOOM * ZOOM);
      case S -> model.zoomAt(x, 1 / ZOOM / ZOOM);
      case A -> model.step(-1);
      case D -> model.step(1);
      case F -> model.fitSelection();
      case DIGIT0, NUMPAD0, HOME -> model.fitAll();
      case RIGHT -> model.stepEvent(1);
      case LEFT -> model.stepEvent(-1);
      case UP -> neighbour(-1);
      case DOWN -> neighbour(1);
      case ESCAPE -> model.clearSelection();
      case SPACE -> model.playback().toggle();
      case COMMA -> model.playback().slower();
      case PERIOD -> model.playback().faster();
      default -> known = false;
    }
    if (known) {
      event.consume();
    }
  }

  private void neighbour(int direction) {
    var rows = model.rows().get().rows();
    int next = direction > 0 ? 0 : rows.size() - 1;
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).lane().equals(model.selection().get().lane())) {
        next = Math.clamp(i + direction, 0, rows.size() - 1);
      }
    }
    if (!rows.isEmpty()) {
      model.select(rows.get(next).lane(), model.playback().time().get());
    }
  }
}
