// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * What the launcher runs once after a build, so that the JVM writes a cache of the classes that a
 * start needs, loaded and linked.
 */
@Command(
    name = "train",
    hidden = true,
    description = "Do what most users do, to learn its classes.")
final class TrainCommand implements Callable<Integer> {

  @Option(
      names = "--record",
      required = true,
      paramLabel = "DIR",
      description = "The directory for the trace of the last program.")
  private Path trace;

  @Option(names = "--show", description = "Draw the trace, too.")
  private boolean show;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Programs to run.")
  private List<Path> programs;

  @Override
  public Integer call() {
    run("--version");
    for (Path program : programs) {
      run("run", program.toString());
    }
    run("record", "-o", trace.toString(), programs.getLast().toString());
    run("report", trace.toString());
    if (show) {
      run("snapshot", trace.toString(), "-o", trace.resolve("timeline.png").toString());
    }
    return ExitStatus.DONE;
  }

  private static void run(String... arguments) {
    int status = Main.execute(System.out, arguments);
    if (status != ExitStatus.DONE) {
      throw new IllegalStateException(String.join(" ", arguments) + " ends with " + status);
    }
  }
}
