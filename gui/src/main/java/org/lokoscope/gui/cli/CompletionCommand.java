// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.cli;

import java.util.concurrent.Callable;
import org.lokoscope.gui.pages.Completions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description =
        "Print a script with which a shell completes commands and options. A package has it in"
            + " place; else: source <(lokoscope completion bash).")
final class CompletionCommand implements Callable<Integer> {

  @Parameters(paramLabel = "SHELL", description = "One of: ${COMPLETION-CANDIDATES}.")
  private Completions.Shell shell;

  @Override
  public Integer call() {
    System.out.print(Completions.of(shell, Main.model()));
    return ExitStatus.DONE;
  }
}
