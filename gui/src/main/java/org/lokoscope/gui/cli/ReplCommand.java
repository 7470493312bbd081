package org.lokoscope.gui.cli;

import java.util.concurrent.Callable;
import org.lokoscope.gui.repl.Prompt;
import org.lokoscope.gui.work.SchemeSettings;
import org.lokoscope.gui.work.UserDirectories;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "repl",
    mixinStandardHelpOptions = true,
    description = {
      "Evaluate forms as they are typed.",
      "Fibers run also while the prompt waits. On a pipe, prints the results and ends with status 1"
          + " if a form failed."
    })
final class ReplCommand implements Callable<Integer> {

  @Mixin private RunOptions options;

  @Override
  public Integer call() {
    return new Prompt(SchemeSettings.of(options.settings()), options.settings().libraries())
        .run(UserDirectories.ofUser().data());
  }
}
