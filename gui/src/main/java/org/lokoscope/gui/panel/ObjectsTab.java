// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.panel;

import java.util.Locale;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.TableView;
import javafx.scene.layout.BorderPane;
import org.jspecify.annotations.Nullable;
import org.lokoscope.tracer.text.Figures;
import org.lokoscope.views.detail.Detail.Target;
import org.lokoscope.views.fx.QueryExecutor.Work;
import org.lokoscope.views.statistics.Totals.OfObject;

/**
 * Channels, conditions, mailboxes and ports: who made them, how often parties met on them. The
 * inspector tells of the chosen one what waits in its queues at the playhead.
 */
public final class ObjectsTab extends BorderPane implements TraceTab {

  private final OpenTrace opened;
  private final TableView<OfObject> table =
      Tables.table("objects-table", "This program made no channel and no condition.");
  private boolean loaded;

  public ObjectsTab(OpenTrace opened) {
    this.opened = opened;
    setId("objects");
    table.getColumns().add(Tables.text("Object", 170, row -> row.object().name()));
    table
        .getColumns()
        .add(Tables.text("Kind", 90, row -> row.object().kind().name().toLowerCase(Locale.ROOT)));
    table
        .getColumns()
        .add(Tables.number("Matches", 84, row -> row.object().matches(), Tables::count));
    table
        .getColumns()
        .add(Tables.number("Longest queue", 112, row -> row.object().peakQueue(), Tables::count));
    table
        .getColumns()
        .add(Tables.number("Created", 110, row -> row.object().created(), Figures::instant));
    table.getColumns().add(Tables.text("Created by", 130, OfObject::creator));
    table.getColumns().add(Tables.text("At", 260, row -> row.object().site().position()));
    Tables.sortInBackground(table, opened);
    Tables.menu(table, Actions.item("Show where it was made", this::showSite));
    table.getSelectionModel().selectedItemProperty().subscribe(this::choose);
    setCenter(table);
  }

  @Override
  public String title() {
    return "Channels";
  }

  @Override
  public Node node() {
    return this;
  }

  @Override
  public void shown(boolean front) {
    if (front && !loaded) {
      loaded = true;
      opened.ask(Work.TABLES, OfObject::of, table.getItems()::setAll);
    }
  }

  private void choose(@Nullable OfObject row) {
    if (row != null) {
      opened.looked().set(Optional.of(new LookedAt.OneObject(row.object().id())));
    }
  }

  private void showSite() {
    OfObject row = table.getSelectionModel().getSelectedItem();
    if (row != null && row.object().site().line() > 0) {
      opened.follow(new Target.Place(row.object().site()));
    }
  }
}
