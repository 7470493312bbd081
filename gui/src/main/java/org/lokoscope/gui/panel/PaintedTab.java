// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.panel;

import java.util.Locale;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.canvas.Canvas;
import javafx.scene.layout.Region;
import org.lokoscope.gui.snapshot.PaintedView;
import org.lokoscope.store.analysis.Diagnosis;
import org.lokoscope.views.fx.CanvasSurface;
import org.lokoscope.views.paint.Surface;

/**
 * A painted view as a tab. It is prepared anew, while it is in front, when the tab changes its
 * size; one query is under way at a time.
 */
public final class PaintedTab extends Region implements TraceTab {
  private final OpenTrace opened;
  private final PaintedView view;
  private final Canvas canvas = new Canvas();
  private boolean front;
  private boolean asking;

  public PaintedTab(OpenTrace opened, PaintedView view) {
    this.opened = opened;
    this.view = view;
    setId(view.name());
    getChildren().add(canvas);
    opened.diagnosis().listen(known -> prepare());
  }

  @Override
  public String title() {
    return view.name().substring(0, 1).toUpperCase(Locale.ROOT) + view.name().substring(1);
  }

  @Override
  public Node node() {
    return this;
  }

  @Override
  public void shown(boolean nowInFront) {
    front = nowInFront;
    prepare();
  }

  @Override
  protected void layoutChildren() {
    if (canvas.getWidth() != getWidth() || canvas.getHeight() != getHeight()) {
      canvas.setWidth(getWidth());
      canvas.setHeight(getHeight());
      prepare();
    }
  }

  private void prepare() {
    int width = (int) canvas.getWidth();
    int height = (int) canvas.getHeight();
    if (!front || asking || width == 0 || height == 0 || opened.diagnosis().get().isEmpty()) {
      return;
    }
    asking = true;
    Diagnosis diagnosis = opened.diagnosis().get().get();
    opened.ask(
        trace -> view.prepare(new PaintedView.Subject(trace, diagnosis, null, width, height)),
        painting -> {
          asking = false;
          paint(painting);
          if (width != (int) canvas.getWidth() || height != (int) canvas.getHeight()) {
            prepare();
          }
        });
  }

  private void paint(Consumer<Surface> painting) {
    canvas.getGraphicsContext2D().clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
    painting.accept(new CanvasSurface(canvas.getGraphicsContext2D()));
  }
}
