// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.lokoscope.gui.debug.Attachment;
import org.lokoscope.gui.debug.DebuggableRun;
import org.lokoscope.gui.work.UserDirectories;
import org.lokoscope.runtime.world.StandardStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "attach",
    mixinStandardHelpOptions = true,
    description = {
      "Debug a program that was started with run --debuggable, at a prompt.",
      "The program stands at once; when the prompt ends, it runs on."
    })
final class AttachCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "PID", description = "The process that runs the program.")
  private long pid;

  @Override
  public Integer call() {
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
