// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.panel;

import java.util.List;
import java.util.function.ToLongFunction;
import javafx.animation.PauseTransition;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.util.Duration;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.LaneId;
import org.lokoscope.tracer.text.ColumnUnit;
import org.lokoscope.tracer.text.Count;
import org.lokoscope.tracer.text.Figures;
import org.lokoscope.views.detail.Detail.Target;
import org.lokoscope.views.fx.QueryExecutor.Work;
import org.lokoscope.views.statistics.Totals;
import org.lokoscope.views.statistics.Totals.By;
import org.lokoscope.views.viewport.TimeRange;

/** What fibers did, each or summed by where they were spawned; sortable by any figure. */
public final class StatisticsTab extends BorderPane implements TraceTab {

  private final OpenTrace opened;
  private final ChoiceBox<By> by = new ChoiceBox<>();
  private final CheckBox visible = new CheckBox("_Visible time only");
  private final Label note = new Label();
  private final TableView<Totals> table = Tables.table("statistics-table", "No fiber ran here.");
  private final PauseTransition pause = new PauseTransition(Duration.millis(200));
  private boolean front;
  private boolean stale = true;
  private int asked;

  public StatisticsTab(OpenTrace opened) {
    this.opened = opened;
    setId("statistics");
    by.setId("statistics-by");
    by.getItems().setAll(By.values());
    by.setValue(By.FIBER);
    by.setConverter(new Names());
    by.setAccessibleText("What makes a row");
    visible.setId("statistics-visible");
    visible.setTooltip(
        new Tooltip("Times of the visible time; resumes, words and winders are of the whole run"));
    TabHead.note(note, "statistics-note");
    HBox top = TabHead.of(by, visible, note);
    setTop(top);
    setCenter(table);
    Tables.sortInBackground(table, opened);
    Tables.menu(table, Actions.item("Show where it was spawned", this::showSpawn));
    pause.setOnFinished(done -> load());
    by.valueProperty().subscribe(value -> changed());
    visible.selectedProperty().subscribe(value -> changed());
    opened
        .model()
        .window()
        .listen(
            window -> {
              if (visible.isSelected()) {
                changed();
              }
            });
    table.getSelectionModel().selectedItemProperty().subscribe(this::choose);
  }

  @Override
  public String title() {
    return "Statistics";
  }

  @Override
  public Node node() {
    return this;
  }

  @Override
  public void shown(boolean nowInFront) {
    front = nowInFront;
    if (front && stale) {
      load();
    }
  }

  private void changed() {
    stale = true;
    if (front) {
      pause.playFromStart();
    }
  }

  private void load() {
    stale = false;
    int number = ++asked;
    By rows = by.getValue();
    TimeRange range = visible.isSelected() ? opened.model().window().get().range() : null;
    note.setText("summing up…");
    opened.ask(
        Work.TABLES,
        trace ->
            Totals.distinct(Totals.of(trace, rows, range)).stream()
                .sorted(
                    java.util.Comparator.comparingLong(Totals::words)
                        .thenComparingLong(Totals::blocked)
                        .reversed())
                .toList(),
        answer -> {
          if (number == asked) {
            show(rows, answer, range);
          }
        });
  }

  private void show(By rows, List<Totals> all, @Nullable TimeRange range) {
    table.getSortOrder().clear();
    columns(rows, all);
    table.getItems().setAll(all);
    String time =
        range == null
            ? "of the whole run"
            : "from " + Figures.instant(range.from()) + " to " + Figures.instant(range.to());
    note.setText(Count.of(all.size(), "row") + ", times " + time);
  }

  /** All times of a column are in the unit that suits the longest of them. */
  private void columns(By rows, List<Totals> all) {
    table.getColumns().clear();
    String name =
        switch (rows) {
          case FIBER -> "Fiber";
          case SPAWN_SITE -> "Spawned at";
          case PROCESS -> "Process";
          case CHANNEL -> "Waited for";
        };
    table.getColumns().add(Tables.text(name, 190, Totals::name));
    if (rows == By.CHANNEL) {
      channels(all);
      return;
    }
    if (rows == By.FIBER) {
      table.getColumns().add(Tables.text("Process", 110, Totals::process));
    } else {
      table.getColumns().add(Tables.number("Fibers", 66, Totals::fibers, Tables::count));
    }
    table.getColumns().add(Tables.number("Resumes", 78, Totals::resumes, Tables::count));
    time("Running", all, Totals::running);
    time("Ready", all, Totals::ready);
    time("Blocked", all, Totals::blocked);
    time("Sleeping", all, Totals::sleeping);
    time("Per resume", all, Totals::slice);
    table.getColumns().add(Tables.number("Words", 82, Totals::words, Tables::count));
    table.getColumns().add(Tables.number("Most words", 90, Totals::peak, Tables::count));
    table.getColumns().add(Tables.number("Winders", 76, Totals::winders, Tables::count));
    if (rows == By.FIBER) {
      table.getColumns().add(Tables.text("Spawned at", 190, Totals::spawn));
    }
  }

  private void channels(List<Totals> all) {
    table.getColumns().add(Tables.number("Fibers", 66, Totals::fibers, Tables::count));
    table.getColumns().add(Tables.number("Waits", 78, Totals::resumes, Tables::count));
    time("Waited", all, Totals::blocked);
    time("Per wait", all, StatisticsTab::each);
    table.getColumns().add(Tables.text("Made at", 190, row -> row.site().position()));
  }

  private static long each(Totals row) {
    return row.resumes() == 0 ? 0 : row.blocked() / row.resumes();
  }

  private void time(String title, List<Totals> all, ToLongFunction<Totals> value) {
    ColumnUnit unit = ColumnUnit.ofTimes(all.stream().mapToLong(value).max().orElse(0));
    TableColumn<Totals, Long> column = Tables.number(unit.header(title), 98, value, unit::cell);
    table.getColumns().add(column);
  }

  private void showSpawn() {
    Totals row = table.getSelectionModel().getSelectedItem();
    if (row != null && row.site().line() > 0) {
      opened.follow(new Target.Place(row.site()));
    }
  }

  private void choose(@Nullable Totals row) {
    if (row != null && table.getSelectionModel().getSelectedItems().size() == 1) {
      if (by.getValue() == By.CHANNEL) {
        opened.follow(new Target.Thing(row.fiber()));
      } else if (by.getValue() == By.PROCESS) {
        opened.model().select(LaneId.process(row.fiber() >>> 32));
      } else {
        opened.model().select(LaneId.fiber(row.fiber()));
      }
    }
  }

  private static final class Names extends StringConverter<By> {

    @Override
    public String toString(@Nullable By value) {
      return value == null
          ? ""
          : switch (value) {
            case FIBER -> "by fiber";
            case SPAWN_SITE -> "by place of spawn";
            case PROCESS -> "by process";
            case CHANNEL -> "by what they waited for";
          };
    }

    @Override
    public By fromString(String text) {
      throw new UnsupportedOperationException(text);
    }
  }
}
