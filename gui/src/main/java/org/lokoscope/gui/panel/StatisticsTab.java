package org.lokoscope.gui.panel;

import java.util.Map;
import javafx.scene.Node;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.BorderPane;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.LaneState;
import org.lokoscope.views.viewport.TimeText;

/** What each fiber did in all, sortable by any figure. */
public final class StatisticsTab extends BorderPane implements TraceTab {

  public StatisticsTab(OpenTrace opened) {
    setId("statistics");
    TableView<FiberInfo> table = Tables.table("statistics-table", "No fibers");
    table.getColumns().add(Tables.text("Fiber", 150, FiberInfo::name));
    table.getColumns().add(Tables.number("Pid", 48, FiberInfo::process, Object::toString));
    table.getColumns().add(Tables.number("Resumes", 78, FiberInfo::resumes, Tables::count));
    table.getColumns().add(time("Running", LaneState.RUNNING));
    table.getColumns().add(time("Ready", LaneState.READY));
    table.getColumns().add(Tables.number("Blocked", 88, StatisticsTab::waiting, duration()));
    table.getColumns().add(time("Sleeping", LaneState.SLEEPING));
    table.getColumns().add(Tables.number("Run / resume", 96, StatisticsTab::slice, duration()));
    table.getColumns().add(Tables.number("Words", 78, FiberInfo::lastWords, Tables::count));
    table.getColumns().add(Tables.number("Peak", 78, FiberInfo::peakWords, Tables::count));
    table.getColumns().add(Tables.number("Winders", 70, FiberInfo::lastWinders, Tables::count));
    table.getColumns().add(Tables.text("Spawned at", 220, fiber -> fiber.spawnSite().position()));
    TableColumn<FiberInfo, ?> words = table.getColumns().get(8);
    words.setSortType(TableColumn.SortType.DESCENDING);
    table.getItems().setAll(opened.fibers());
    table.getSortOrder().add(words);
    table.sort();
    table
        .getSelectionModel()
        .selectedItemProperty()
        .subscribe(
            fiber -> {
              if (fiber != null) {
                opened.model().select(LaneId.fiber(fiber.id()));
              }
            });
    setCenter(table);
  }

  @Override
  public String title() {
    return "Statistics";
  }

  @Override
  public Node node() {
    return this;
  }

  private static TableColumn<FiberInfo, Long> time(String title, LaneState state) {
    return Tables.number(
        title, 88, fiber -> fiber.timeInState().getOrDefault(state, 0L), duration());
  }

  @SuppressWarnings("UnnecessaryLambda")
  private static java.util.function.Function<Long, String> duration() {
    return nanos -> nanos == 0 ? "" : TimeText.duration(nanos);
  }

  private static long slice(FiberInfo fiber) {
    return fiber.resumes() == 0
        ? 0
        : fiber.timeInState().getOrDefault(LaneState.RUNNING, 0L) / fiber.resumes();
  }

  private static long waiting(FiberInfo fiber) {
    return fiber.timeInState().entrySet().stream()
        .filter(interval -> interval.getKey().name().startsWith("BLOCKED"))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }
}
