// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What a package has in /usr/share says what the command line says, and its readers read it. */
class SharedFilesTest {

  private static final String BASH = "bash-completion/completions/lokoscope";
  private static final String ZSH = "zsh/vendor-completions/_lokoscope";
  private static final String FISH = "fish/vendor_completions.d/lokoscope.fish";

  @TempDir Path folder;

  @BeforeEach
  void write() {
    assertThat(new CommandLine(new SharedFilesCommand()).execute(folder.toString())).isZero();
  }

  private static List<CommandSpec> commands() {
    return Main.model().getSubcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .toList();
  }

  private String read(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  @Test
  void shouldHaveAPageForEachCommandWithEachOption() throws IOException {
    String whole = read("man/man1/lokoscope.1");
    for (CommandSpec command : commands()) {
      assertThat(whole).contains("lokoscope\\-" + command.name().replace("-", "\\-"));
      String page = read("man/man1/lokoscope-" + command.name() + ".1");
      for (OptionSpec option : command.options()) {
        if (!option.hidden()) {
          assertThat(page).contains("\\fB" + option.longestName().replace("-", "\\-") + "\\fR");
        }
      }
    }
    assertThat(whole).doesNotContain("train", "shared");
  }

  @Test
  void shouldCompleteEachCommandAndOptionInEachShell() throws IOException {
    for (CommandSpec command : commands()) {
      for (String each : List.of(BASH, ZSH, FISH)) {
        assertThat(read(each)).contains(command.name());
      }
      assertThat(read(ZSH) + read(FISH)).doesNotContain("CALLCC").contains("callcc");
      for (OptionSpec option : command.options()) {
        if (!option.hidden()) {
          String name = option.longestName();
          assertThat(read(BASH)).contains("'" + name + "'");
          assertThat(read(ZSH)).containsPattern("\\)" + name + "[=\\[]");
          assertThat(read(FISH))
              .containsPattern(
                  "seen_subcommand_from " + command.name() + "' [^\n]*-l " + name.substring(2));
        }
      }
    }
  }

  @Test
  void shouldBeReadByManWithoutAWarning() throws IOException, InterruptedException {
    assumeTrue(isThere("groff"), "no groff");
    for (CommandSpec command : commands()) {
      String page = folder + "/man/man1/lokoscope-" + command.name() + ".1";
      assertThat(said("groff", "-man", "-ww", "-z", page)).isEmpty();
    }
  }

  @Test
  void shouldCompleteInBash() throws IOException, InterruptedException {
    assumeTrue(isThere("bash"), "no bash");
    String words =
        "source '%s' 2>&1; compopt() { :; }; COMP_WORDS=(lokoscope %s); COMP_CWORD=%d;"
            + " _complete_lokoscope; echo \"${COMPREPLY[@]}\"";
    String script = folder.resolve(BASH).toString();
    assertThat(said("bash", "-c", words.formatted(script, "prof", 1))).isEqualTo("profile");
    assertThat(said("bash", "-c", words.formatted(script, "record --fib", 2)))
        .isEqualTo("--fibers");
    assertThat(said("bash", "-c", words.formatted(script, "record --fibers d", 3)))
        .isEqualTo("delimited");
  }

  @Test
  void shouldCompleteInFish() throws IOException, InterruptedException {
    assumeTrue(isThere("fish"), "no fish");
    String script = "source '" + folder.resolve(FISH) + "'; complete -C ";
    assertThat(said("fish", "-c", script + "'lokoscope prof'")).startsWith("profile");
    assertThat(said("fish", "-c", script + "'lokoscope record --fib'")).startsWith("--fibers");
  }

  @Test
  void shouldBeReadByZsh() throws IOException, InterruptedException {
    assumeTrue(isThere("zsh"), "no zsh");
    assertThat(said("zsh", "-n", folder.resolve(ZSH).toString())).isEmpty();
  }

  @Test
  void shouldHaveIcons() throws IOException {
    assertThat(read("icons/hicolor/scalable/apps/lokoscope.svg")).startsWith("<svg");
    File large = folder.resolve("icons/hicolor/256x256/apps/lokoscope.png").toFile();
    assertThat(ImageIO.read(large).getWidth()).isEqualTo(256);
  }

  private static boolean isThere(String program) {
    return List.of(System.getenv("PATH").split(File.pathSeparator)).stream()
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }

  private static String said(String... line) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said.strip();
  }
}
