// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.panel;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.state.SchedulerState;
import org.lokoscope.tracer.text.ColumnUnit;
import org.lokoscope.tracer.text.Count;
import org.lokoscope.tracer.text.Figures;
import org.lokoscope.views.detail.Detail.Target;
import org.lokoscope.views.fx.QueryExecutor.Work;
import org.lokoscope.views.statistics.FiberGroup;

/**
 * All fibers at the playhead, as a dump of threads shows threads: those that do the same are one
 * row with their number and the line that spawned them; beside it their names.
 */
public final class FibersNowTab extends BorderPane implements TraceTab {

  private static final int MOST_NAMES = 2000;

  /** A fiber with its name. */
  private record Named(long id, String name) {}

  private final OpenTrace opened;
  private final Label note = new Label();
  private final TableView<FiberGroup> table =
      Tables.table("fibers-now-table", "No fiber lives at the playhead.");
  private final ListView<Named> names = new ListView<>();
  private boolean front;
  private boolean asking;
  private long shownFor = -1;

  public FibersNowTab(OpenTrace opened) {
    this.opened = opened;
    setId("fibers-now");
    TabHead.note(note, "fibers-now-note");
    Button copy = new Button("Copy all");
    copy.getStyleClass().add("small");
    copy.setTooltip(new Tooltip("Copy the groups as text"));
    copy.setOnAction(event -> Actions.copy(text()));
    HBox top = TabHead.of(note, copy);
    names.setId("fibers-now-names");
    names.getStyleClass().addAll("dense", "edge-to-edge");
    names.setPlaceholder(new Label("Choose a row to see its fibers."));
    names.setCellFactory(list -> new NameCell());
    names.getSelectionModel().selectedItemProperty().subscribe(this::select);
    table.getColumns().add(Tables.number("Fibers", 70, g -> g.fibers().size(), Figures::count));
    table.getColumns().add(Tables.text("Do", 150, FiberGroup::does));
    table.getColumns().add(Tables.text("At", 300, FibersNowTab::place));
    table.getColumns().add(Tables.text("Spawned at", 180, this::spawn));
    table.getColumns().add(Tables.text("Process", 120, FiberGroup::process));
    Tables.sortInBackground(table, opened);
    Tables.menu(
        table,
        Actions.item("Show the line", () -> follow(false)),
        Actions.item("Show where they were spawned", () -> follow(true)));
    table.getSelectionModel().selectedItemProperty().subscribe(this::choose);
    SplitPane split = new SplitPane(table, names);
    split.setDividerPositions(0.78);
    setTop(top);
    setCenter(split);
    opened.state().state().listen(this::load);
    opened.state().progress().listen(part -> tell());
  }

  @Override
  public String title() {
    return "Fibers now";
  }

  @Override
  public Node node() {
    return this;
  }

  @Override
  public void shown(boolean nowInFront) {
    front = nowInFront;
    opened.state().want(this, front);
    tell();
    load(opened.state().state().get());
  }

  private void tell() {
    if (shownFor < 0) {
      note.setText("Reading the events: " + Figures.percent(opened.state().progress().get()));
    }
  }

  private void load(Optional<SchedulerState> state) {
    if (!front || asking || state.isEmpty() || state.get().time() == shownFor) {
      return;
    }
    asking = true;
    SchedulerState now = state.get();
    opened.ask(
        Work.TABLES,
        trace -> FiberGroup.of(trace, now),
        groups -> {
          asking = false;
          show(now, groups);
          load(opened.state().state().get());
        },
        () -> asking = false);
  }

  private void show(SchedulerState now, List<FiberGroup> groups) {
    shownFor = now.time();
    table.getItems().setAll(groups);
    ColumnUnit unit =
        ColumnUnit.ofTimes(groups.stream().mapToLong(g -> now.time() - g.since()).max().orElse(0));
    if (table.getColumns().size() > 5) {
      table.getColumns().remove(5);
    }
    table
        .getColumns()
        .add(Tables.number(unit.header("Longest"), 100, g -> now.time() - g.since(), unit::cell));
    long fibers = groups.stream().mapToLong(group -> group.fibers().size()).sum();
    note.setText(
        now.hole()
            ? "Events of this time were lost: what fibers do is not known."
            : Count.of(fibers, "fiber")
                + " at "
                + Figures.instant(now.time())
                + " in "
                + Count.of(groups.size(), "group"));
  }

  private static String place(FiberGroup group) {
    return group.site().line() == 0 ? "" : group.site().position() + "  " + group.site().form();
  }

  private void follow(boolean spawn) {
    FiberGroup group = table.getSelectionModel().getSelectedItem();
    if (group != null) {
      var site = spawn ? group.spawn() : group.site();
      if (site.line() > 0) {
        opened.follow(new Target.Place(site));
      }
    }
  }

  private void choose(@Nullable FiberGroup group) {
    if (group != null) {
      List<Long> some = group.fibers().subList(0, Math.min(MOST_NAMES, group.fibers().size()));
      opened.ask(
          Work.TABLES,
          trace -> some.stream().map(id -> new Named(id, trace.nameOf(id))).toList(),
          names.getItems()::setAll);
    }
  }

  private void select(@Nullable Named fiber) {
    if (fiber != null) {
      opened.model().select(LaneId.fiber(fiber.id()), opened.model().playback().time().get());
    }
  }

  private String spawn(FiberGroup group) {
    FiberInfo first = opened.fiber(group.fibers().getFirst());
    return first == null ? group.spawn().position() : first.spawnedAt();
  }

  private String text() {
    return table.getItems().stream()
        .map(
            group ->
                Count.of(group.fibers().size(), "fiber")
                    + "  "
                    + group.does()
                    + "  "
                    + place(group)
                    + "  spawned at "
                    + spawn(group))
        .collect(Collectors.joining("\n"));
  }

  private static final class NameCell extends ListCell<Named> {

    @Override
    protected void updateItem(@Nullable Named fiber, boolean empty) {
      super.updateItem(fiber, empty);
      setText(empty || fiber == null ? null : fiber.name());
    }
  }
}
