// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.cli;

import java.util.List;
import org.lokoscope.gui.work.RecordSettings;
import org.lokoscope.runtime.probe.TraceLevel;
import org.lokoscope.runtime.vm.TraceFilter;
import org.lokoscope.store.Retention;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The options of {@code record} about what is recorded and kept. */
final class RecordOptions {

  /** Reads a level in lower case, and names the levels in lower case when it is none. */
  private static final class Levels implements CommandLine.ITypeConverter<TraceLevel> {

    @Override
    public TraceLevel convert(String text) {
      for (TraceLevel level : TraceLevel.values()) {
        if (level.name().equalsIgnoreCase(text)) {
          return level;
        }
      }
      throw new CommandLine.TypeConversionException(
          "expected scheduling, continuations or all but was '" + text + "'");
    }
  }

  private static final long SMALLEST = 1 << 20;
  private static final int MOST_SAMPLES = 10_000;
  private static final int MOST_CHARACTERS = 1_000;

  @Option(
      names = "--trace",
      converter = Levels.class,
      paramLabel = "scheduling|continuations|all",
      description =
          "How much is recorded: when fibers and processes run and wait and who wakes them; also"
              + " what suspended fibers hold; also what they wait on (default: all).")
  private TraceLevel level = TraceLevel.ALL;

  @Option(
      names = "--only-process",
      split = ",",
      paramLabel = "NAME|PID",
      description =
          "Record what happens in these processes only, by number or name (* and ? as in file"
              + " names); of the others, when they run and wait.")
  private List<String> processes = List.of();

  @Option(
      names = "--only-fiber",
      split = ",",
      paramLabel = "NAME-PATTERN",
      description = "Record only fibers of these names, such as 'worker*'.")
  private List<String> fibers = List.of();

  @Option(
      names = "--max-size",
      converter = Amount.OfBytes.class,
      paramLabel = "SIZE",
      description =
          "Keep about as much of the recorded events as fits, such as 500m; the oldest are"
              + " removed.")
  private long maxSize = Long.MAX_VALUE;

  @Option(
      names = "--max-age",
      converter = Amount.OfTime.class,
      paramLabel = "TIME",
      description = "Keep about the events of the last so much time, such as 10m or 30s.")
  private long maxAge = Long.MAX_VALUE;

  @Option(
      names = "--flight",
      converter = Amount.OfTime.class,
      paramLabel = "TIME",
      description =
          "Keep the last so much time, such as 60s, in memory; write it on 'lokoscope flight PID',"
              + " when a condition is raised that nobody handles, or when memory runs out.")
  private long flight;

  @Option(
      names = "--check-every",
      converter = Amount.OfTime.class,
      paramLabel = "TIME",
      description =
          "Look so often, such as 10s, which fibers nothing can reach any more; with --flight also"
              + " judge what is kept, and write it when there are any or another leak is suspected."
              + " A look is a collection of all garbage; looks take at most 2%% of the time, and to"
              + " judge at most 5%% of a processor. 'lokoscope dump PID' looks at once (default: at"
              + " the end).")
  private long check;

  @Option(
      names = "--no-check",
      description =
          "Do not look at the end of the run what can still be reached. What is left of fibers and"
              + " continuations is then not judged.")
  private boolean noCheck;

  @Option(
      names = "--sample",
      paramLabel = "HZ",
      description = "Take the stack of the running fiber so often in a second, from 1 to 10000.")
  private int sample;

  @Option(
      names = "--values",
      paramLabel = "N",
      description =
          "Keep the first N characters of each message, from 1 to 1000. They may be private:"
              + " whoever gets the trace can read them.")
  private int values;

  @Option(
      names = "--replayable",
      description =
          "Make the run deterministic, and keep all that comes from outside: what it reads from the"
              + " console, files, sockets and commands, for lokoscope replay.")
  private boolean replayable;

  RecordSettings settings() {
    boolean partial =
        maxSize != Long.MAX_VALUE || maxAge != Long.MAX_VALUE || flight != 0 || check != 0;
    if (noCheck && check != 0) {
      throw new CommandFailure(ExitStatus.USAGE, "--no-check: without --check-every");
    }
    if (replayable && (partial || sample != 0)) {
      throw new CommandFailure(
          ExitStatus.USAGE,
          "--replayable: without --max-size, --max-age, --flight, --check-every and --sample");
    }
    if (values < 0 || values > MOST_CHARACTERS) {
      throw new CommandFailure(ExitStatus.USAGE, "--values: from 1 to " + MOST_CHARACTERS);
    }
    if (sample < 0 || sample > MOST_SAMPLES) {
      throw new CommandFailure(ExitStatus.USAGE, "--sample: from 1 to " + MOST_SAMPLES);
    }
    if (flight != 0 && (maxSize != Long.MAX_VALUE || maxAge != Long.MAX_VALUE)) {
      throw new CommandFailure(ExitStatus.USAGE, "--flight: without --max-size and --max-age");
    }
    if (maxSize < SMALLEST) {
      throw new CommandFailure(ExitStatus.USAGE, "--max-size: from 1m on");
    }
    return new RecordSettings(
        new TraceFilter(level, processes, fibers, sample, values),
        new Retention(maxSize, maxAge),
        flight,
        noCheck ? RecordSettings.NEVER : check,
        replayable);
  }
}
