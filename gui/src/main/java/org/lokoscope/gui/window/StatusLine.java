// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.window;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.lokoscope.gui.panel.OpenTrace;
import org.lokoscope.store.Interval;
import org.lokoscope.store.TraceInfo;
import org.lokoscope.tracer.text.Count;
import org.lokoscope.tracer.text.Figures;
import org.lokoscope.views.model.TimelineModel;
import org.lokoscope.views.query.RangeTotals;
import org.lokoscope.views.viewport.TimeRange;

/** The last line of the window: what the trace is, and what is selected. */
final class StatusLine extends HBox {

  private final Label trace = new Label();
  private final Label selection = new Label();
  private @Nullable TimelineModel model;

  StatusLine() {
    super(24);
    setId("status-line");
    setAlignment(Pos.CENTER_LEFT);
    getStyleClass().add("status");
    trace.setId("status");
    selection.setId("selection-status");
    selection.setMinWidth(Region.USE_PREF_SIZE);
    Region gap = new Region();
    setHgrow(gap, Priority.ALWAYS);
    getChildren().addAll(trace, gap, selection);
  }

  /** Without a trace: a word to who has just started. */
  void say(String text) {
    model = null;
    trace.setText(text);
    trace.setTooltip(null);
    selection.setText("");
    selection.setTooltip(null);
  }

  void show(OpenTrace opened) {
    TraceInfo info = opened.info();
    trace.setText(
        String.join(
            "    ",
            info.directory().getFileName().toString(),
            Figures.duration(info.duration()),
            Count.of(info.events(), "event"),
            Count.of(info.fibers(), "fiber"),
            lost(info)));
    StringBuilder all = new StringBuilder(info.directory().toString());
    all.append("\nprocesses: ").append(info.processes()).append(", CPUs: ").append(info.cpus());
    info.settings().forEach((key, value) -> all.append('\n').append(key).append('=').append(value));
    trace.setTooltip(new Tooltip(all.toString()));
    if (model != opened.model()) {
      model = opened.model();
      opened.model().selection().bind(chosen -> tell());
      opened.model().range().chosen().listen(range -> tell());
      opened.model().range().totals().listen(totals -> tell());
    }
  }

  private static String lost(TraceInfo info) {
    String lost =
        info.lostEvents() == 0 ? "none lost" : Count.of(info.lostEvents(), "event") + " lost";
    return info.damagedChunks() == 0 ? lost : lost + ", damaged places: " + info.damagedChunks();
  }

  private void tell() {
    if (model == null) {
      return;
    }
    TimeRange range = model.range().get();
    RangeTotals totals = model.range().totals().get().orElse(null);
    Interval interval = model.selection().get().interval();
    String text = "";
    if (totals != null) {
      text = "chosen " + totals.text();
    } else if (range != null) {
      text = "chosen " + Figures.duration(range.length());
    } else if (interval != null) {
      text = "selection: " + Figures.duration(interval.to() - interval.from());
    }
    selection.setText(text);
    selection.setTooltip(text.isEmpty() ? null : new Tooltip(text));
  }
}
