// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.lokoscope.documents.Page;

/**
 * Types each step of {@code docs/tutorial.md} as it stands. Each line that the page shows must be
 * printed, whatever its numbers. With {@code -Dlokoscope.tutorial=write} the pictures of the page
 * are those of this run.
 */
@DisabledOnOs(OS.WINDOWS)
@Timeout(600)
final class TutorialTest {

  private static final Pattern PART =
      Pattern.compile("(?ms)^(?:<!-- file (\\S+) -->\n)?```([a-z]*)\n(.*?)^```$");
  private static final Pattern PICTURE = Pattern.compile("!\\[[^]]+]\\(images/(tutorial-\\S+)\\)");
  private static final List<String> OPTIONS = List.of("-XX:+UseSerialGC", "-Xmx1g");

  @TempDir Path folder;

  @Test
  void shouldDoWhatThePageSays() throws IOException {
    Command command = new Command(folder);
    Path commands = Files.createDirectory(folder.resolve("bin"));
    command.install(commands.resolve("lokoscope"), OPTIONS);
    String page = Page.named("docs/tutorial.md").text();
    Matcher part = PART.matcher(page);
    String said = "";
    int steps = 0;
    while (part.find()) {
      String text = part.group(3);
      if (part.group(1) != null) {
        Files.writeString(folder.resolve(part.group(1)), text);
      } else if (part.group(2).equals("sh")) {
        said = type(command, commands, text);
        steps++;
      } else {
        for (String line : text.lines().toList()) {
          assertThat(plain(said)).contains(plain(line));
        }
      }
    }
    assertThat(steps).isGreaterThan(10);
    pictures(page);
  }

  private static String type(Command command, Path commands, String lines) {
    Command.Result result =
        command.scripted(
            List.of("env", "PATH=" + commands + ":" + System.getenv("PATH")),
            "set -e\n" + lines,
            List.of());
    assertThat(result.status()).as(lines + result.errors()).isZero();
    return result.output();
  }

  /** Numbers differ from run to run. */
  private static String plain(String text) {
    return text.replaceAll("\\d[\\d.\u202f]*( [mµn]?s\\b)?", "N").replaceAll("(?m)\\s+$", "");
  }

  private void pictures(String page) throws IOException {
    List<String> names = PICTURE.matcher(page).results().map(found -> found.group(1)).toList();
    assertThat(names).hasSize(3);
    for (String name : names) {
      Path made = folder.resolve(name);
      Path shown = Page.TOP.resolve("docs").resolve("images").resolve(name);
      if ("write".equals(System.getProperty("lokoscope.tutorial"))) {
        Files.copy(made, shown, StandardCopyOption.REPLACE_EXISTING);
      }
      assertThat(size(made)).isEqualTo(size(shown));
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.filter(file -> file.toString().endsWith(".png"))).hasSameSizeAs(names);
    }
  }

  private static List<Integer> size(Path picture) throws IOException {
    var image = ImageIO.read(picture.toFile());
    return List.of(image.getWidth(), image.getHeight());
  }
}
