// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lokoscope.gui.debug.Attachment;
import org.lokoscope.gui.debug.DebuggableRun;
import org.lokoscope.gui.debug.RunningProgram;
import org.lokoscope.gui.work.UserDirectories;
import org.lokoscope.runtime.world.StandardStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "attach",
    mixinStandardHelpOptions = true,
    description = {
      "Debug a program that was started with run --debuggable, at a prompt.",
      "The program stands at once; when the prompt ends, it runs on. Without PID: lists those that"
          + " run."
    })
final class AttachCommand implements Callable<Integer> {

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "PID",
      description = "The process that runs the program.")
  private @Nullable Long pid;

  @Override
  public Integer call() {
    return pid == null ? list() : attach(pid);
  }

  private static int list() {
    List<RunningProgram> all = RunningProgram.all();
    if (all.isEmpty()) {
      throw new CommandFailure(ExitStatus.USAGE, "attach: " + RunningProgram.NONE);
    }
    all.forEach(each -> System.out.println(each.text()));
    return ExitStatus.DONE;
  }

  private static int attach(long pid) {
    try (Attachment attachment = open(pid, DebuggableRun.PROMPT)) {
      if (System.console() != null && System.console().isTerminal()) {
        attachment.prompt(UserDirectories.ofUser().data());
      } else {
        attachment.relay(new FileInputStream(FileDescriptor.in), StandardStream.output());
      }
      return ExitStatus.DONE;
    } catch (IOException gone) {
      throw new CommandFailure(ExitStatus.USAGE, "process " + pid + ": the program is gone");
    }
  }

  static Attachment open(long pid, String face) {
    try {
      return new Attachment(pid, face);
    } catch (IOException none) {
      throw new CommandFailure(
          ExitStatus.USAGE,
          "process " + pid + " runs no program that was started with run --debuggable");
    }
  }
}
