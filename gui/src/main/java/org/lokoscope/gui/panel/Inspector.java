// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.panel;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import javafx.event.Event;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.LaneState;
import org.lokoscope.store.Trace;
import org.lokoscope.store.analysis.Growth;
import org.lokoscope.store.state.SchedulerState;
import org.lokoscope.views.detail.Detail;
import org.lokoscope.views.detail.Detail.Line;
import org.lokoscope.views.detail.Detail.Section;
import org.lokoscope.views.detail.EventDetail;
import org.lokoscope.views.detail.FiberDetail;
import org.lokoscope.views.detail.ObjectDetail;
import org.lokoscope.views.detail.ProcessDetail;
import org.lokoscope.views.fx.QueryExecutor.Work;

/**
 * All that is known of what is looked at, at the playhead's moment: of the selected lane, or of an
 * object or an event that the user chose in a table or by a link. What a line names is a link.
 */
public final class Inspector extends VBox {

  private final OpenTrace opened;
  private final Label title = new Label("Nothing selected");
  private final Label kind = new Label();
  private final VBox content = new VBox(2);
  private final ScrollPane scroll = new ScrollPane(content);
  private final LifeLine life;
  private final GrowthChart chart = new GrowthChart("inspector-growth");
  private final Label slope = new Label();
  private final List<DetailLine> lines = new ArrayList<>();
  private @Nullable Detail detail;
  private @Nullable Object shape;
  private @Nullable LaneId grown;
  private @Nullable LaneId shown;
  private boolean asking;
  private boolean stale;

  /** Whether the hint is shown; the playhead of a run that is recorded moves all the time. */
  private boolean cleared;

  public Inspector(OpenTrace opened) {
    this.opened = opened;
    life = new LifeLine(opened);
    setId("inspector");
    getStyleClass().add("panel");
    title.setId("inspector-title");
    title.getStyleClass().add("title-4");
    title.setMinWidth(0);
    kind.setId("inspector-kind");
    kind.getStyleClass().add("text-muted");
    kind.setMinWidth(USE_PREF_SIZE);
    slope.setId("inspector-slope");
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    HBox head = new HBox(8, title, kind, gap, copyButton());
    head.setAlignment(Pos.CENTER_LEFT);
    head.getStyleClass().add("inspector-head");
    content.setId("inspector-now");
    content.getStyleClass().add("inspector");
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.getStyleClass().add("edge-to-edge");
    VBox.setVgrow(scroll, Priority.ALWAYS);
    chart.node().addEventFilter(ScrollEvent.ANY, this::passOn);
    getChildren().addAll(head, scroll);
    opened.model().selection().listen(chosen -> changed());
    opened.looked().listen(looked -> changed());
    opened.model().playback().time().listen(time -> changed());
    opened.state().state().listen(state -> changed());
    changed();
  }

  /** A wheel scrolls what it is over, and the chart is a part of that. */
  private void passOn(ScrollEvent event) {
    event.consume();
    Event.fireEvent(content, event.copyFor(content, content));
  }

  private Button copyButton() {
    Button copy = new Button("Copy");
    copy.setId("inspector-copy");
    copy.getStyleClass().addAll("small", "flat");
    copy.setMinWidth(USE_PREF_SIZE);
    copy.setTooltip(new Tooltip("Copy all that is told here as text"));
    copy.setOnAction(
        event -> {
          if (detail != null) {
            Actions.copy(detail.text());
          }
        });
    return copy;
  }

  private void changed() {
    stale = true;
    if (!asking) {
      load();
    }
  }

  private void load() {
    stale = false;
    LookedAt looked = opened.looked().get().orElse(null);
    LaneId lane = opened.model().selection().get().lane();
    opened.state().want(this, looked != null || lane != null);
    if (looked == null && lane == null) {
      clear();
      return;
    }
    asking = true;
    long time = opened.model().playback().time().get();
    SchedulerState state =
        opened.state().state().get().filter(known -> known.time() == time).orElse(null);
    opened.ask(
        Work.DETAILS,
        trace -> detail(trace, looked, lane, time, state),
        answer -> {
          asking = false;
          boolean current =
              Objects.equals(looked, opened.looked().get().orElse(null))
                  && Objects.equals(lane, opened.model().selection().get().lane());
          if (current) {
            show(answer, looked == null ? lane : null);
          }
          if (stale) {
            load();
          }
        },
        () -> asking = false);
  }

  private @Nullable Detail detail(
      Trace trace,
      @Nullable LookedAt looked,
      @Nullable LaneId lane,
      long time,
      @Nullable SchedulerState state) {
    return switch (looked) {
      case LookedAt.OneEvent(var event) -> EventDetail.of(trace, event);
      case LookedAt.OneObject(long id) ->
          trace.objects().stream()
              .filter(object -> object.id() == id)
              .findFirst()
              .map(object -> ObjectDetail.of(trace, object, time, state))
              .orElse(null);
      case null -> lane == null ? null : detail(trace, lane, time, state);
    };
  }

