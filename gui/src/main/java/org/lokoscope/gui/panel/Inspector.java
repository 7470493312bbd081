package org.lokoscope.gui.panel;

import java.util.Map;
import java.util.OptionalLong;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.probe.Capability;
import org.lokoscope.runtime.probe.FiberOutcome;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.Interval;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.LaneState;
import org.lokoscope.store.ProcessInfo;
import org.lokoscope.store.SourceExcerpt;
import org.lokoscope.store.Trace;
import org.lokoscope.store.analysis.Growth;
import org.lokoscope.tracer.text.Count;
import org.lokoscope.views.model.Selection;
import org.lokoscope.views.query.StateText;
import org.lokoscope.views.viewport.TimeText;

/** All that is known of the selected lane, and what it does at the playhead. */
public final class Inspector extends ScrollPane {

  private static final double BAR = 246;
  private static final String NOT_MEASURED = "not measured";

  /** What was asked of the trace for one lane. */
  private record Facts(
      String name,
      String parent,
      @Nullable ProcessInfo process,
      Map<LaneState, Long> timeInState,
      Growth growth,
      boolean sizes,
      boolean winders) {}

  private final OpenTrace opened;
  private final Label title = new Label("Nothing selected");
  private final VBox content = new VBox(10);
  private final VBox now = new VBox(4);
  private final GrowthChart chart = new GrowthChart("inspector-growth");
  private @Nullable LaneId shown;
  private boolean asking;

  public Inspector(OpenTrace opened) {
    this.opened = opened;
    setId("inspector");
    getStyleClass().addAll("panel", "edge-to-edge");
    setFitToWidth(true);
    setHbarPolicy(ScrollBarPolicy.NEVER);
    title.setId("inspector-title");
    title.getStyleClass().add("title-4");
    title.setWrapText(true);
    now.setId("inspector-now");
    content.getStyleClass().add("inspector");
    setContent(content);
    opened.model().selection().bind(this::select);
    opened.model().playback().time().listen(time -> updateNow());
  }

  private void select(Selection selection) {
    LaneId lane = selection.lane();
    if (lane == null) {
      shown = null;
      title.setText("Nothing selected");
      Label hint = new Label("Click a lane, or a fiber in the tree, to see what it does and why.");
      hint.setWrapText(true);
      hint.getStyleClass().add("text-muted");
      content.getChildren().setAll(title, hint, legend());
      return;
    }
    if (!lane.equals(shown)) {
      shown = lane;
      opened.ask(trace -> facts(trace, lane), facts -> show(lane, facts));
    }
    updateNow();
  }

  private Facts facts(Trace trace, LaneId lane) {
    FiberInfo fiber = lane.kind() == LaneId.Kind.FIBER ? opened.fiber(lane.id()) : null;
    ProcessInfo process =
        lane.kind() == LaneId.Kind.PROCESS
            ? trace.processes().stream().filter(p -> p.id() == lane.id()).findFirst().orElse(null)
            : null;
    String parent = fiber == null || fiber.parent() == 0 ? "" : trace.nameOf(fiber.parent());
    Map<LaneState, Long> timeInState =
        fiber != null ? fiber.timeInState() : process != null ? process.timeInState() : Map.of();
    String name = lane.kind() == LaneId.Kind.CPU ? "CPU " + lane.id() : trace.nameOf(lane.id());
    Growth growth = Growth.of(trace, fiber == null ? 0 : fiber.id());
    return new Facts(
        name,
        parent,
        process,
        timeInState,
        growth,
        trace.measures(Capability.SIZES),
        trace.measures(Capability.WINDERS));
  }

  private void show(LaneId lane, Facts facts) {
    if (!lane.equals(shown)) {
      return;
    }
    title.setText(facts.name());
    content.getChildren().setAll(title, section("At the playhead"), now);
    FiberInfo fiber = lane.kind() == LaneId.Kind.FIBER ? opened.fiber(lane.id()) : null;
    if (!facts.timeInState().isEmpty()) {
      content
          .getChildren()
          .addAll(section("Time in state"), StateChip.bar(facts.timeInState(), BAR));
      content.getChildren().add(timeInState(facts.timeInState()));
    }
    if (fiber != null) {
      if (facts.growth().points().size() > 1) {
        chart.show(facts.growth());
        Label slope = new Label(GrowthChart.slope(facts.growth()));
        slope.setId("inspector-slope");
        content.getChildren().addAll(section("Continuation growth"), slope, chart.node());
      }
      content.getChildren().addAll(section("Fiber"), fiberFacts(fiber, facts));
    }
    if (facts.process() != null) {
      content.getChildren().addAll(section("Process"), processFacts(facts.process()));
    }
  }

