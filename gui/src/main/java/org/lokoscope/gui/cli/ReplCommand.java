// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.lokoscope.gui.repl.Prompt;
import org.lokoscope.gui.work.GuileInstallation;
import org.lokoscope.gui.work.LaunchSettings;
import org.lokoscope.gui.work.LibraryDirectories;
import org.lokoscope.gui.work.ProjectFile;
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
    LaunchSettings settings = options.settings();
    ProjectFile project = ProjectFile.of(null);
    List<Path> libraries =
        LibraryDirectories.of(null, settings.libraries(), project.libraries(), System.getenv());
    List<Path> guile = GuileInstallation.directories(settings.guileLibrary(), System.getenv());
    return new Prompt(settings.forRuntime(), libraries, guile).run(UserDirectories.ofUser().data());
  }
}