  private @Nullable Detail detail(
      Trace trace, LaneId lane, long time, @Nullable SchedulerState state) {
    return switch (lane.kind()) {
      case CPU -> ProcessDetail.ofCpu(trace, lane, time);
      case PROCESS ->
          trace.processes().stream()
              .filter(process -> process.id() == lane.id())
              .findFirst()
              .map(process -> ProcessDetail.of(trace, process, time, state))
              .orElse(null);
      case FIBER -> {
        FiberInfo fiber = opened.fiber(lane.id());
        yield fiber == null ? null : FiberDetail.of(trace, fiber, time, state);
      }
    };
  }

  private void clear() {
    if (cleared) {
      return;
    }
    cleared = true;
    detail = null;
    shape = null;
    shown = null;
    title.setText("Nothing selected");
    kind.setText("");
    Label hint = new Label("Click a lane to see what it does and why.");
    hint.setWrapText(true);
    hint.getStyleClass().add("text-muted");
    content.getChildren().setAll(hint, legend());
  }

  private void show(@Nullable Detail next, @Nullable LaneId lane) {
    if (next == null) {
      clear();
      return;
    }
    cleared = false;
    detail = next;
    shown = lane;
    title.setText(next.title());
    title.setTooltip(new Tooltip(next.title()));
    kind.setText(next.kind());
    if (shapeOf(next, lane).equals(shape)) {
      int at = 0;
      for (Section section : next.sections()) {
        for (Line line : section.lines()) {
          lines.get(at++).show(line);
        }
      }
    } else {
      build(next, lane);
    }
    int heading = 0;
    for (Node node : content.getChildren()) {
      if (node instanceof Label label && label.getStyleClass().contains("section-heading")) {
        label.setText(next.sections().get(heading++).heading());
      }
    }
    if (lane != null) {
      life.show(lane);
      grow(lane);
    }
  }

  /** Which nodes a detail needs: while that stays, only texts change as the playhead moves. */
  private static Object shapeOf(Detail detail, @Nullable LaneId lane) {
    List<Object> shape = new ArrayList<>();
    shape.add(detail.title());
    shape.add(lane == null ? "" : lane);
    for (Section section : detail.sections()) {
      shape.add(section.lines().size());
      for (Line line : section.lines()) {
        shape.add(line.code());
      }
    }
    return shape;
  }

  private void build(Detail next, @Nullable LaneId lane) {
    shape = shapeOf(next, lane);
    lines.clear();
    List<Node> nodes = new ArrayList<>();
    if (lane != null) {
      nodes.add(life);
    }
    for (Section section : next.sections()) {
      Label heading = new Label(section.heading());
      heading.getStyleClass().addAll("section", "section-heading");
      heading.setWrapText(true);
      nodes.add(heading);
      for (Line line : section.lines()) {
        DetailLine one = new DetailLine(opened::follow);
        one.show(line);
        lines.add(one);
        nodes.add(one);
      }
    }
    if (lane != null && lane.kind() == LaneId.Kind.FIBER) {
      nodes.addAll(List.of(section("Growth over the whole life"), slope, chart.node()));
    }
    content.getChildren().setAll(nodes);
  }

  private void grow(LaneId lane) {
    if (lane.kind() == LaneId.Kind.FIBER && !lane.equals(grown)) {
      grown = lane;
      opened.ask(
          Work.DETAILS,
          trace -> Growth.of(trace, lane.id()),
          growth -> {
            if (lane.equals(grown)) {
              boolean enough = growth.points().size() > 1;
              slope.setText(
                  enough ? GrowthChart.slope(growth) : "Suspended too rarely to tell of a growth.");
              chart.node().setVisible(enough);
              chart.node().setManaged(enough);
              if (enough) {
                chart.show(growth);
              }
            }
          });
    }
  }

  private static Node legend() {
    VBox legend = new VBox(4);
    legend.getChildren().add(section("Colours"));
    for (LaneState state : LaneState.values()) {
      if (state != LaneState.ABSENT && state != LaneState.IDLE) {
        legend.getChildren().add(StateChip.chip(state));
      }
    }
    return legend;
  }

  private static Label section(String text) {
    Label label = new Label(text);
    label.getStyleClass().add("section");
    return label;
  }

  /** The fiber that is shown, for tests. */
  public OptionalLong shownFiber() {
    return shown == null || shown.kind() != LaneId.Kind.FIBER
        ? OptionalLong.empty()
        : OptionalLong.of(shown.id());
  }

  /** What is told, for tests; empty while nothing is. */
  public String told() {
    return detail == null ? "" : detail.text();
  }
}
