// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.window;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import org.jspecify.annotations.Nullable;
import org.lokoscope.gui.panel.OpenTrace;
import org.lokoscope.gui.work.RecentTrace;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.store.analysis.Diagnosis;
import org.lokoscope.views.compare.ComparedRuns;

/** Puts another trace beside the open one, in place of the timeline, and takes it away again. */
final class Comparing {

  /** Traces that the menu offers. */
  private static final int MOST_RECENT = 12;

  private final MainWindow window;
  private final Consumer<@Nullable Node> stage;
  private @Nullable ComparePane pane;

  /**
   * @param stage shows a node in place of the timeline; null brings the timeline back
   */
  Comparing(MainWindow window, Consumer<@Nullable Node> stage) {
    this.window = window;
    this.stage = stage;
  }

  /** The open trace is the first run, the other one the second. */
  void with(Path other) {
    OpenTrace opened = window.opened();
    if (opened == null) {
      return;
    }
    Path first = opened.info().directory();
    window.start(
        "Comparing with " + other.getFileName() + "…",
        progress -> load(first, other, progress),
        this::show);
  }

  private ComparePane.Pair load(Path first, Path second, Progress progress) {
    Trace before = window.workbench().open(first, progress);
    Trace after = null;
    try {
      after = window.workbench().open(second, progress);
      Diagnosis one = window.workbench().diagnose(before, progress);
      Diagnosis two = window.workbench().diagnose(after, progress);
      ComparedRuns runs = ComparedRuns.of(before, one, after, two);
      return new ComparePane.Pair(first, second, before, after, runs);
    } catch (RuntimeException e) {
      before.close();
      if (after != null) {
        after.close();
      }
      throw e;
    }
  }

  private void show(ComparePane.Pair pair) {
    close();
    ComparePane next =
        new ComparePane(
            pair,
            window.look().theme(),
            new ComparePane.Actions() {
              @Override
              public void open(Path trace) {
                close();
                window.open(trace);
              }

              @Override
              public void leave() {
                close();
                window.focusTimeline();
              }
            });
    pane = next;
    stage.accept(next);
    next.focus();
  }

  /** Brings the timeline back, if anything is compared. */
  void close() {
    ComparePane shown = pane;
    pane = null;
    if (shown != null) {
      shown.close();
      stage.accept(null);
    }
  }

  /** Recent traces other than the open one, and one that is chosen. */
  Menu menu(Runnable choose) {
    Menu menu = new Menu("Compare with");
    menu.setId("menu-compare");
    OpenTrace opened = window.opened();
    menu.setDisable(opened == null);
    List<RecentTrace> recent = window.directories().recent();
    for (RecentTrace each : recent.subList(0, Math.min(MOST_RECENT, recent.size()))) {
      if (opened != null && !each.trace().equals(opened.info().directory())) {
        String verdict = each.verdict().isEmpty() ? "" : "  (" + each.verdict() + ")";
        Path name = Objects.requireNonNullElse(each.trace().getFileName(), each.trace());
        MenuItem item = new MenuItem(name + verdict);
        item.setMnemonicParsing(false);
        item.setId("compare-with-" + name.toString().replaceAll("\\W", "-"));
        item.setOnAction(event -> with(each.trace()));
        menu.getItems().add(item);
      }
    }
    MenuItem other = new MenuItem("Another trace…");
    other.setId("compare-choose");
    other.setOnAction(event -> choose.run());
    menu.getItems().add(other);
    return menu;
  }
}
