package org.lokoscope.gui.cli;

import java.util.concurrent.Callable;
import org.lokoscope.gui.repl.Prompt;
import org.lokoscope.gui.work.UserDirectories;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "repl",
    mixinStandardHelpOptions = true,
    description = {
      "Evaluate forms interactively.",
      "Fibers keep running at the prompt. With piped input, prints the results and exits with"
          + " status 1 if a form failed."
    })
final class ReplCommand implements Callable<Integer> {

  @Mixin private RunOptions options;

  @Override
  public Integer call() {
    return new Prompt(options.settings().forRuntime(), options.settings().libraries())
        .run(UserDirectories.ofUser().data());
  }
}
