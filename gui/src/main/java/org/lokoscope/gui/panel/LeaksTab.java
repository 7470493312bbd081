// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.panel;

import java.util.Locale;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.lokoscope.store.Site;
import org.lokoscope.store.analysis.Diagnosis;
import org.lokoscope.store.analysis.Finding;
import org.lokoscope.views.detail.Detail.Target;
import org.lokoscope.views.query.LeakPage;

/**
 * The findings by what one fix frees, and the page of the chosen one. Where nothing leaks, a line
 * says what was judged and what not.
 */
public final class LeaksTab extends BorderPane implements TraceTab {

  private final OpenTrace opened;
  private final Label verdict = new Label("Looking for leaks…");
  private final Button stop = new Button("Cancel");
  private final ListView<Finding> list = new ListView<>();
  private final LeakPageView page;
  private final ScrollPane scroll;
  private boolean updating;

  public LeaksTab(OpenTrace opened) {
    this.opened = opened;
    setId("leaks");
    verdict.setId("verdict");
    verdict.getStyleClass().add("verdict");
    verdict.setWrapText(true);
    list.setId("findings");
    list.setAccessibleText("Findings, by what one fix frees");
    list.getStyleClass().addAll("edge-to-edge", "dense");
    list.setCellFactory(view -> new FindingCell());
    page = new LeakPageView(new PageActions());
    scroll = new ScrollPane(page);
    scroll.setId("leak-scroll");
    scroll.getStyleClass().add("edge-to-edge");
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.viewportBoundsProperty().subscribe(bounds -> page.fill(bounds.getHeight()));
    stop.setId("stop-diagnosis");
    stop.managedProperty().bind(stop.visibleProperty());
    stop.setOnAction(event -> stopLooking());
    HBox top = new HBox(8, verdict, stop);
    HBox.setHgrow(verdict, Priority.ALWAYS);
    top.setAlignment(Pos.CENTER_LEFT);
    setTop(top);
    list.getSelectionModel()
        .selectedItemProperty()
        .subscribe(
            leak -> {
              if (leak != null && !updating) {
                opened.show(leak);
                detail(leak);
              }
            });
    opened.model().playback().time().bind(page::playhead);
    opened.diagnosis().bind(known -> known.ifPresent(this::show));
  }

  @Override
  public String title() {
    return "Leaks";
  }

  @Override
  public Node node() {
    return this;
  }

  private void stopLooking() {
    opened.stopDiagnosis();
    stop.setVisible(false);
    verdict.setText("Leak analysis cancelled; reopen the trace to run it again.");
  }

  private void show(Diagnosis diagnosis) {
    stop.setVisible(false);
    verdict.setText(diagnosis.summary());
    verdict.getStyleClass().removeAll("leak", "steady");
    verdict.getStyleClass().add(diagnosis.verdict().name().toLowerCase(Locale.ROOT));
    if (diagnosis.findings().isEmpty()) {
      return;
    }
    if (!list.getItems().isEmpty()) {
      update(diagnosis);
      return;
    }
    // The page says it.
    setTop(null);
    SplitPane split = new SplitPane(list, scroll);
    split.setDividerPositions(0.2);
    SplitPane.setResizableWithParent(list, false);
    setCenter(split);
    list.getItems().setAll(diagnosis.findings());
    if (opened.model().selection().get().isEmpty() && !opened.isLive()) {
      list.getSelectionModel().selectFirst();
      Platform.runLater(() -> list.scrollTo(0));
    } else {
      detail(diagnosis.findings().getFirst());
    }
  }

  /** More was recorded: what was chosen stays so, and nothing moves. */
  private void update(Diagnosis diagnosis) {
    int chosen = list.getSelectionModel().getSelectedIndex();
    updating = true;
    list.getItems().setAll(diagnosis.findings());
    if (chosen >= 0 && chosen < diagnosis.findings().size()) {
      list.getSelectionModel().select(chosen);
    }
    updating = false;
    detail(diagnosis.findings().get(Math.clamp(chosen, 0, diagnosis.findings().size() - 1)));
  }

  private void detail(Finding leak) {
    opened.ask(
        trace -> LeakPage.of(trace, leak),
        known -> {
          Finding chosen = list.getSelectionModel().getSelectedItem();
          if (chosen == null || leak.equals(chosen)) {
            page.show(known);
            page.playhead(opened.model().playback().time().get());
            scroll.setVvalue(0);
          }
        });
  }

  private final class PageActions implements LeakPageView.Actions {

    @Override
    public void place(Site site) {
      opened.follow(new Target.Place(site));
    }

    @Override
    public void copy(LeakPage shown) {
      Actions.copy(shown.change());
      page.copied();
    }

    @Override
    public void moment(LeakPage shown) {
      if (shown.moment() != null) {
        opened.show(shown.finding(), shown.moment());
      }
      RunDebugger debugger = opened.debugger();
      int number = list.getItems().indexOf(shown.finding()) + 1;
      if (debugger != null && debugger.canRepeat() && number > 0) {
        debugger.stopAtLeak(number);
      }
    }
  }
}
