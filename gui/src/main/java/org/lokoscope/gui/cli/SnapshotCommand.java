// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lokoscope.gui.debug.model.NotReached;
import org.lokoscope.gui.snapshot.CompareImage;
import org.lokoscope.gui.snapshot.FlameDifferenceImage;
import org.lokoscope.gui.snapshot.PaintedView;
import org.lokoscope.gui.snapshot.PaintedViews;
import org.lokoscope.gui.snapshot.Snapshots;
import org.lokoscope.gui.window.DebugImage;
import org.lokoscope.gui.work.ReplayableRun;
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
  private static final String DEBUG = "debug";
  private static final Pattern PLACE = Pattern.compile("(?:(.+):)?([1-9]\\d{0,8})");

  /** What can follow {@code --view}. */
  private static final class Views extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Views() {
      super(PaintedViews.all().stream().map(PaintedView::name).toList());
      add(CompareImage.NAME);
      add(DEBUG);
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
          "The instant that the views scheduler and debug show, such as 1.2s or 350ms (default: the"
              + " end of --range, else the middle of the run).")
  private @Nullable String at;

  @Option(
      names = "--break",
      paramLabel = "[FILE:]LINE",
      description =
          "For the view debug: where the run stands, instead of --at; the first time that it comes"
              + " there.")
  private @Nullable String stop;

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
    checkView(chosen.isPresent() || view.equals(DEBUG));
    long least = least();
    if (!(scale >= 0.25 && scale <= 8)) {
      throw new CommandFailure(ExitStatus.USAGE, "--scale: " + scale + " is not from 0.25 to 8");
    }
    Outputs.checkDirectory(file);
    System.setProperty("java.awt.headless", "true");
    Workbench workbench = new StoreWorkbench();
    try (TerminalProgress progress = new TerminalProgress();
        Trace trace = workbench.open(directory, progress)) {
      if (view.equals(DEBUG)) {
        debugger(trace, time, pixels);
        return ExitStatus.of(trace.info());
      }
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

  /** The run of the trace once more, where it stands. */
  private void debugger(Trace trace, @Nullable TimeRange time, ImageSize pixels) {
    if (!ReplayableRun.isReplayable(directory)) {
      throw new CommandFailure(
          ExitStatus.USAGE,
          "--view debug: "
              + directory
              + " cannot be run again: record it with lokoscope record --replayable");
    }
    String file = null;
    long where = time == null ? trace.info().duration() / 2 : time.to();
    if (stop != null) {
      Matcher place = PLACE.matcher(stop);
      if (!place.matches()) {
        throw new CommandFailure(
            ExitStatus.USAGE, "--break: expected for example jobs.sps:12 or 12, not " + stop);
      }
      file = place.group(1) == null ? trace.info().program() : place.group(1);
      where = Long.parseLong(place.group(2));
    }
    Theme colours = Theme.of(theme == Colours.light, palette == States.safe);
    try {
      String moved =
          DebugImage.write(
              trace, file, where, pixels.width(), pixels.height(), colours, scale, this.file);
      if (!moved.isEmpty()) {
        System.err.println("lokoscope: --break " + stop + ": " + moved);
      }
    } catch (NotReached reason) {
      String what = stop == null ? "--at" : "--break " + stop;
      throw new CommandFailure(
          ExitStatus.USAGE, what + ": the run does not come there: " + reason.getMessage());
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
    boolean debugging = view.equals(DEBUG);
    if (stop != null && !debugging) {
      throw new CommandFailure(ExitStatus.USAGE, "--break is only for --view debug");
    }
    if (stop != null && (at != null || range != null)) {
      throw new CommandFailure(
          ExitStatus.USAGE, "--break and --at: each says where to stand; give one of them");
    }
    if (debugging && file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".svg")) {
      throw new CommandFailure(ExitStatus.USAGE, "--view debug: PNG only, not " + file);
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
