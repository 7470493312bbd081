// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.panel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import javafx.animation.PauseTransition;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.EventRow;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.store.query.QueryException;
import org.lokoscope.store.query.Target;
import org.lokoscope.store.query.TraceQuery;
import org.lokoscope.tracer.text.Count;
import org.lokoscope.tracer.text.Figures;
import org.lokoscope.views.detail.Wordings;
import org.lokoscope.views.fx.QueryExecutor.Work;

/**
 * The events from the begin of the visible time on, filtered by a query and, if wanted, by the
 * selected fiber. Whoever scrolls to an end of the table gets more of the trace there; rows far
 * from what is seen are let go, so that any trace can be scrolled through. A click moves the
 * playhead and shows the event in the inspector.
 */
public final class EventsTab extends BorderPane implements TraceTab {

  private static final int PAGE = 500;
  private static final int MOST = 4000;
  private static final Set<String> DEFINITIONS =
      Set.of("stringDefined", "siteDefined", "siteEnds", "named", "streamBegan");

  private final OpenTrace opened;
  private final TextField filter = new TextField();
  private final CheckBox ofFiber = new CheckBox("_Selected fiber only");
  private final CheckBox definitions = new CheckBox("_Definitions");
  private final Label note = new Label();
  private final TableView<EventRow> table = Tables.table("events-table", "No event matches.");
  private final PauseTransition pause = new PauseTransition(Duration.millis(150));
  private final AtomicLong latest = new AtomicLong();
  private boolean shown;
  private boolean stale = true;
  private boolean loading;
  private boolean choosing;

  public EventsTab(OpenTrace opened) {
    this.opened = opened;
    setId("events");
    filter.setId("event-filter");
    filter.setPromptText("Filter, such as  type:fiberSuspended reason:get   or  channel");
    filter.setTooltip(
        new Tooltip(
            "A query for events: type:timer*  field.queueLength>10  object:#3  site:server.sps:40\n"
                + "A bare word is looked for in types and texts."));
    filter.setAccessibleText("Filter of events");
    filter.setPrefWidth(380);
    ofFiber.setId("events-of-fiber");
    definitions.setId("events-definitions");
    definitions.setTooltip(new Tooltip("Names, texts and source places that the trace defines"));
    TabHead.note(note, "events-note");
    HBox top = TabHead.of(filter, ofFiber, definitions, note);
    table.getColumns().add(Tables.text("Time", 110, event -> Figures.instant(event.time())));
    table.getColumns().add(Tables.text("Seen by", 70, event -> Wordings.cpu(event.cpu())));
    table.getColumns().add(Tables.text("Event", 180, event -> Wordings.event(event.type())));
    table.getColumns().add(Tables.text("What", 760, EventsTab::values));
    table.getColumns().forEach(column -> column.setSortable(false));
    Tables.menu(
        table,
        Actions.item("Only this type", this::onlyType),
        Actions.item("Only this fiber", this::onlyFiber));
    setTop(top);
    setCenter(table);
    pause.setOnFinished(done -> load());
    filter.textProperty().subscribe(text -> changed());
    ofFiber.selectedProperty().subscribe(on -> changed());
    definitions.selectedProperty().subscribe(on -> changed());
    opened.model().window().listen(window -> changed());
    opened
        .model()
        .selection()
        .listen(
            chosen -> {
              if (ofFiber.isSelected() && !choosing) {
                changed();
              }
            });
    table.getSelectionModel().selectedItemProperty().subscribe(this::choose);
    table.skinProperty().subscribe(skin -> watchScrolling());
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
    if (shown && !choosing) {
      pause.playFromStart();
    }
  }

  /** The text as a query for events, and what the switches add to it. */
  private String query() {
    StringBuilder query = new StringBuilder("show:events");
    if (!filter.getText().isBlank()) {
      query.append(" (").append(filter.getText().strip()).append(')');
    }
    opened
        .model()
        .selection()
        .get()
        .fiber()
        .ifPresent(
            fiber -> {
              if (ofFiber.isSelected()) {
                query.append(" fiber:#").append(fiber);
              }
            });
    if (!definitions.isSelected() && !DEFINITIONS.stream().anyMatch(filter.getText()::contains)) {
      DEFINITIONS.forEach(type -> query.append(" -type:").append(type));
    }
    return query.toString();
  }

  private record Page(List<EventRow> rows, String problem) {}

  private void load() {
    stale = false;
    ask(
        opened.model().window().get().range().from(),
        true,
        page -> {
          table.getItems().setAll(page.rows());
          tell(page);
        });
  }

