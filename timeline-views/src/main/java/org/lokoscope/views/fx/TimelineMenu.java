// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.fx;

import java.util.function.LongConsumer;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.ContextMenuEvent;
import org.lokoscope.store.LaneId;
import org.lokoscope.views.layout.GraphTrack;
import org.lokoscope.views.layout.Row;
import org.lokoscope.views.layout.TrackChoice;
import org.lokoscope.views.model.TimelineModel;
import org.lokoscope.views.viewport.TimeRange;

/** The menus of the right button: of a lane, and of a graph. */
final class TimelineMenu {

  private final TimelineModel model;
  private final TimelineView view;
  private final ContextMenu menu = new ContextMenu();

  TimelineMenu(TimelineModel model, Canvas canvas, TimelineView view) {
    this.model = model;
    this.view = view;
    menu.setId("timeline-menu");
    canvas.setOnContextMenuRequested(event -> show(canvas, event));
  }

  private void show(Canvas canvas, ContextMenuEvent event) {
    menu.getItems().clear();
    double y = event.isKeyboardTrigger() ? selectedY() : event.getY();
    double x = event.isKeyboardTrigger() ? view.areas().gutter() + 20 : event.getX();
    double inLanes = y - view.areas().lanesTop();
    if (inLanes >= 0 && inLanes < view.areas().lanesHeight()) {
      model.rowAt(inLanes, view.timeAt(x)).ifPresent(row -> lane(row, x, y));
    } else if (inLanes >= 0) {
      graphs(y);
    }
    chosen(view.timeAt(x));
    if (x >= view.areas().gutter()) {
      stop(view.timeAt(x));
    }
    if (!menu.getItems().isEmpty()) {
      var corner = canvas.localToScreen(x, y);
      menu.show(canvas, corner.getX(), corner.getY());
    }
    event.consume();
  }

  /** Where the selected lane stands: that is what the menu key asks for. */
  private double selectedY() {
    LaneId lane = model.selection().get().lane();
    return lane == null
        ? -1
        : model
            .rows()
            .get()
            .of(lane)
            .map(row -> view.areas().lanesTop() + row.y() - model.scroll().get() + 4)
            .orElse(-1.0);
  }

  private void add(String text, Runnable action) {
    MenuItem item = new MenuItem(text);
    item.setOnAction(event -> action.run());
    menu.getItems().add(item);
  }

  private void lane(Row row, double x, double y) {
    String text = view.textAt(x, y);
    long time = view.timeAt(x);
    if (!row.isGroup()) {
      add("Select", () -> model.select(row.lane(), time));
      boolean pinned = model.pinned().get().contains(row.lane());
      add(
          pinned ? "Let go from the top" : "Pin to the top",
          () -> {
            model.select(row.lane());
            model.togglePin();
          });
    }
    if (row.lane().kind() == LaneId.Kind.FIBER) {
      add(
          "Why is it late here?",
          () -> {
            model.select(row.lane(), time);
            model.causality().explain();
          });
    }
    if (row.children() > 0) {
      add(row.collapsed() ? "Unfold" : "Fold", () -> model.toggle(row.lane()));
    }
    menu.getItems().add(new SeparatorMenuItem());
    add("Copy what is here", () -> copy(text));
    add("Copy the name", () -> copy(row.label()));
  }

  /** Of the chosen time, where it was clicked on. */
  private void chosen(long time) {
    TimeRange range = model.range().get();
    Runnable save = view.saveRange();
    if (save != null && range != null && time >= range.from() && time < range.to()) {
      add("Save range as a trace\u2026", save);
      menu.getItems().getLast().setId("save-range-menu");
    }
  }

  /** Has a debugger stand there, if the run can be repeated. */
  private void stop(long time) {
    LongConsumer stop = view.stop();
    if (stop != null) {
      if (!menu.getItems().isEmpty()) {
        menu.getItems().add(new SeparatorMenuItem());
      }
      add("Stop here", () -> stop.accept(time));
      menu.getItems().getLast().setId("stop-here-menu");
    }
  }

  private void graphs(double y) {
    TrackChoice choice = model.trackChoice().get();
    view.trackAt(y)
        .map(GraphTrack::title)
        .ifPresent(
            title -> {
              add("Hide \u201c" + title + "\u201d", () -> choose(choice.hiding(title, true)));
              add("Move up", () -> choose(choice.moving(view.tracks(), title, -1)));
              add("Move down", () -> choose(choice.moving(view.tracks(), title, 1)));
            });
    Menu hidden = new Menu("Show");
    for (String title : choice.hidden()) {
      MenuItem item = new MenuItem(title);
      item.setOnAction(event -> choose(choice.hiding(title, false)));
      hidden.getItems().add(item);
    }
    if (!hidden.getItems().isEmpty()) {
      menu.getItems().add(hidden);
      add("Show all graphs", () -> choose(TrackChoice.ALL));
    }
  }

  private void choose(TrackChoice choice) {
    model.trackChoice().set(choice);
  }

  private static void copy(String text) {
    ClipboardContent content = new ClipboardContent();
    content.putString(text);
    Clipboard.getSystemClipboard().setContent(content);
  }
}
