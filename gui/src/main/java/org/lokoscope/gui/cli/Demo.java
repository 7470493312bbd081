// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.lokoscope.gui.snapshot.PaintedView;
import org.lokoscope.gui.snapshot.PaintedViews;
import org.lokoscope.gui.snapshot.Snapshots;
import org.lokoscope.gui.work.LaunchSettings;
import org.lokoscope.gui.work.RecentTrace;
import org.lokoscope.gui.work.SampleProgram;
import org.lokoscope.gui.work.StoreWorkbench;
import org.lokoscope.gui.work.UserDirectories;
import org.lokoscope.gui.work.Workbench;
import org.lokoscope.gui.work.WriteFailure;
import org.lokoscope.store.Trace;
import org.lokoscope.store.analysis.Diagnosis;
import org.lokoscope.store.report.ReportFormat;
import org.lokoscope.store.report.Reports;

/** Records the samples and shows the one that leaks: in a window, or as files without a display. */
final class Demo {

  private static final Path FILES = Path.of("lokoscope-demo");
  private static final int WIDTH = 1600;
  private static final int HEIGHT = 900;

  private final UserDirectories directories;
  private final Workbench workbench;
  private final PrintStream out;

  Demo(UserDirectories directories, Workbench workbench, PrintStream out) {
    this.directories = directories;
    this.workbench = workbench;
    this.out = out;
  }

  static int run() {
    return new Demo(UserDirectories.ofUser(), new StoreWorkbench(), System.out)
        .run(Desktop.hasDisplay());
  }

  /**
   * What {@code lokoscope} alone does: the demo, or once the samples are recorded, the window on
   * the trace that was looked at last.
   */
  static int firstRunOrOpen() {
    UserDirectories directories = UserDirectories.ofUser();
    Demo demo = new Demo(directories, new StoreWorkbench(), System.out);
    if (!Desktop.hasDisplay()) {
      demo.out.println("No display to open a window on: running lokoscope demo instead.");
      return demo.run(false);
    }
    if (demo.recorded()) {
      Desktop.open(
          directories.recent().stream()
              .map(RecentTrace::trace)
              .filter(demo.workbench::isTrace)
              .findFirst()
              .orElse(null));
      return ExitStatus.DONE;
    }
    return demo.run(true);
  }

  private boolean recorded() {
    return workbench.runner().samples().stream()
        .allMatch(sample -> workbench.isTrace(trace(sample)));
  }

  private Path trace(SampleProgram sample) {
    return directories.traces().resolve(sample.name());
  }

  int run(boolean display) {
    List<SampleProgram> samples = workbench.runner().samples();
    for (int i = 0; i < samples.size(); i++) {
      record(samples.get(i), i + 1, samples.size());
    }
    Path leaking =
        samples.stream()
            .filter(SampleProgram::leaks)
            .findFirst()
            .map(this::trace)
            .orElseThrow(
                () -> new CommandFailure(ExitStatus.USAGE, "this build has no leaking sample"));
    if (display) {
      out.println("Opening " + leaking);
      Desktop.open(leaking);
    } else {
      write(leaking, FILES);
    }
    return ExitStatus.DONE;
  }

  private void record(SampleProgram sample, int number, int count) {
    Path into = trace(sample);
    out.printf("[%d/%d] recording %s: %s%n", number, count, sample.name(), sample.shows());
    createDirectories(directories.traces());
    try (TerminalProgress progress = new TerminalProgress()) {
      int status =
          workbench
              .runner()
              .record(sample.program(), List.of(), LaunchSettings.DEFAULT, into, true, progress);
      if (status != 0) {
        throw new CommandFailure(
            ExitStatus.RAISED, "the sample " + sample.name() + " failed; see " + into);
      }
      directories.remember(into, "");
    }
  }

  private void write(Path leaking, Path files) {
    createDirectories(files);
    System.setProperty("java.awt.headless", "true");
    try (TerminalProgress progress = new TerminalProgress();
        Trace trace = workbench.open(leaking, progress)) {
      Diagnosis diagnosis = workbench.diagnose(trace, progress);
      for (ReportFormat format : ReportFormat.values()) {
        String ending = format == ReportFormat.TEXT ? "txt" : format.label();
        report(trace, diagnosis, format, files.resolve("report." + ending));
      }
      PaintedView.Subject subject = new PaintedView.Subject(trace, diagnosis, null, WIDTH, HEIGHT);
      for (PaintedView view : PaintedViews.all()) {
        Snapshots.write(view, subject, files.resolve(view.name() + ".png"));
      }
      progress.clear();
      out.println();
      out.println(diagnosis.summary());
      out.println();
      out.println("No display: report and images are in");
      for (String name : List.of("report.txt", "report.html", "report.json")) {
        out.println("  " + files.resolve(name).toAbsolutePath());
      }
      for (PaintedView view : PaintedViews.all()) {
        out.println("  " + files.resolve(view.name() + ".png").toAbsolutePath());
      }
      out.println("The traces are in " + directories.traces());
    }
  }

  private static void report(Trace trace, Diagnosis diagnosis, ReportFormat format, Path file) {
    try (Writer writer = Files.newBufferedWriter(file)) {
      Reports.diagnosis(trace, diagnosis, format, writer);
    } catch (IOException e) {
      throw new WriteFailure(file, e);
    }
  }

  private static void createDirectories(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new CommandFailure(
          ExitStatus.USAGE, directory + ": cannot create this directory: " + e.getMessage(), e);
    }
  }
}
