// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lokoscope.gui.work.GuileRecording;
import org.lokoscope.gui.work.JvmRecording;
import org.lokoscope.gui.work.LaunchSettings;
import org.lokoscope.gui.work.ProgramRunner;
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

  @Option(
      names = "--jvm",
      paramLabel = "PID",
      description =
          "Record the virtual threads of a JVM that runs (Java 25 or newer), until it ends or"
              + " Ctrl-C: docs/jvm.md.")
  private @Nullable Long jvm;

  @Option(
      names = "--agent-jar",
      paramLabel = "JAR",
      description =
          "Write the agent for java -javaagent:JAR=DIR, which records the virtual threads of"
              + " another JVM from its start, and do nothing else.")
  private @Nullable Path agentJar;

  @Parameters(index = "0", arity = "0..1", paramLabel = "FILE", description = "The program.")
  private @Nullable Path given;

  @Parameters(index = "1..*", paramLabel = "ARG", description = "Its arguments.")
  private List<String> arguments = List.of();

  @Override
  public Integer call() {
    if (agentJar != null) {
      JvmRecording.writeAgent(agentJar);
      return ExitStatus.DONE;
    }
    if (jvm != null) {
      Path into = output == null ? unused(Path.of("jvm-" + jvm)) : output;
      JvmRecording.record(jvm, into);
      System.err.println("lokoscope: the trace is in " + into);
      return ExitStatus.DONE;
    }
    Path program = given;
    if (program == null) {
      throw new CommandFailure(
          ExitStatus.USAGE, "nothing to record: name a program, or a JVM with --jvm PID");
    }
    RunOptions.checked(program);
    if (recording.settings().replayable()
        && (guile || noSource || ProgramRunner.isStandardInput(program))) {
      throw new CommandFailure(
          ExitStatus.USAGE, "--replayable: a program in a file, without --guile and --no-source");
    }
    Path into = output == null ? unused(program) : output;
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
  private static Path unused(Path program) {
    String name = String.valueOf(program.getFileName()).replaceFirst("\\.[^.]*$", "");
    Path directory = Path.of(name + ".trace");
    for (int i = 2; Files.exists(directory); i++) {
      directory = Path.of(name + "-" + i + ".trace");
    }
    return directory;
  }
}
