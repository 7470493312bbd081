// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.lokoscope.gui.work.ReplayableRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Run once more what record --replayable recorded, from what the trace keeps, and compare"
          + " every event and the console output with the recording.",
      "Exit status 3 if anything differs."
    })
final class ReplayCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "TRACE", description = "The directory of the trace.")
  private Path trace;

  @Override
  public Integer call() {
    ReplayableRun.Result result = ReplayableRun.replay(trace);
    result.notes().forEach(note -> System.err.println("lokoscope: " + note));
    if (result.differences().isEmpty()) {
      System.out.println(
          "the same: "
              + result.events()
              + (result.cut()
                  ? " events and the console output, up to where the recording was interrupted"
                  : " events, the console output and the exit status"));
      return ExitStatus.DONE;
    }
    result.differences().forEach(System.out::println);
    return ExitStatus.FOUND;
  }
}