  private void ask(long time, boolean forward, java.util.function.Consumer<Page> then) {
    long number = latest.incrementAndGet();
    String text = query();
    loading = true;
    opened.ask(
        Work.TABLES,
        trace -> page(trace, text, time, forward, number),
        page -> {
          if (number == latest.get()) {
            loading = false;
            page.ifPresent(then);
          }
        },
        () -> loading = false);
  }

  private Optional<Page> page(Trace trace, String text, long time, boolean forward, long number) {
    Progress wanted = (done, total, what) -> latest.get() == number;
    try {
      TraceQuery query = TraceQuery.of(text, trace, wanted);
      if (query.target() != Target.EVENTS) {
        return Optional.of(new Page(List.of(), "this selects no events"));
      }
      List<EventRow> rows = forward ? query.eventsFrom(time, PAGE) : query.eventsBefore(time, PAGE);
      return Optional.of(new Page(rows, ""));
    } catch (QueryException wrong) {
      return Optional.of(new Page(List.of(), String.valueOf(wrong.getMessage())));
    } catch (CancellationException superseded) {
      return Optional.empty();
    }
  }

  private void tell(Page page) {
    filter.pseudoClassStateChanged(
        javafx.css.PseudoClass.getPseudoClass("danger"), !page.problem().isEmpty());
    List<EventRow> rows = table.getItems();
    if (!page.problem().isEmpty()) {
      note.setText(page.problem());
    } else if (rows.isEmpty()) {
      note.setText("none from " + Figures.instant(opened.model().window().get().from()) + " on");
    } else {
      String more = rows.size() < PAGE ? "" : "; scroll for more";
      note.setText(
          Count.of(rows.size(), "event")
              + ", "
              + Figures.instant(rows.getFirst().time())
              + " to "
              + Figures.instant(rows.getLast().time())
              + more);
    }
  }

  private void watchScrolling() {
    for (Node bar : table.lookupAll(".scroll-bar")) {
      if (bar instanceof ScrollBar scroll && scroll.getOrientation() == Orientation.VERTICAL) {
        scroll.valueProperty().subscribe(value -> scrolled(value.doubleValue()));
      }
    }
  }

  private void scrolled(double part) {
    if (!shown || loading || table.getItems().size() < 2) {
      return;
    }
    if (part > 0.97) {
      more();
    } else if (part < 0.03) {
      earlier();
    }
  }

  /** Adds what follows the last row; events of the same moment come again and are left out. */
  private void more() {
    EventRow last = table.getItems().getLast();
    ask(
        last.time(),
        true,
        page -> {
          List<EventRow> rows = new ArrayList<>(table.getItems());
          page.rows().stream().filter(row -> row.index() > last.index()).forEach(rows::add);
          int surplus = Math.max(0, rows.size() - MOST);
          if (rows.size() > table.getItems().size()) {
            table.getItems().setAll(rows.subList(surplus, rows.size()));
            table.scrollTo(last);
            tell(page);
          }
        });
  }

  private void earlier() {
    EventRow first = table.getItems().getFirst();
    ask(
        first.time(),
        false,
        page -> {
          if (!page.rows().isEmpty()) {
            List<EventRow> rows = new ArrayList<>(page.rows());
            rows.addAll(table.getItems());
            table.getItems().setAll(rows.subList(0, Math.min(MOST, rows.size())));
            table.scrollTo(first);
            tell(page);
          }
        });
  }

  private static String values(EventRow row) {
    return row.values().stream()
        .filter(value -> !Wordings.value(row.type(), value).isEmpty())
        .map(value -> Wordings.field(value.name()) + " " + Wordings.value(row.type(), value))
        .collect(Collectors.joining("    "));
  }

  private void onlyType() {
    EventRow row = table.getSelectionModel().getSelectedItem();
    if (row != null) {
      filter.setText("type:" + row.type());
    }
  }

  private void onlyFiber() {
    ofFiber.setSelected(true);
    changed();
  }

  private void choose(@Nullable EventRow row) {
    if (row == null || table.getSelectionModel().getSelectedItems().size() > 1) {
      return;
    }
    choosing = true;
    opened.model().playback().moveTo(row.time());
    row.values().stream()
        .filter(value -> value.name().equals("fiber") && opened.fiber(value.number()) != null)
        .findFirst()
        .ifPresent(value -> opened.model().select(LaneId.fiber(value.number()), row.time()));
    opened.looked().set(Optional.of(new LookedAt.OneEvent(row)));
    choosing = false;
  }
}
