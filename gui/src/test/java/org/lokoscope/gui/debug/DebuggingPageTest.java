// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.debug;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lokoscope.gui.work.LaunchSettings;

/** The sessions of {@code docs/debugging.md} that come with their program, word for word. */
@Timeout(120)
final class DebuggingPageTest {

  private static final Pattern EXAMPLE =
      Pattern.compile(
          "```scheme\\n"
              + "; (\\S+\\.sps)\\n"
              + "(.*?)```\\n"
              + "\\n"
              + "```\\n"
              + "\\$ lokoscope debug --reversible \\S+\\n"
              + "(.*?)```",
          Pattern.DOTALL);

  @TempDir Path folder;

  @Test
  void shouldSayWhatThePageSays() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "debugging.md"));
    Matcher examples = EXAMPLE.matcher(page);
    int count = 0;
    while (examples.find()) {
      count++;
      String name = examples.group(1);
      Path program =
          Files.writeString(folder.resolve(name), "; " + name + "\n" + examples.group(2));
      List<String> commands = new ArrayList<>();
      List<String> answers = new ArrayList<>();
      examples
          .group(3)
          .lines()
          .forEach(
              line -> {
                if (line.startsWith("(lokoscope) ")) {
                  commands.add(line.substring("(lokoscope) ".length()));
                } else {
                  answers.add(line);
                }
              });
      assertThat(debug(program, commands)).as(name).containsExactlyElementsOf(answers);
    }
    assertThat(count).isPositive();
  }

  private List<String> debug(Path program, List<String> commands) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new DebugPrompt(program, List.of(), LaunchSettings.DEFAULT, new byte[0])
        .reversible(Files.createTempDirectory(folder, "scratch"))
        .run(new BufferedReader(new StringReader(String.join("\n", commands))), out);
    return out.toString(StandardCharsets.UTF_8).replace(folder + "/", "").lines().skip(2).toList();
  }
}
