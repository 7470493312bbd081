// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.mcp;

import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lokoscope.gui.mcp.Commands.Answer;
import org.lokoscope.tracer.text.Reason;

/** Answers the calls of tools by commands, which see traces that are borrowed. */
final class Questions implements AutoCloseable {

  /** Longer texts are cut: they would fill the memory of whoever asks. */
  private static final int MOST = 100_000;

  private final Commands commands;
  private final BorrowedTraces traces = new BorrowedTraces();

  Questions(Commands commands) {
    this.commands = commands;
  }

  /** One at a time: a command has the standard output to itself. */
  synchronized CallToolResult answer(TraceTool tool, Map<String, Object> given) {
    try {
      Map<String, String> values = new LinkedHashMap<>(tool.check(given));
      Map<Path, String> borrowed = new LinkedHashMap<>();
      for (TraceTool.Argument each : tool.traces()) {
        String name = String.valueOf(values.get(each.name()));
        Path directory = traces.borrow(name);
        borrowed.put(directory, name);
        values.put(each.name(), directory.toString());
      }
      return tool.image() ? image(tool, values, borrowed) : text(tool, values, borrowed);
    } catch (IllegalArgumentException | IOException wrong) {
      return result(true, List.of(text(Reason.of(wrong))));
    }
  }

  private CallToolResult text(
      TraceTool tool, Map<String, String> values, Map<Path, String> borrowed) {
    Answer answer = commands.run(tool.words(values));
    String said = cut(answer.text());
    // The facts list it themselves.
    if (!answer.failed() && !said.contains("\nDamaged:\n")) {
      said += damage(borrowed);
    }
    return result(answer.failed(), List.of(text(named(said, borrowed))));
  }

  private CallToolResult image(
      TraceTool tool, Map<String, String> values, Map<Path, String> borrowed) throws IOException {
    Path file = Files.createTempFile("lokoscope-mcp-", ".png");
    try {
      List<String> words = new ArrayList<>(tool.words(values));
      words.add(1, "--output=" + file);
      Answer answer = commands.run(words);
      if (answer.failed() || Files.size(file) == 0) {
        return result(true, List.of(text(named(answer.text(), borrowed))));
      }
      String octets = Base64.getEncoder().encodeToString(Files.readAllBytes(file));
      List<Content> contents =
          new ArrayList<>(List.of(McpSchema.ImageContent.builder(octets, "image/png").build()));
      String damage = damage(borrowed);
      if (!damage.isEmpty()) {
        contents.add(text(named(damage, borrowed)));
      }
      return result(false, contents);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private String damage(Map<Path, String> borrowed) {
    StringBuilder text = new StringBuilder();
    borrowed.forEach(
        (directory, name) -> {
          for (String line : commands.damage(directory)) {
            text.append(text.isEmpty() ? "\nDamaged:\n" : "");
            text.append("  ").append(borrowed.size() > 1 ? name + ": " : "").append(line);
            text.append('\n');
          }
        });
    return text.toString();
  }

  private static String cut(String text) {
    return text.length() <= MOST
        ? text
        : text.substring(0, MOST)
            + "\n(cut after "
            + MOST
            + " of "
            + text.length()
            + " characters: ask for less, by limit, range or query)\n";
  }

  /** With the names by which the client knows the traces. */
  private static String named(String text, Map<Path, String> borrowed) {
    String named = text;
    for (Map.Entry<Path, String> each : borrowed.entrySet()) {
      named = named.replace(each.getKey().toString(), each.getValue());
    }
    return named;
  }

  private static McpSchema.TextContent text(String text) {
    return McpSchema.TextContent.builder(text.isBlank() ? "(nothing)" : text).build();
  }

  private static CallToolResult result(boolean failed, List<? extends Content> contents) {
    return CallToolResult.builder(List.copyOf(contents)).isError(failed).build();
  }

  /** Removes what was borrowed; a question that is being answered may then fail. */
  @Override
  public void close() {
    traces.close();
  }
}
