// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.lokoscope.gui.debug.DebuggableRun;
import org.lokoscope.gui.work.StoreWorkbench;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Run a Scheme program without tracing.")
final class RunCommand implements Callable<Integer> {

  @Mixin private RunOptions options = new RunOptions();

  @Option(
      names = "--debuggable",
      description = "Let lokoscope attach and lokoscope dap --attach debug the program.")
  private boolean debuggable;

  @Parameters(index = "0", paramLabel = "FILE", description = "The program; - for standard input.")
  private Path program;

  @Parameters(index = "1..*", paramLabel = "ARG", description = "Its arguments.")
  private List<String> arguments = List.of();

  /** For picocli, which sets the fields. */
  RunCommand() {}

  /** With the defaults of all options. */
  RunCommand(Path program, List<String> arguments) {
    this.program = program;
    this.arguments = arguments;
  }

  @Override
  public Integer call() {
    if (debuggable) {
      return new DebuggableRun(RunOptions.checked(program), arguments, options.settings()).run();
    }
    return new StoreWorkbench()
        .runner()
        .run(RunOptions.checked(program), arguments, options.settings());
  }
}
