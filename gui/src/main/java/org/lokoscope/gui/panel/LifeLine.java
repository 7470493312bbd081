// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.panel;

import javafx.scene.canvas.Canvas;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.LaneState;
import org.lokoscope.store.Strip;
import org.lokoscope.tracer.text.Figures;
import org.lokoscope.views.fx.CanvasSurface;
import org.lokoscope.views.fx.QueryExecutor.Work;
import org.lokoscope.views.fx.Themed;
import org.lokoscope.views.paint.Palette;
import org.lokoscope.views.paint.Theme;
import org.lokoscope.views.paint.Tone;

/** The whole life of a lane in one bar, with the playhead; a click moves the playhead. */
final class LifeLine extends Region implements Themed {

  private static final double HEIGHT = 26;
  private static final int COLUMNS = 256;
  private static final LaneState[] STATES = LaneState.values();

  private final OpenTrace opened;
  private final Canvas canvas = new Canvas();
  private final CanvasSurface surface = new CanvasSurface(canvas.getGraphicsContext2D());
  private final Tooltip tooltip = new Tooltip();
  private @Nullable LaneId lane;
  private @Nullable Strip strip;
  private long from;
  private long to = 1;

  LifeLine(OpenTrace opened) {
    this.opened = opened;
    setId("inspector-life");
    setAccessibleText("Life of the selected lane");
    getChildren().add(canvas);
    setMinHeight(HEIGHT);
    setPrefHeight(HEIGHT);
    Tooltip.install(this, tooltip);
    opened.model().playback().time().listen(time -> paint());
    setOnMouseClicked(
        event -> {
          double part = Math.clamp(event.getX() / Math.max(1, getWidth()), 0.0, 1.0);
          opened.model().playback().moveTo(from + part * (to - from));
        });
  }

  void show(LaneId next) {
    if (next.equals(lane)) {
      return;
    }
    lane = next;
    strip = null;
    FiberInfo fiber = next.kind() == LaneId.Kind.FIBER ? opened.fiber(next.id()) : null;
    from = fiber == null ? 0 : fiber.spawned();
    long end = Math.max(1, opened.info().duration());
    to = fiber == null || fiber.ended() < 0 ? end : Math.max(from + 1, fiber.ended());
    tooltip.setText(
        "From " + Figures.instant(from) + " to " + Figures.instant(to) + "; a click goes there");
    long begin = from;
    long behind = Math.max(from + 1, to);
    opened.ask(
        Work.DETAILS,
        trace -> trace.strip(next, begin, behind, COLUMNS),
        answer -> {
          if (next.equals(lane)) {
            strip = answer;
            paint();
          }
        });
  }

  @Override
  public void use(Theme theme) {
    surface.use(theme);
    paint();
  }

  @Override
  protected void layoutChildren() {
    canvas.setWidth(getWidth());
    canvas.setHeight(getHeight());
    paint();
  }

  private void paint() {
    double width = canvas.getWidth();
    canvas.getGraphicsContext2D().clearRect(0, 0, width, canvas.getHeight());
    if (strip == null || width < 1) {
      return;
    }
    double top = 5;
    double high = HEIGHT - 10;
    int columns = strip.dominant().length;
    for (int i = 0; i < columns; i++) {
      LaneState state = STATES[strip.dominant()[i]];
      if (state != LaneState.ABSENT) {
        double bar = high * Palette.height(state);
        double x = width * i / columns;
        surface.fill(
            x, top + (high - bar) / 2, width / columns + 0.5, bar, surface.theme().of(state));
      }
    }
    double x = width * (opened.model().playback().time().get() - from) / Math.max(1, to - from);
    if (x >= 0 && x <= width) {
      surface.fill(x - 1, 0, 2, HEIGHT, surface.theme().of(Tone.PLAYHEAD));
    }
  }
}
