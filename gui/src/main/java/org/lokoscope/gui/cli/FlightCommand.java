// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.cli;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.Callable;
import org.lokoscope.gui.work.ControlSocket;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "flight",
    mixinStandardHelpOptions = true,
    description = {
      "Write what the flight recorder of a running program has (record --flight), as a trace.",
      "Prints where it is. The program continues."
    })
final class FlightCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "PID", description = "Process ID of a lokoscope record.")
  private long pid;

  @Override
  public Integer call() {
    try {
      String answer = ControlSocket.ask(pid, ControlSocket.FLIGHT);
      if (answer.startsWith("lokoscope: ")) {
        throw new CommandFailure(
            ExitStatus.USAGE, answer.substring("lokoscope: ".length()).strip());
      }
      System.out.print(answer);
      System.out.flush();
      return ExitStatus.DONE;
    } catch (SocketTimeoutException _) {
      throw new CommandFailure(
          ExitStatus.USAGE, pid + ": the process does not answer; it may be stopped");
    } catch (IOException _) {
      throw new CommandFailure(
          ExitStatus.USAGE, "PID " + pid + ": no reachable lokoscope record --flight");
    }
  }
}
