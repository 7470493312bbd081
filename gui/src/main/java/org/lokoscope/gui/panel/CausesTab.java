// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.panel;

import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.BorderPane;
import org.lokoscope.tracer.text.Figures;
import org.lokoscope.views.model.Causality;
import org.lokoscope.views.query.WakeChain;

/** The steps behind a delay, from the one who was late to who was waited for in the end. */
public final class CausesTab extends BorderPane implements TraceTab {

  private final Causality causality;
  private final ListView<WakeChain.Link> list = new ListView<>();
  private boolean following;

  public CausesTab(OpenTrace opened) {
    causality = opened.model().causality();
    setId("causes");
    list.setId("causes-list");
    list.getStyleClass().addAll("edge-to-edge", "dense");
    Label hint =
        new Label(
            "Select a fiber where it waits and press E: who kept it waiting, step by step.\n"
                + "[ and ] follow the steps, Esc takes the path away.");
    hint.setId("causes-hint");
    list.setPlaceholder(hint);
    list.setCellFactory(view -> new StepCell());
    setCenter(list);
    causality.chain().bind(this::show);
    causality.step().listen(this::follow);
    list.getSelectionModel()
        .selectedIndexProperty()
        .subscribe(
            index -> {
              int chosen = index.intValue();
              if (!following && chosen >= 0 && chosen != causality.step().get()) {
                causality.go(chosen);
              }
            });
  }

  private void show(WakeChain chain) {
    following = true;
    list.getItems().setAll(chain.steps());
    following = false;
    follow(causality.step().get());
  }

  private void follow(int step) {
    following = true;
    if (step >= 0 && step < list.getItems().size()) {
      list.getSelectionModel().select(step);
      list.scrollTo(Math.max(0, step - 2));
    }
    following = false;
  }

  @Override
  public String title() {
    return "Why late";
  }

  @Override
  public Node node() {
    return this;
  }

  private static final class StepCell extends ListCell<WakeChain.Link> {

    StepCell() {
      setPrefWidth(0);
      setWrapText(true);
    }

    @Override
    protected void updateItem(WakeChain.Link link, boolean empty) {
      super.updateItem(link, empty);
      setText(
          empty || link == null
              ? null
              : (getIndex() + 1)
                  + "   "
                  + Figures.instant(link.delay().from())
                  + "   "
                  + link.text());
    }
  }
}
