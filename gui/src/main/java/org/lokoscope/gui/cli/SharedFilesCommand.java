// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.lokoscope.gui.pages.Completions;
import org.lokoscope.gui.pages.ManualPage;
import org.lokoscope.gui.pages.ProgramIcon;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;

/** Writes what a package has in {@code /usr/share}: build-tools/package calls it. */
@Command(
    name = "shared-files",
    hidden = true,
    description = "Write manual pages, completions and icons.")
final class SharedFilesCommand implements Callable<Integer> {

  private static final List<Integer> SIDES = List.of(16, 32, 48, 128, 256);

  @Parameters(paramLabel = "DIR", description = "Where: what is /usr/share in a package.")
  private Path directory;

  @Override
  public Integer call() {
    System.setProperty("java.awt.headless", "true");
    try {
      CommandLine program = Main.model();
      write("bash-completion/completions/lokoscope", Completions.Shell.BASH, program);
      write("zsh/vendor-completions/_lokoscope", Completions.Shell.ZSH, program);
      write("fish/vendor_completions.d/lokoscope.fish", Completions.Shell.FISH, program);
      manual(program.getCommandSpec());
      for (CommandLine each : program.getSubcommands().values()) {
        manual(each.getCommandSpec());
      }
      ProgramIcon.writeSvg(file("icons/hicolor/scalable/apps/lokoscope.svg"));
      for (int side : SIDES) {
        ProgramIcon.writePng(
            side, file("icons/hicolor/" + side + "x" + side + "/apps/lokoscope.png"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(directory + ": cannot be written: " + e.getMessage(), e);
    }
    return ExitStatus.DONE;
  }

  private void write(String name, Completions.Shell shell, CommandLine program) throws IOException {
    Files.writeString(file(name), Completions.of(shell, program));
  }

  private void manual(CommandSpec command) throws IOException {
    Files.writeString(file("man/man1/" + ManualPage.name(command) + ".1"), ManualPage.of(command));
  }

  private Path file(String name) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return file;
  }
}
