package org.lokoscope.gui.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lokoscope.gui.work.GuileRecording;
import org.lokoscope.gui.work.LaunchSettings;
import org.lokoscope.gui.work.StoreWorkbench;
import org.lokoscope.store.Progress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "record",
    mixinStandardHelpOptions = true,
    description = "Run a Scheme program and record what its fibers and processes do.")
final class RecordCommand implements Callable<Integer> {

  @Mixin private RunOptions options;

  @Mixin private RecordOptions recording;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description =
          "Directory of the trace; an existing trace is replaced (default: the name of the program"
              + " with .trace, numbered).")
  private @Nullable Path output;

  @Option(
      names = "--no-source",
      description = "Keep no text of the program and of its libraries in the trace.")
  private boolean noSource;

  @Option(
      names = "--guile",
      description =
          "Run the program by the guile on the PATH, and record its Guile fibers:"
              + " docs/guile-fibers.md.")
  private boolean guile;

  @Parameters(index = "0", paramLabel = "FILE", description = "The program.")
  private Path program;

  @Parameters(index = "1..*", paramLabel = "ARG", description = "Its arguments.")
  private List<String> arguments = List.of();

  @Override
  public Integer call() {
    RunOptions.checked(program);
    Path into = output == null ? unused() : output;
    if (guile) {
      int status = GuileRecording.record(program, arguments, into);
      System.err.println("lokoscope: the trace is in " + into);
      return status;
    }
    int status =
        new StoreWorkbench()
            .runner()
            .record(
                program, arguments, settings(), recording.settings(), into, false, Progress.NONE);
    if (recording.settings().flightNanos() == 0) {
      System.err.println("lokoscope: the trace is in " + into);
    }
    return status;
  }

  private LaunchSettings settings() {
    return noSource ? options.settings().withoutSources() : options.settings();
  }

  /** In the current directory: {@code server.trace}, or {@code server-2.trace} and so on. */
  private Path unused() {
    String name = String.valueOf(program.getFileName()).replaceFirst("\\.[^.]*$", "");
    Path directory = Path.of(name + ".trace");
    for (int i = 2; Files.exists(directory); i++) {
      directory = Path.of(name + "-" + i + ".trace");
    }
    return directory;
  }
}
