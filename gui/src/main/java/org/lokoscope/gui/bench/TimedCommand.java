// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Runs a command to its end. */
final class TimedCommand {

  /**
   * What came of it.
   *
   * @param seconds from its start to its end
   */
  record Outcome(int status, String output, double seconds) {

    /** The least of the times that the benchmarks' own frame has printed, in seconds. */
    double best() {
      return output
          .lines()
          .filter(line -> line.startsWith("+!CSVLINE!+"))
          .map(line -> line.substring(line.lastIndexOf(',') + 1))
          .mapToDouble(time -> time.equals("INCORRECT") ? Double.NaN : Double.parseDouble(time))
          .reduce(Math::min)
          .orElse(Double.NaN);
    }
  }

  private TimedCommand() {}

  /**
   * Runs a command.
   *
   * @param environment in addition to ours
   */
  static Outcome run(List<String> command, Map<String, String> environment, Path input)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectInput(input.toFile());
    builder.environment().putAll(environment);
    long start = System.nanoTime();
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = process.waitFor();
    return new Outcome(status, output, (System.nanoTime() - start) / 1e9);
  }
}
