package org.lokoscope.gui.window;

import java.util.Locale;
import javafx.geometry.Orientation;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.BorderPane;
import org.lokoscope.gui.panel.FiberTree;
import org.lokoscope.gui.panel.Inspector;
import org.lokoscope.gui.panel.OpenTrace;
import org.lokoscope.gui.panel.Tabs;
import org.lokoscope.gui.panel.TraceTab;
import org.lokoscope.views.fx.TimelineView;

/** All views of one open trace. */
final class TracePane extends BorderPane {

  private final OpenTrace opened;
  private final TimelineView timeline;
  private final TabPane tabs = new TabPane();

  TracePane(OpenTrace opened) {
    this.opened = opened;
    setId("trace-pane");
    timeline = new TimelineView(opened.model(), opened.queries());
    Inspector inspector = new Inspector(opened);
    FiberTree tree = new FiberTree(opened);
    SplitPane upper = new SplitPane(tree, timeline, inspector);
    upper.setId("upper");
    upper.setDividerPositions(0.235, 0.8);
    SplitPane.setResizableWithParent(tree, false);
    SplitPane.setResizableWithParent(inspector, false);
    tabs.setId("tabs");
    tabs.getStyleClass().add("dense");
    tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
    Tabs.of(opened).forEach(this::add);
    SplitPane whole = new SplitPane(upper, tabs);
    whole.setOrientation(Orientation.VERTICAL);
    whole.setDividerPositions(0.7);
    SplitPane.setResizableWithParent(tabs, false);
    setCenter(whole);
  }

  private void add(TraceTab content) {
    Tab tab = new Tab(content.title(), content.node());
    tab.setId("tab-" + content.title().toLowerCase(Locale.ROOT));
    tab.selectedProperty().subscribe(content::shown);
    tabs.getTabs().add(tab);
  }

  OpenTrace opened() {
    return opened;
  }

  TimelineView timeline() {
    return timeline;
  }
}
