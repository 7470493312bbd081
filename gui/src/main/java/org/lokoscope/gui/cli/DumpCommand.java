// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.cli;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.Callable;
import org.lokoscope.gui.work.ControlSocket;
import org.lokoscope.gui.work.GuileDump;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "dump",
    mixinStandardHelpOptions = true,
    description = {
      "Show what each fiber of a running program does: its state, what it waits for and where, its"
          + " stack.",
      "The program continues. The collector takes fibers that nothing can wake. In a"
          + " recorded run this asks for them, and the report names them."
    })
final class DumpCommand implements Callable<Integer> {

  @Parameters(
      index = "0",
      paramLabel = "PID",
      description =
          "Process ID of a running lokoscope run or record, of a JVM with the agent, or of a Guile"
              + " with the module.")
  private long pid;

  @Override
  public Integer call() {
    try {
      System.out.print(GuileDump.isAnswered(pid) ? GuileDump.ask(pid) : ControlSocket.ask(pid));
      System.out.flush();
      return ExitStatus.DONE;
    } catch (SocketTimeoutException _) {
      throw new CommandFailure(
          ExitStatus.USAGE, pid + ": the process does not answer; it may be stopped");
    } catch (IOException _) {
      throw new CommandFailure(ExitStatus.USAGE, "PID " + pid + ": no reachable lokoscope run");
    }
  }
}
