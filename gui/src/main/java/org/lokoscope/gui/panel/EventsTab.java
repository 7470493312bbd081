package org.lokoscope.gui.panel;

import java.util.Comparator;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.animation.PauseTransition;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.EventRow;
import org.lokoscope.store.LaneId;
import org.lokoscope.tracer.text.Count;
import org.lokoscope.views.viewport.TimeRange;
import org.lokoscope.views.viewport.TimeText;

/** The events of the visible time, as a table; a click moves the playhead. */
public final class EventsTab extends BorderPane implements TraceTab {

  private static final int MOST = 5000;

  private final OpenTrace opened;
  private final TextField filter = new TextField();
  private final Label note = new Label();
  private final Button more = new Button("More");
  private final TableView<EventRow> table = Tables.table("events-table", "No matching events");
  private final PauseTransition pause = new PauseTransition(Duration.millis(120));
  private @Nullable TimeRange shownRange;
  private boolean shown;
  private boolean stale = true;

  public EventsTab(OpenTrace opened) {
    this.opened = opened;
    setId("events");
    filter.setId("event-filter");
    filter.setPromptText("Filter by type, e.g. fiberSuspended, timer");
    filter.setPrefWidth(300);
    note.setId("events-note");
    note.getStyleClass().add("text-muted");
    more.setId("events-more");
    more.setVisible(false);
    more.setOnAction(event -> next());
    HBox top = new HBox(10, filter, note, more);
    top.setAlignment(Pos.CENTER_LEFT);
    top.getStyleClass().add("bar");
    table.getColumns().add(Tables.number("Time", 110, EventRow::time, TimeText::instant));
    table.getColumns().add(Tables.number("CPU", 44, EventRow::cpu, Object::toString));
    table.getColumns().add(Tables.text("Event", 170, EventRow::type));
    table.getColumns().add(Tables.text("Values", 760, EventsTab::values));
    setTop(top);
    setCenter(table);
    pause.setOnFinished(done -> load());
    filter.textProperty().subscribe(text -> changed());
    opened.model().window().listen(window -> changed());
    table.getSelectionModel().selectedItemProperty().subscribe(this::choose);
  }

  @Override
  public String title() {
    return "Events";
  }

  @Override
  public Node node() {
    return this;
  }

  /** Loads only while its tab is in front. */
  @Override
  public void shown(boolean front) {
    shown = front;
    if (front && stale) {
      load();
    }
  }

  private void changed() {
    stale = true;
    if (shown) {
      pause.playFromStart();
    }
  }

  private void load() {
    stale = false;
    Set<String> types = types(filter.getText());
    if (types == null) {
      table.getItems().clear();
      more.setVisible(false);
      note.setText("no event type matches");
      return;
    }
    TimeRange range = opened.model().window().get().range();
    opened.ask(
        trace -> trace.events(range.from(), range.to(), types, MOST),
        rows -> {
          if (types.equals(types(filter.getText()))) {
            table.getItems().setAll(rows);
            tell(range, rows.size() == MOST);
          }
        });
  }

  /**
   * Adds the events after the last one shown, whatever order the user has sorted them in. Those of
   * the same moment are asked for once more and left out, as only their index tells them apart.
   */
  @SuppressWarnings("ReferenceEquality")
  private void next() {
    EventRow last =
        table.getItems().stream().max(Comparator.comparingLong(EventRow::index)).orElseThrow();
    long again = table.getItems().stream().filter(row -> row.time() == last.time()).count();
    int most = MOST + (int) again;
    TimeRange range = shownRange;
    Set<String> types = types(filter.getText());
    if (range == null || types == null) {
      return;
    }
    more.setDisable(true);
    opened.ask(
        trace -> trace.events(last.time(), range.to(), types, most),
        rows -> {
          more.setDisable(false);
          if (range == shownRange && types.equals(types(filter.getText()))) {
            table
                .getItems()
                .addAll(rows.stream().filter(row -> row.index() > last.index()).toList());
            table.sort();
            tell(range, rows.size() == most);
          }
        });
  }

  /** The types that the text asks for; empty for all, null for none. */
  private @Nullable Set<String> types(String text) {
    String wanted = text.strip().toLowerCase(Locale.ROOT);
    if (wanted.isEmpty()) {
      return Set.of();
    }
    Set<String> types =
        opened.info().eventsByType().keySet().stream()
            .filter(type -> type.toLowerCase(Locale.ROOT).contains(wanted))
            .collect(Collectors.toSet());
    return types.isEmpty() ? null : types;
  }

  private void tell(TimeRange range, boolean unfinished) {
    shownRange = range;
    more.setVisible(unfinished);
    int count = table.getItems().size();
    note.setText(
        unfinished
            ? "first " + Count.of(count, "event") + " in the visible range"
            : Count.of(count, "event") + " in the visible range");
  }

  private static String values(EventRow row) {
    return row.values().stream()
        .map(value -> value.name() + "=" + value.text())
        .collect(Collectors.joining("   "));
  }

  private void choose(EventRow row) {
    if (row == null) {
      return;
    }
    opened.model().playback().moveTo(row.time());
    row.values().stream()
        .filter(value -> value.name().equals("fiber") && opened.fiber(value.number()) != null)
        .findFirst()
        .ifPresent(value -> opened.model().select(LaneId.fiber(value.number()), row.time()));
  }
}
