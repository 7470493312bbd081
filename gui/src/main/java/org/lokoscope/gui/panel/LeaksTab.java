package org.lokoscope.gui.panel;

import java.util.List;
import java.util.Locale;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.lokoscope.store.StackGroup;
import org.lokoscope.store.StackGroup.StackFrame;
import org.lokoscope.store.StackSnapshot;
import org.lokoscope.store.Trace;
import org.lokoscope.store.analysis.Diagnosis;
import org.lokoscope.store.analysis.Finding;
import org.lokoscope.store.analysis.Growth;
import org.lokoscope.tracer.text.Count;

/** The ranked leaks; for the chosen one its growth and what repeats in its stack. */
public final class LeaksTab extends BorderPane implements TraceTab {

  private final OpenTrace opened;
  private final Label verdict = new Label("Looking for leaks…");
  private final Button stop = new Button("Cancel");
  private final ListView<Finding> list = new ListView<>();
  private final ListView<String> anatomy = new ListView<>();
  private final GrowthChart chart = new GrowthChart("leak-growth");
  private final Label fix = new Label();

  public LeaksTab(OpenTrace opened) {
    this.opened = opened;
    setId("leaks");
    verdict.setId("verdict");
    verdict.getStyleClass().add("verdict");
    list.setId("findings");
    list.getStyleClass().addAll("edge-to-edge", "dense");
    list.setCellFactory(view -> new FindingCell());
    list.setPlaceholder(new Label("No leak found."));
    anatomy.setId("leak-anatomy");
    anatomy.getStyleClass().addAll("edge-to-edge", "dense", "code");
    anatomy.setCellFactory(view -> new FrameCell());
    fix.setId("leak-fix");
    fix.setWrapText(true);
    fix.getStyleClass().add("fix");
    fix.setMinHeight(Region.USE_PREF_SIZE);
    chart.node().setVisible(false);
    Label repeats = new Label("Repeating frames, innermost first");
    repeats.getStyleClass().add("section");
    VBox right = new VBox(6, fix, repeats, anatomy);
    VBox.setVgrow(anatomy, Priority.ALWAYS);
    right.getStyleClass().add("inspector");
    SplitPane split = new SplitPane(list, chart.node(), right);
    split.setDividerPositions(0.36, 0.6);
    stop.setId("stop-diagnosis");
    stop.managedProperty().bind(stop.visibleProperty());
    stop.setOnAction(event -> stopLooking());
    HBox top = new HBox(8, verdict, stop);
    HBox.setHgrow(verdict, Priority.ALWAYS);
    top.setAlignment(Pos.CENTER_LEFT);
    setTop(top);
    setCenter(split);
    list.getSelectionModel()
        .selectedItemProperty()
        .subscribe(
            leak -> {
              if (leak != null) {
                opened.show(leak);
                detail(leak);
              }
            });
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
    list.getItems().setAll(diagnosis.findings());
    if (opened.model().selection().get().isEmpty()) {
      list.getSelectionModel().selectFirst();
      Platform.runLater(() -> list.scrollTo(0));
    }
  }

  private void detail(Finding leak) {
    fix.setText(leak.fix());
    opened.ask(
        trace -> Growth.of(trace, leak.fiber()),
        growth -> {
          if (leak.equals(list.getSelectionModel().getSelectedItem())) {
            chart.show(growth);
          }
        });
    opened.ask(
        trace -> anatomy(trace, leak),
        lines -> {
          if (leak.equals(list.getSelectionModel().getSelectedItem())) {
            anatomy.getItems().setAll(lines);
          }
        });
  }

  /** The last snapshot's groups, or the finding's own group when none was taken. */
  static List<String> anatomy(Trace trace, Finding leak) {
    List<StackSnapshot> snapshots = leak.fiber() == 0 ? List.of() : trace.stacks(leak.fiber());
    if (snapshots.isEmpty()) {
      return groupLines(new StackGroup(leak.count(), leak.group()), "frame");
    }
    StackSnapshot last = snapshots.getLast();
    List<String> lines = new java.util.ArrayList<>();
    last.groups().forEach(group -> lines.addAll(groupLines(group, "frame")));
    if (!last.winderGroups().isEmpty()) {
      lines.add("winders: " + String.format("%,d", last.winders()));
      last.winderGroups().forEach(group -> lines.addAll(groupLines(group, "winder")));
    }
    return lines;
  }

  private static List<String> groupLines(StackGroup group, String what) {
    List<String> lines = new java.util.ArrayList<>();
    boolean first = true;
    for (StackFrame frame : group.frames()) {
      String times = first ? String.format("× %,-6d", group.repeat()) : "        ";
      String name = frame.site().procedure().isEmpty() ? what : frame.site().procedure();
      String form = frame.site().form().isEmpty() ? name : frame.site().form();
      lines.add(
          String.format(
              "%s %9s  %s  %s",
              times, Count.of(frame.words(), "word"), frame.site().position(), form));
      first = false;
    }
    return lines;
  }

  /** As wide as the list: what does not fit ends in an ellipsis and stands in the tooltip. */
  private static final class FrameCell extends ListCell<String> {

    FrameCell() {
      setPrefWidth(0);
    }

    @Override
    protected void updateItem(String line, boolean empty) {
      super.updateItem(line, empty);
      setText(empty ? null : line);
      setTooltip(empty || line == null ? null : new Tooltip(line.strip()));
    }
  }

  private static final class FindingCell extends ListCell<Finding> {

    @Override
    protected void updateItem(Finding leak, boolean empty) {
      super.updateItem(leak, empty);
      setText(null);
      setGraphic(empty || leak == null ? null : card(leak));
    }

    private VBox card(Finding leak) {
      Label kind = new Label(leak.leakClass().label());
      kind.getStyleClass().add("leak-kind");
      String growth = String.format(Locale.ROOT, "%+,.0f bytes/resume", leak.bytesPerResume());
      Label rate = new Label(leak.bytesPerResume() == 0 ? "" : growth);
      rate.getStyleClass().add("leak-rate");
      Region gap = new Region();
      HBox.setHgrow(gap, Priority.ALWAYS);
      Label percent = new Label(String.format("confidence %.0f%%", leak.confidence() * 100));
      percent.getStyleClass().add("text-muted");
      HBox head = new HBox(8, kind, rate, gap, percent);
      head.setAlignment(Pos.CENTER_LEFT);
      Label sentence = new Label(leak.sentence());
      sentence.setWrapText(true);
      sentence.setMinHeight(Region.USE_PREF_SIZE);
      Label site = new Label(leak.site().position() + "  " + leak.site().form());
      site.getStyleClass().add("code");
      site.setTooltip(new Tooltip(site.getText()));
      VBox card = new VBox(3, head, sentence, site);
      card.prefWidthProperty().bind(getListView().widthProperty().subtract(34));
      card.setMaxWidth(Region.USE_PREF_SIZE);
      return card;
    }
  }
}