  private static Node timeInState(Map<LaneState, Long> timeInState) {
    GridPane grid = grid();
    long total = timeInState.values().stream().mapToLong(Long::longValue).sum();
    timeInState.forEach(
        (state, nanos) -> {
          if (nanos > 0 && state != LaneState.ABSENT) {
            String share =
                String.format("%s  (%.1f%%)", TimeText.duration(nanos), 100.0 * nanos / total);
            grid.addRow(grid.getRowCount(), StateChip.chip(state), new Label(share));
          }
        });
    return grid;
  }

  private Node fiberFacts(FiberInfo fiber, Facts facts) {
    GridPane grid = grid();
    row(grid, "process", "pid " + fiber.process());
    row(grid, "parent", facts.parent().isEmpty() ? "none" : facts.parent());
    row(grid, "spawned at", fiber.spawnSite().position());
    row(grid, "spawned", TimeText.instant(fiber.spawned()));
    row(grid, "ended", fiber.ended() < 0 ? "still alive" : ended(fiber));
    row(grid, "resumes", String.format("%,d", fiber.resumes()));
    row(grid, "words", facts.sizes() ? words(fiber) : NOT_MEASURED);
    if (!facts.growth().isEmpty()) {
      row(grid, "frames", String.format("%,d", facts.growth().points().getLast().frames()));
      row(grid, "base", Count.of(facts.growth().points().getLast().baseWords(), "word"));
    }
    row(
        grid,
        "winders",
        facts.winders() ? String.format("%,d", fiber.lastWinders()) : NOT_MEASURED);
    if (fiber.failure() != null) {
      row(grid, "failure", fiber.failure());
    }
    return grid;
  }

  private static String words(FiberInfo fiber) {
    return String.format("%,d  (peak %,d)", fiber.lastWords(), fiber.peakWords());
  }

  private static String ended(FiberInfo fiber) {
    String when = TimeText.instant(fiber.ended());
    FiberOutcome outcome = fiber.outcome();
    return outcome == null ? when : when + ", " + outcome.name().toLowerCase(java.util.Locale.ROOT);
  }

  private static Node processFacts(ProcessInfo process) {
    GridPane grid = grid();
    row(grid, "parent", "pid " + process.parent());
    row(grid, "spawned", TimeText.instant(process.spawned()));
    row(grid, "ended", process.ended() < 0 ? "still alive" : TimeText.instant(process.ended()));
    row(grid, "dispatches", String.format("%,d", process.dispatches()));
    row(grid, "preemptions", String.format("%,d", process.preemptions()));
    return grid;
  }

  private void updateNow() {
    LaneId lane = opened.model().selection().get().lane();
    if (lane == null || asking) {
      return;
    }
    asking = true;
    long time = opened.model().playback().time().get();
    opened.ask(
        trace -> {
          Interval interval = trace.at(lane, Math.max(0, Math.min(time, trace.end() - 1)));
          String site = interval.site() == 0 ? "" : trace.site(interval.site()).position();
          String form = interval.site() == 0 ? "" : trace.site(interval.site()).form();
          SourceExcerpt source = SourceExcerpt.of(trace, trace.site(interval.site()), 1);
          String lines = source == null ? "" : String.join("\n", source.numbered());
          return new Now(time, interval, StateText.of(trace, lane, interval), site, form, lines);
        },
        answer -> {
          asking = false;
          showNow(answer);
          if (opened.model().playback().time().get() != time
              || !lane.equals(opened.model().selection().get().lane())) {
            updateNow();
          }
        });
  }

  private record Now(
      long time, Interval interval, String text, String site, String form, String source) {}

  private void showNow(Now answer) {
    GridPane grid = grid();
    row(grid, "playhead", TimeText.instant(answer.time()));
    if (answer.interval().state() != LaneState.ABSENT) {
      row(grid, "activity", answer.text());
      row(grid, "since", TimeText.instant(answer.interval().from()));
      row(grid, "duration", TimeText.duration(answer.interval().to() - answer.interval().from()));
    }
    if (!answer.site().isEmpty()) {
      row(grid, "site", answer.site());
    }
    if (!answer.form().isEmpty()) {
      row(grid, "form", answer.form());
    }
    if (!answer.source().isEmpty()) {
      row(grid, "source", answer.source());
    }
    now.getChildren().setAll(StateChip.chip(answer.interval().state()), grid);
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

  private static GridPane grid() {
    GridPane grid = new GridPane();
    grid.setHgap(10);
    grid.setVgap(3);
    return grid;
  }

  private static void row(GridPane grid, String name, String value) {
    Label key = new Label(name);
    key.getStyleClass().add("text-muted");
    key.setMinWidth(72);
    Label text = new Label(value);
    text.setWrapText(true);
    grid.addRow(grid.getRowCount(), key, text);
  }

  /** The fiber that is shown, for tests. */
  public OptionalLong shownFiber() {
    return shown == null || shown.kind() != LaneId.Kind.FIBER
        ? OptionalLong.empty()
        : OptionalLong.of(shown.id());
  }
}
