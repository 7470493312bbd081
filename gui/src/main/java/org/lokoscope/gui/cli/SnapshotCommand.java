// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lokoscope.gui.snapshot.CompareImage;
import org.lokoscope.gui.snapshot.FlameDifferenceImage;
import org.lokoscope.gui.snapshot.PaintedView;
import org.lokoscope.gui.snapshot.PaintedViews;
import org.lokoscope.gui.snapshot.Snapshots;
import org.lokoscope.gui.work.StoreWorkbench;
import org.lokoscope.gui.work.Workbench;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.store.analysis.Diagnosis;
import org.lokoscope.views.paint.Theme;
import org.lokoscope.views.query.Landmarks;
import org.lokoscope.views.query.Silences;
import org.lokoscope.views.viewport.TimeRange;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "snapshot",
    mixinStandardHelpOptions = true,
    description = "Write an image (PNG or SVG) of a trace; needs no display.")
final class SnapshotCommand implements Callable<Integer> {

  private static final String AUTO = "auto";

  /** What can follow {@code --view}. */
  private static final class Views extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Views() {
      super(PaintedViews.all().stream().map(PaintedView::name).toList());
      add(CompareImage.NAME);
    }
  }

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE.png|FILE.svg",
      description = "The file to write: SVG if its name ends in .svg, else PNG.")
  private Path file;

  @Option(
      names = "--view",
      paramLabel = "VIEW",
      defaultValue = "timeline",
      completionCandidates = Views.class,
      description = "What to draw: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private String view;

  @Option(
      names = "--size",
      paramLabel = "WxH",
      defaultValue = "1600x900",
      description = "Size in pixels (default: ${DEFAULT-VALUE}).")
  private String size;

  @Option(
      names = "--scale",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Pixels of the image for each of --size, 0.25 to 8 (default: ${DEFAULT-VALUE}).")
  private double scale;

  private enum Colours {
    dark,
    light
  }

  @Option(
      names = "--theme",
      paramLabel = "dark|light",
      defaultValue = "dark",
      description = "Colours of the image (default: ${DEFAULT-VALUE}).")
  private Colours theme;

  private enum States {
    standard,
    safe
  }

  @Option(
      names = "--palette",
      paramLabel = "standard|safe",
      defaultValue = "standard",
      description =
          "Colours of states; safe: told apart by readers who lack a kind of cone, too (default:"
              + " ${DEFAULT-VALUE}).")
  private States palette;

  @Option(
      names = "--range",
      paramLabel = "FROM..TO",
      description = "The time to show, as in 1.5s..1.7s or 200ms..250ms (default: the whole run).")
  private @Nullable String range;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description =
          "The instant that the view scheduler shows, such as 1.2s or 350ms (default: the end of"
              + " --range, else the middle of the run).")
  private @Nullable String at;

  @Option(
      names = "--fold",
      paramLabel = "auto|TIME",
      description =
          "Fold time away in which no CPU runs and nothing happens, in the view timeline: stretches"
              + " of TIME, such as 10ms, or longer; auto: those that are worth a break.")
  private @Nullable String fold;

  @Parameters(index = "0", paramLabel = "TRACE", description = "The directory of the trace.")
  private Path directory;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "TRACE",
      description = "The second run, for the views compare and flame.")
  private @Nullable Path other;

  private @Nullable TimeRange time() {
    if (at != null) {
      long instant = TimeArgument.instant("--at", at.toLowerCase(Locale.ROOT));
      return new TimeRange(instant, instant);
    }
    return range == null ? null : TimeArgument.range(range);
  }

  @Override
  public Integer call() {
    ImageSize pixels = ImageSize.parse(size);
    TimeRange time = time();
    Optional<PaintedView> chosen = PaintedViews.find(view);
    checkView(chosen.isPresent());
    long least = least();
    if (!(scale >= 0.25 && scale <= 8)) {
      throw new CommandFailure(ExitStatus.USAGE, "--scale: " + scale + " is not from 0.25 to 8");
    }
    Outputs.checkDirectory(file);
    System.setProperty("java.awt.headless", "true");
    Workbench workbench = new StoreWorkbench();
    try (TerminalProgress progress = new TerminalProgress();
        Trace trace = workbench.open(directory, progress)) {
      Diagnosis diagnosis = workbench.diagnose(trace, progress);
      PaintedView.Subject subject =
          new PaintedView.Subject(
              trace,
              diagnosis,
              time,
              pixels.width(),
              pixels.height(),
              fold == null ? List.of() : folds(trace, least));
      if (chosen.isPresent() && other == null) {
        write(chosen.get(), subject);
      } else {
        try (Trace second = workbench.open(Objects.requireNonNull(other), progress)) {
          write(ofTwo(second, workbench, progress), subject);
        }
      }
      return ExitStatus.of(trace.info());
    }
  }

  /** Nanoseconds of the shortest stretch that is folded; 0 to be left to us. */
  private long least() {
    if (fold == null || fold.equals(AUTO)) {
      return 0;
    }
    long least = TimeArgument.instant("--fold", fold.toLowerCase(Locale.ROOT));
    if (least == 0) {
      throw new CommandFailure(ExitStatus.USAGE, "--fold: a time above 0, or auto, not " + fold);
    }
    return least;
  }

  private static List<TimeRange> folds(Trace trace, long least) {
    List<Landmarks.Gap> holes = Landmarks.of(trace, Progress.NONE).gaps();
    return least == 0 ? Silences.worthwhile(trace, holes) : Silences.atLeast(least, trace, holes);
  }

  private PaintedView ofTwo(Trace second, Workbench workbench, TerminalProgress progress) {
    return view.equals(FlameDifferenceImage.NAME)
        ? new FlameDifferenceImage(second)
        : new CompareImage(second, workbench.diagnose(second, progress));
  }

  private void write(PaintedView painted, PaintedView.Subject subject) {
    Theme colours = Theme.of(theme == Colours.light, palette == States.safe);
    Snapshots.write(painted, subject, colours, scale, file);
  }

  private void checkView(boolean found) {
    boolean comparing = view.equals(CompareImage.NAME);
    if (!found && !comparing) {
      String problem = "--view: no view " + view + "; one of " + String.join(", ", new Views());
      throw new CommandFailure(ExitStatus.USAGE, problem);
    }
    if (fold != null && !view.equals("timeline")) {
      throw new CommandFailure(ExitStatus.USAGE, "--fold is only for --view timeline");
    }
    if (comparing && other == null) {
      throw new CommandFailure(ExitStatus.USAGE, "--view compare: name two traces");
    }
    if (other != null && !comparing && !view.equals(FlameDifferenceImage.NAME)) {
      throw new CommandFailure(
          ExitStatus.USAGE, "a second trace is only for --view compare and --view flame");
    }
  }
}
