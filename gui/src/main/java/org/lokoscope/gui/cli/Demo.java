package org.lokoscope.gui.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.lokoscope.gui.snapshot.Snapshots;
import org.lokoscope.gui.work.LaunchSettings;
import org.lokoscope.gui.work.ProgramRunner;
import org.lokoscope.gui.work.SampleProgram;
import org.lokoscope.gui.work.StoreWorkbench;
import org.lokoscope.gui.work.UserDirectories;
import org.lokoscope.store.Trace;
import org.lokoscope.store.analysis.Diagnosis;
import org.lokoscope.store.analysis.LeakAnalysis;
import org.lokoscope.store.file.Traces;
import org.lokoscope.store.report.ReportFormat;
import org.lokoscope.store.report.Reports;

/** Records the samples and shows the one that leaks: in a window, or as files without a display. */
final class Demo {

  private static final Path FILES = Path.of("lokoscope-demo");
  private static final String TIMELINE = "timeline.png";
  private static final String LEAKS = "leaks.png";
  private static final int WIDTH = 1600;
  private static final int HEIGHT = 900;

  private final UserDirectories folders;
  private final ProgramRunner runner;
  private final PrintStream out;

  Demo(UserDirectories folders, ProgramRunner runner, PrintStream out) {
    this.folders = folders;
    this.runner = runner;
    this.out = out;
  }

  static int run() {
    return new Demo(UserDirectories.ofUser(), new StoreWorkbench().runner(), System.out)
        .run(Desktop.hasDisplay());
  }

  /**
   * What {@code lokoscope} alone does: the demo, or once the samples are recorded, the window on
   * the trace that was looked at last.
   */
  static int firstRunOrOpen() {
    UserDirectories folders = UserDirectories.ofUser();
    Demo demo = new Demo(folders, new StoreWorkbench().runner(), System.out);
    if (!Desktop.hasDisplay()) {
      demo.out.println("There is no display to open a window on; doing what lokoscope demo does.");
      return demo.run(false);
    }
    if (demo.recorded()) {
      Desktop.open(folders.recent().stream().filter(Traces::isTrace).findFirst().orElse(null));
      return ExitStatus.DONE;
    }
    return demo.run(true);
  }

  private boolean recorded() {
    return runner.samples().stream().allMatch(sample -> Traces.isTrace(trace(sample)));
  }

  private Path trace(SampleProgram sample) {
    return folders.traces().resolve(sample.name());
  }

  int run(boolean display) {
    List<SampleProgram> samples = runner.samples();
    for (int i = 0; i < samples.size(); i++) {
      record(samples.get(i), i + 1, samples.size());
    }
    Path leaking =
        samples.stream()
            .filter(SampleProgram::leaks)
            .findFirst()
            .map(this::trace)
            .orElseThrow(
                () -> new CommandFailure(ExitStatus.USAGE, "this build holds no leaking sample"));
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
    createFolders(into.getParent());
    try (TerminalProgress progress = new TerminalProgress()) {
      int status =
          runner.record(sample.program(), List.of(), LaunchSettings.DEFAULT, into, true, progress);
      if (status != 0) {
        throw new CommandFailure(
            ExitStatus.RAISED, "the sample " + sample.name() + " raised; see " + into);
      }
      folders.remember(into);
    }
  }

  private void write(Path leaking, Path files) {
    createFolders(files);
    System.setProperty("java.awt.headless", "true");
    try (TerminalProgress progress = new TerminalProgress();
        Trace trace = Traces.open(leaking, progress)) {
      Diagnosis diagnosis = LeakAnalysis.analyse(trace, progress);
      for (ReportFormat format : ReportFormat.values()) {
        String ending = format == ReportFormat.TEXT ? "txt" : format.label();
        report(trace, diagnosis, format, files.resolve("report." + ending));
      }
      Snapshots snapshots = new Snapshots(trace, diagnosis, WIDTH, HEIGHT);
      snapshots.timeline(files.resolve(TIMELINE), null);
      snapshots.leaks(files.resolve(LEAKS));
      progress.clear();
      out.println();
      out.println(diagnosis.summary());
      out.println();
      out.println("No display, so here are the report and the pictures:");
      for (String name : List.of("report.txt", "report.html", "report.json", TIMELINE, LEAKS)) {
        out.println("  " + files.resolve(name).toAbsolutePath());
      }
      out.println("The traces are in " + folders.traces());
    }
  }

  private static void report(Trace trace, Diagnosis diagnosis, ReportFormat format, Path file) {
    try (Writer writer = Files.newBufferedWriter(file)) {
      Reports.diagnosis(trace, diagnosis, format, writer);
    } catch (IOException e) {
      throw new CommandFailure(ExitStatus.USAGE, file + ": " + Outputs.reason(e), e);
    }
  }

  private static void createFolders(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new CommandFailure(
          ExitStatus.USAGE, folder + ": this folder cannot be made: " + e.getMessage(), e);
    }
  }
}
