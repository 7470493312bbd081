// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class QuestionsTest {

  @TempDir private Path scratch;

  private final List<List<String>> asked = new ArrayList<>();
  private String reply = "";

  @Test
  void cutsAnswersThatWouldFillTheMemoryOfWhoeverAsks() {
    reply = "x".repeat(200_000);
    assertThat(ask("info", Map.of("trace", scratch.toString())))
        .hasSizeLessThan(100_200)
        .contains("cut after 100000 of 200000 characters");
  }

  @Test
  void showsCommandsALinkedCopyOfTheTraceAlwaysTheSame() throws Exception {
    Files.createDirectory(scratch.resolve("events"));
    Files.createDirectory(scratch.resolve("index"));
    Map<String, Object> arguments = Map.of("trace", scratch.toString(), "query", "--count");
    try (Questions questions = questions()) {
      questions.answer(tool("query"), arguments);
      questions.answer(tool("query"), arguments);
      List<String> words = asked.getFirst();
      assertThat(words).startsWith("find", "--").endsWith("--count").hasSize(4);
      assertThat(asked.get(1)).isEqualTo(words);
      Path borrowed = Path.of(words.get(2));
      assertThat(borrowed.toRealPath()).isNotEqualTo(scratch.toRealPath());
      assertThat(borrowed)
          .isDirectoryContaining("glob:**/events")
          .isDirectoryNotContaining("glob:**/index");
      Files.delete(scratch.resolve("events"));
      questions.answer(tool("query"), arguments);
      assertThat(borrowed).isEmptyDirectory();
    }
    assertThat(Path.of(asked.getFirst().get(2))).doesNotExist();
  }

  private String ask(String tool, Map<String, Object> arguments) {
    try (Questions questions = questions()) {
      CallToolResult result = questions.answer(tool(tool), arguments);
      return ((TextContent) result.content().getFirst()).text();
    }
  }

  private static TraceTool tool(String name) {
    return TraceTools.all().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private Questions questions() {
    return new Questions(
        new Commands() {
          @Override
          public Answer run(List<String> words) {
            asked.add(words);
            return new Answer(false, reply);
          }

          @Override
          public List<String> damage(Path trace) {
            return List.of();
          }
        });
  }
}
