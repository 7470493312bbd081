// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.panel;

import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Background;
import javafx.scene.layout.Pane;
import javafx.scene.paint.Color;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.Site;
import org.lokoscope.views.fx.CanvasSurface;
import org.lokoscope.views.paint.LeakPagePainter;
import org.lokoscope.views.paint.LeakPagePainter.Layout;
import org.lokoscope.views.paint.LeakPagePainter.Look;
import org.lokoscope.views.paint.Spots.Spot;
import org.lokoscope.views.paint.Theme;
import org.lokoscope.views.query.LeakPage;

/**
 * The page of a leak in the window: painted as in images, with a chart, links and buttons laid over
 * it. As wide as it is made, and as high as that needs.
 */
final class LeakPageView extends Pane {

  /** What the page asks for. */
  interface Actions {

    /** To show a place of the source. */
    void place(Site site);

    /** To copy the change. */
    void copy(LeakPage page);

    /** To show the page's moment. */
    void moment(LeakPage page);
  }

  private final Actions actions;
  private final Canvas canvas = new Canvas();
  private final CanvasSurface surface = new CanvasSurface(canvas.getGraphicsContext2D());
  private final LeakChart chart = new LeakChart("leak-growth");
  private final Button copy = new Button("Copy the change");
  private final Button moment = new Button();
  private @Nullable LeakPage page;
  private double least;
  private boolean changed;

  LeakPageView(Actions actions) {
    this.actions = actions;
    setId("leak-page");
    getStyleClass().add("leak-page");
    copy.setId("leak-copy");
    copy.setTooltip(new Tooltip("Copies a diff that patch -p0 takes"));
    copy.setOnAction(event -> act(actions::copy));
    moment.setId("leak-moment");
    moment.setOnAction(event -> act(actions::moment));
    List.of(copy, moment).forEach(button -> button.getStyleClass().add("small"));
    getChildren().add(canvas);
  }

  private void act(Consumer<LeakPage> action) {
    if (page != null) {
      action.accept(page);
    }
  }

  /** Shows a page, or nothing. */
  void show(@Nullable LeakPage next) {
    page = next;
    copy.setText("Copy the change");
    if (next != null) {
      moment.setText(next.momentLabel());
    }
    changed = true;
    requestLayout();
  }

  /** The height that is filled if the page needs less. */
  void fill(double height) {
    least = height;
    changed = true;
    requestLayout();
  }

  /** Moves the playhead. */
  void playhead(long time) {
    chart.playhead(time);
  }

  /** Says on the button that it was done. */
  void copied() {
    copy.setText("Copied");
  }

  @Override
  public Orientation getContentBias() {
    return Orientation.HORIZONTAL;
  }

  @Override
  protected double computePrefWidth(double height) {
    return 600;
  }

  @Override
  protected double computePrefHeight(double width) {
    LeakPage shown = page;
    return shown == null || width <= 0
        ? 0
        : LeakPagePainter.height(surface, shown, new Look(-1, true), width, least);
  }

  @Override
  protected void layoutChildren() {
    Theme theme = theme();
    boolean same = canvas.getWidth() == getWidth() && canvas.getHeight() == getHeight();
    if (!changed && same && theme == surface.theme()) {
      return;
    }
    changed = false;
    surface.use(theme);
    canvas.setWidth(getWidth());
    canvas.setHeight(getHeight());
    canvas.getGraphicsContext2D().clearRect(0, 0, getWidth(), getHeight());
    LeakPage shown = page;
    if (shown == null || getWidth() <= 0) {
      getChildren().setAll(canvas);
      return;
    }
    Layout layout =
        LeakPagePainter.paint(surface, shown, new Look(-1, true), 0, 0, getWidth(), least);
    chart.show(shown, theme);
    getChildren().setAll(canvas);
    layout.spots().all().forEach(spot -> control(shown, spot));
  }

  private void control(LeakPage shown, Spot spot) {
    switch (spot.name()) {
      case LeakPagePainter.CHART -> put(chart.node(), spot);
      case LeakPagePainter.COPY -> button(copy, spot);
      case LeakPagePainter.MOMENT -> button(moment, spot);
      case LeakPagePainter.SITE -> put(link(shown.finding().site(), "leak-site"), spot);
      default -> put(link(shown.finding().call(), "leak-call"), spot);
    }
  }

  private Hyperlink link(Site site, String id) {
    Hyperlink link = new Hyperlink();
    link.setId(id);
    link.getStyleClass().add("over-text");
    link.setAccessibleText("Show " + site.position() + " in the source");
    link.setTooltip(new Tooltip("Show " + site.position() + " in the source"));
    link.setOnAction(event -> actions.place(site));
    return link;
  }

  private void put(Node node, Spot spot) {
    getChildren().add(node);
    node.resizeRelocate(spot.x(), spot.y(), spot.width(), spot.height());
  }

  /** A button whose upper right corner is the spot's. */
  private void button(Button button, Spot spot) {
    getChildren().add(button);
    double width = button.prefWidth(-1);
    button.resizeRelocate(spot.x() - width, spot.y(), width, spot.height());
  }

  /** Light if what the style sheet puts behind the page is. */
  private Theme theme() {
    Background background = getBackground();
    boolean light =
        background != null
            && !background.getFills().isEmpty()
            && background.getFills().getFirst().getFill() instanceof Color colour
            && colour.getBrightness() > 0.5;
    return Theme.of(light, surface.theme().isSafe());
  }
}
