package org.lokoscope.gui.cli;

import java.util.List;
import org.lokoscope.gui.work.RecordSettings;
import org.lokoscope.runtime.probe.TraceLevel;
import org.lokoscope.runtime.vm.TraceFilter;
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

  RecordSettings settings() {
    return new RecordSettings(new TraceFilter(level, processes, fibers));
  }
}
