// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.window;

import java.nio.file.Path;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.lokoscope.gui.work.LaunchSettings;
import org.lokoscope.gui.work.RecentTrace;
import org.lokoscope.gui.work.RecordSettings;
import org.lokoscope.gui.work.SampleProgram;

/** What the window shows when no trace is open: what to do, recent traces, and the samples. */
final class EmptyState extends VBox {

  private static final double COLUMN = 440;

  private final MainWindow window;

  EmptyState(MainWindow window, Runnable open, Runnable record, Runnable debug) {
    super(14);
    this.window = window;
    setId("empty");
    setAlignment(Pos.TOP_CENTER);
    Label title = new Label("See what fibers do, and which line makes their memory grow");
    title.getStyleClass().add("title-2");
    title.setWrapText(true);
    Label text =
        new Label("Open a trace or record a Scheme program; or drop one of them into this window.");
    text.getStyleClass().add("text-muted");
    text.setWrapText(true);
    Button openButton = new Button("_Open trace…");
    openButton.setId("empty-open");
    openButton.getStyleClass().add("accent");
    openButton.setOnAction(event -> open.run());
    Button recordButton = new Button("_Record program…");
    recordButton.setId("empty-record");
    recordButton.setOnAction(event -> record.run());
    Button debugButton = new Button("_Debug program\u2026");
    debugButton.setId("empty-debug");
    debugButton.setTooltip(new Tooltip("Set breakpoints, look at variables, step both ways"));
    debugButton.setOnAction(event -> debug.run());
    Button tour = new Button("Take the _tour");
    tour.setId("empty-tour");
    tour.setTooltip(new Tooltip("Four steps over a program that leaks"));
    tour.setOnAction(event -> Tour.begin(window));
    HBox buttons = new HBox(12, openButton, recordButton, debugButton, tour);
    buttons.setAlignment(Pos.CENTER);
    List<RecentTrace> recent = window.directories().recent();
    List<SampleProgram> samples = window.workbench().runner().samples();
    HBox columns = new HBox(28);
    columns.setAlignment(Pos.TOP_CENTER);
    VBox.setVgrow(columns, Priority.ALWAYS);
    if (!recent.isEmpty()) {
      columns
          .getChildren()
          .add(column("Recent traces", recent.stream().map(this::recent).toList()));
    }
    if (!samples.isEmpty()) {
      columns.getChildren().add(column("Samples", samples.stream().map(this::sample).toList()));
    }
    getChildren().addAll(title, text, buttons, columns);
  }

  private static Node column(String heading, List<Node> entries) {
    Label label = new Label(heading);
    label.getStyleClass().add("section");
    VBox list = new VBox(10);
    list.getChildren().addAll(entries);
    ScrollPane scroll = new ScrollPane(list);
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.getStyleClass().add("edge-to-edge");
    VBox.setVgrow(scroll, Priority.ALWAYS);
    VBox column = new VBox(6, label, scroll);
    column.setPrefWidth(COLUMN);
    column.setMinWidth(260);
    return column;
  }

  private Node recent(RecentTrace recent) {
    Hyperlink link = new Hyperlink(String.valueOf(recent.trace().getFileName()));
    link.setTooltip(new Tooltip(recent.trace().toString()));
    link.setOnAction(event -> window.open(recent.trace()));
    Label verdict = new Label(recent.verdict());
    verdict.getStyleClass().add(recent.verdict().startsWith("leak") ? "leak-kind" : "text-muted");
    Button delete = new Button("Delete");
    delete.getStyleClass().addAll("small", "flat");
    delete.setTooltip(new Tooltip("Delete the trace from the disk"));
    delete.setAccessibleText("Delete " + recent.trace());
    delete.setOnAction(event -> sure(delete, recent.trace()));
    Label where = new Label(recent.date() + "   " + recent.trace().getParent());
    where.getStyleClass().add("text-muted");
    where.setTooltip(new Tooltip(recent.trace().toString()));
    return entry(line(link, verdict, gap(), delete), where);
  }

  /** The first press asks, the second one deletes. */
  private void sure(Button delete, Path trace) {
    delete.setText("Delete it from the disk?");
    delete.getStyleClass().add("danger");
    delete.setOnAction(event -> window.delete(trace));
  }

  private Node sample(SampleProgram sample) {
    Path before = window.directories().traces().resolve(sample.name());
    boolean recorded = window.workbench().isTrace(before);
    Label name = new Label(sample.name());
    name.getStyleClass().add("text-bold");
    Label leaks = new Label(sample.leaks() ? "leaks" : "");
    leaks.getStyleClass().add("leak-kind");
    Button open = new Button("Open");
    open.setId("open-" + sample.name());
    open.getStyleClass().add("small");
    open.setVisible(recorded);
    open.setManaged(recorded);
    open.setTooltip(new Tooltip("Open what was recorded of it"));
    open.setOnAction(event -> window.open(before));
    Button record = new Button(recorded ? "Record anew" : "Record");
    record.setId("record-" + sample.name());
    record.getStyleClass().add("small");
    record.setOnAction(
        event ->
            window.record(
                sample.program(), List.of(), LaunchSettings.DEFAULT, RecordSettings.DEFAULT));
    Label shows = new Label(sample.shows());
    shows.setWrapText(true);
    shows.getStyleClass().add("text-muted");
    return entry(line(name, leaks, gap(), open, record), shows);
  }

  private static Node entry(Node first, Node second) {
    VBox entry = new VBox(2, first, second);
    entry.getStyleClass().add("entry");
    return entry;
  }

  private static HBox line(Node... nodes) {
    HBox line = new HBox(8, nodes);
    line.setAlignment(Pos.CENTER_LEFT);
    return line;
  }

  private static Region gap() {
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    return gap;
  }
}
