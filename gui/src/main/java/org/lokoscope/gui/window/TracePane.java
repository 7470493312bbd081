// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.window;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Cursor;
import javafx.scene.Node;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import org.lokoscope.gui.panel.Inspector;
import org.lokoscope.gui.panel.OpenTrace;
import org.lokoscope.gui.panel.Tabs;
import org.lokoscope.gui.panel.TraceTab;
import org.lokoscope.store.analysis.Diagnosis;
import org.lokoscope.views.fx.TimelineView;

/**
 * All views of one open trace: the timeline, beside it the inspector while something is selected,
 * and below both the panel, which can be folded to its row of tabs. Both are as large as they were
 * dragged, and leave the timeline what it needs.
 */
final class TracePane extends Pane {

  private static final double GRIP = 5;
  private static final double PART_OF_INSPECTOR = 0.2;
  private static final double LEAST_INSPECTOR = 240;
  private static final double MOST_INSPECTOR = 380;
  private static final double PART_OF_PANEL = 0.34;
  private static final double LEAST_PANEL = 90;
  private static final double LEAST_TIMELINE = 160;

  private final OpenTrace opened;
  private final TimelineView timeline;
  private final Inspector inspector;
  private final BottomPanel panel;
  private final Region besideInspector = grip(Cursor.H_RESIZE);
  private final Region abovePanel = grip(Cursor.V_RESIZE);

  /** As the user dragged them; 0 as long as that is left to us. */
  private double inspectorWidth;

  private double panelHeight;

  /** Whether any were known before. */
  private boolean findings;

  /**
   * @param debugger the last tab
   */
  TracePane(OpenTrace opened, TraceTab debugger) {
    this.opened = opened;
    setId("trace-pane");
    timeline = new TimelineView(opened.model(), opened.queries());
    inspector = new Inspector(opened);
    List<TraceTab> tabs = new ArrayList<>(Tabs.of(opened));
    tabs.add(debugger);
    panel = new BottomPanel(tabs);
    getChildren().addAll(timeline, inspector, panel, besideInspector, abovePanel);
    besideInspector.setOnMouseDragged(
        event -> {
          inspectorWidth = getWidth() - sceneToLocal(event.getSceneX(), 0).getX();
          requestLayout();
        });
    abovePanel.setOnMouseDragged(
        event -> {
          panelHeight = getHeight() - sceneToLocal(0, event.getSceneY()).getY();
          requestLayout();
        });
    panel.folded().set(true);
    panel.folded().listen(folded -> requestLayout());
    opened.model().selection().bind(chosen -> inspect());
    opened.looked().listen(looked -> inspect());
    opened.place().listen(place -> place.ifPresent(site -> panel.front("tab-source")));
    opened.diagnosis().listen(known -> known.ifPresent(this::tell));
    opened
        .model()
        .causality()
        .chain()
        .listen(
            chain -> {
              if (!chain.isEmpty()) {
                panel.front("tab-why-late");
              }
            });
    timeline.startedAt(opened.started());
  }

  private static Region grip(Cursor cursor) {
    Region grip = new Region();
    grip.getStyleClass().add("grip");
    grip.setCursor(cursor);
    return grip;
  }

  /** Opens the panel for findings; else a line says that there are none. */
  private void tell(Diagnosis diagnosis) {
    panel.say(diagnosis.findings().isEmpty() ? diagnosis.summary() : "");
    if (!diagnosis.findings().isEmpty() && !findings && !panel.isNamed()) {
      panel.front("tab-leaks");
    }
    findings = !diagnosis.findings().isEmpty();
  }

  private void inspect() {
    boolean open = !opened.model().selection().get().isEmpty() || opened.looked().get().isPresent();
    inspector.setVisible(open);
    besideInspector.setVisible(open);
    requestLayout();
  }

  @Override
  protected void layoutChildren() {
    double bottom = panelHeight();
    double height = getHeight() - bottom;
    double side = inspector.isVisible() ? inspectorWidth() : 0;
    place(timeline, 0, 0, getWidth() - side, height);
    place(inspector, getWidth() - side, 0, side, height);
    place(besideInspector, getWidth() - side - GRIP / 2, 0, GRIP, height);
    place(panel, 0, height, getWidth(), bottom);
    abovePanel.setVisible(!panel.folded().get());
    place(abovePanel, 0, height - GRIP / 2, getWidth(), GRIP);
  }

  private static void place(Node node, double x, double y, double width, double height) {
    node.resizeRelocate(Math.rint(x), Math.rint(y), Math.rint(width), Math.rint(height));
  }

  private double panelHeight() {
    if (panel.folded().get()) {
      return BottomPanel.ROW;
    }
    double wanted = panelHeight > 0 ? panelHeight : getHeight() * PART_OF_PANEL;
    return Math.max(LEAST_PANEL, Math.min(wanted, getHeight() - LEAST_TIMELINE));
  }

  private double inspectorWidth() {
    double wanted =
        inspectorWidth > 0
            ? Math.max(LEAST_INSPECTOR / 2, inspectorWidth)
            : Math.clamp(getWidth() * PART_OF_INSPECTOR, LEAST_INSPECTOR, MOST_INSPECTOR);
    return Math.min(wanted, getWidth() / 2);
  }

  OpenTrace opened() {
    return opened;
  }

  TimelineView timeline() {
    return timeline;
  }

  BottomPanel panel() {
    return panel;
  }
}
