// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.window;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.lokoscope.gui.panel.OpenTrace;
import org.lokoscope.gui.work.LaunchSettings;
import org.lokoscope.gui.work.RecordSettings;
import org.lokoscope.gui.work.SampleProgram;
import org.lokoscope.store.analysis.Diagnosis;

/**
 * Four steps over the recording of a sample that leaks: what a lane is, what the red line means,
 * where the source is, how to record a program of one's own. Each is a line in the bar.
 */
final class Tour {

  /** The sample that it is about. */
  static final String SAMPLE = "guard-leak";

  private record Step(String text, String tab) {}

  private static final List<Step> STEPS =
      List.of(
          new Step(
              "Each line of the timeline is a lane: a CPU, a process, a fiber. Green runs, amber"
                  + " could run, low and patterned waits. The wheel zooms, a click tells all of a"
                  + " moment.",
              ""),
          new Step(
              "The red line is the fiber that leaks: its continuation grows with every resume. The"
                  + " panel below says so in one sentence.",
              "tab-leaks"),
          new Step(
              "The source marks the form that keeps what is retained, and the call that goes round:"
                  + " change that line.",
              "tab-source"),
          new Step(
              "Record your own: drop a program into this window, or choose \u201cRecord"
                  + " program\u201d in the menu at the upper left.",
              ""));

  private final MainWindow window;
  private int at;

  private Tour(MainWindow window) {
    this.window = window;
  }

  /** Opens the recording of the sample, or makes it; the steps follow when it is understood. */
  static void begin(MainWindow window) {
    Path before = window.directories().traces().resolve(SAMPLE);
    Optional<SampleProgram> sample =
        window.workbench().runner().samples().stream()
            .filter(each -> each.name().equals(SAMPLE))
            .findFirst();
    boolean recorded = window.workbench().isTrace(before);
    if (!recorded && sample.isEmpty()) {
      window.banner().notice("The sample " + SAMPLE + " is not there.");
      return;
    }
    Tour tour = new Tour(window);
    window.whenOpened(tour::opened);
    if (recorded) {
      window.open(before);
    } else {
      window.record(
          sample.get().program(), List.of(), LaunchSettings.DEFAULT, RecordSettings.DEFAULT);
    }
  }

  private void opened(OpenTrace opened) {
    opened.diagnosis().listen(known -> known.ifPresent(this::first));
  }

  private void first(Diagnosis diagnosis) {
    OpenTrace opened = window.opened();
    if (opened != null && !diagnosis.findings().isEmpty()) {
      opened.show(diagnosis.findings().getFirst());
    }
    at = 0;
    show();
  }

  private void show() {
    Step step = STEPS.get(at);
    TracePane pane = window.pane();
    if (pane != null && !step.tab.isEmpty()) {
      pane.panel().front(step.tab);
    }
    String text = "Step " + (at + 1) + " of " + STEPS.size() + ": " + step.text;
    if (at < STEPS.size() - 1) {
      window.banner().notice(text, new Banner.Action("Next", this::next));
    } else {
      window.banner().notice(text);
    }
  }

  private void next() {
    at++;
    show();
  }
}
