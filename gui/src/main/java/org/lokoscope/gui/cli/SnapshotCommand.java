package org.lokoscope.gui.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.lokoscope.gui.snapshot.Snapshots;
import org.lokoscope.store.Trace;
import org.lokoscope.store.analysis.LeakAnalysis;
import org.lokoscope.store.file.Traces;
import org.lokoscope.views.viewport.TimeRange;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "snapshot",
    mixinStandardHelpOptions = true,
    description = "Draw a trace into a PNG file; needs no display.")
final class SnapshotCommand implements Callable<Integer> {

  enum View {
    TIMELINE,
    LEAKS
  }

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE.png",
      description = "The file to write.")
  private Path file;

  @Option(
      names = "--view",
      paramLabel = "timeline|leaks",
      defaultValue = "timeline",
      description = "Lanes and graphs, or the diagnosis (default: timeline).")
  private View view;

  @Option(
      names = "--size",
      paramLabel = "WxH",
      defaultValue = "1600x900",
      description = "Pixels (default: ${DEFAULT-VALUE}).")
  private String size;

  @Option(
      names = "--range",
      paramLabel = "FROM..TO",
      description = "The time to show, as in 1.5s..1.7s or 200ms..250ms (default: the whole run).")
  private String range;

  @Parameters(index = "0", paramLabel = "TRACE", description = "The folder of a trace.")
  private Path directory;

  @Override
  public Integer call() {
    ImageSize pixels = ImageSize.parse(size);
    TimeRange time = range == null ? null : TimeArgument.range(range);
    Outputs.checkFolder(file);
    System.setProperty("java.awt.headless", "true");
    try (TerminalProgress progress = new TerminalProgress();
        Trace trace = Traces.open(directory, progress)) {
      Snapshots snapshots =
          new Snapshots(
              trace, LeakAnalysis.analyse(trace, progress), pixels.width(), pixels.height());
      switch (view) {
        case TIMELINE -> snapshots.timeline(file, time);
        case LEAKS -> snapshots.leaks(file);
      }
      return ExitStatus.DONE;
    }
  }
}
