// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lokoscope.gui.debug.DebugPrompt;
import org.lokoscope.gui.work.EventTarget;
import org.lokoscope.gui.work.LaunchSettings;
import org.lokoscope.gui.work.ReplayableRun;
import org.lokoscope.gui.work.ScratchFolder;
import org.lokoscope.gui.work.UserDirectories;
import org.lokoscope.store.Trace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "debug",
    mixinStandardHelpOptions = true,
    description = {
      "Debug a program at a prompt with the words of gdb: break, continue, next, step, print, ...",
      "With piped input, obeys the commands in it. The program stands before its first form."
    })
final class DebugCommand implements Callable<Integer> {

  @Mixin private RunOptions options = new RunOptions();

  @Option(
      names = "--input",
      paramLabel = "FILE",
      description = "What the program reads from standard input (default: nothing).")
  private @Nullable Path input;

  @Option(
      names = "--reversible",
      description =
          "Let reverse-step, reverse-next and reverse-continue go back: the run is deterministic,"
              + " slower, and has no network, no commands and a directory of its own.")
  private boolean reversible;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description =
          "Of a trace: stand at the first event at that time of the recording or after it, such as"
              + " 1.2s or 350ms, or at the event #N by its number.")
  private @Nullable String at;

  @Option(
      names = "--leak",
      paramLabel = "N",
      description =
          "Of a trace: stand where the report's N-th finding became larger for the last time.")
  private @Nullable Integer leak;

  @Parameters(
      index = "0",
      paramLabel = "FILE",
      description = "The program, or a trace of record --replayable, whose run is repeated.")
  private Path program;

  @Parameters(index = "1..*", paramLabel = "ARG", description = "Its arguments.")
  private List<String> arguments = List.of();

  private int replayed() {
    if (at != null && leak != null) {
      throw new CommandFailure(
          ExitStatus.USAGE, "--at and --leak: each says where to stand; give one of them");
    }
    try (Trace recorded = ReplayableRun.open(program)) {
      DebugPrompt prompt = DebugPrompt.replaying(program, recorded);
      if (at != null) {
        prompt.upTo(target(recorded, at));
      } else if (leak != null) {
        prompt.upTo(EventTarget.ofLeak(recorded, leak));
      }
      return prompt.run(UserDirectories.ofUser().data());
    } catch (IOException lost) {
      throw new CommandFailure(ExitStatus.USAGE, "the terminal fails: " + lost.getMessage());
    }
  }

  private static EventTarget target(Trace recorded, String at) {
    return at.matches("#\\d{1,18}")
        ? EventTarget.numbered(recorded, Long.parseLong(at.substring(1)))
        : EventTarget.from(recorded, TimeArgument.instant("--at", at.toLowerCase(Locale.ROOT)));
  }

  @Override
  public Integer call() {
    if (ReplayableRun.isTrace(program)) {
      return replayed();
    }
    if (at != null) {
      throw new CommandFailure(ExitStatus.USAGE, "--at: " + program + " is not a trace");
    }
    if (leak != null) {
      throw new CommandFailure(ExitStatus.USAGE, "--leak: " + program + " is not a trace");
    }
    LaunchSettings settings = options.settings();
    Path checked = RunOptions.checked(program);
    try {
      byte[] read = input == null ? new byte[0] : Files.readAllBytes(input);
      DebugPrompt prompt = new DebugPrompt(checked, arguments, settings, read);
      if (!reversible) {
        return prompt.run(UserDirectories.ofUser().data());
      }
      try (ScratchFolder scratch = new ScratchFolder("lokoscope-debug")) {
        return prompt.reversible(scratch.path()).run(UserDirectories.ofUser().data());
      }
    } catch (IOException unreadable) {
      throw new CommandFailure(ExitStatus.USAGE, "--input: " + input + ": cannot be read");
    }
  }
}
