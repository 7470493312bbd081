// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a {@link ProjectFile}. The reader of TOML is loaded only where there is such a file. */
final class ProjectFileReader {

  private static final String KNOWN = "the keys are libdir and strict";

  private final Path file;
  private final String text;
  private List<Path> libraries = List.of();
  private boolean strict;

  private ProjectFileReader(Path file, String text) {
    this.file = file;
    this.text = text;
  }

  /**
   * @throws ProjectFileException if something is wrong with the text
   */
  static ProjectFile read(Path file, String text) {
    ProjectFileReader reader = new ProjectFileReader(file, text);
    for (Map.Entry<String, JsonNode> entry : reader.tree().properties()) {
      reader.take(entry.getKey(), entry.getValue());
    }
    return new ProjectFile(reader.libraries, reader.strict);
  }

  private JsonNode tree() {
    try {
      return new TomlMapper().readTree(text);
    } catch (JsonProcessingException wrong) {
      int line = wrong.getLocation() == null ? 1 : Math.max(1, wrong.getLocation().getLineNr());
      int column = wrong.getLocation() == null ? 1 : Math.max(1, wrong.getLocation().getColumnNr());
      String what = Objects.requireNonNullElse(wrong.getOriginalMessage(), "not TOML");
      throw failure(line, column, what.lines().findFirst().orElse("not TOML"), wrong);
    }
  }

  private void take(String key, JsonNode value) {
    switch (key) {
      case "libdir" -> libraries = directories(key, value);
      case "strict" -> {
        if (!value.isBoolean()) {
          throw failure(key, "strict must be true or false");
        }
        strict = value.booleanValue();
      }
      default -> throw failure(key, "unknown key " + key + "; " + KNOWN);
    }
  }

  private List<Path> directories(String key, JsonNode value) {
    String expected = "libdir must be a list of directories, such as [\"lib\"]";
    if (!value.isArray()) {
      throw failure(key, expected);
    }
    Path beside = Objects.requireNonNull(file.toAbsolutePath().getParent());
    List<Path> all = new ArrayList<>();
    for (JsonNode item : value) {
      if (!item.isTextual() || item.textValue().isEmpty()) {
        throw failure(key, expected);
      }
      try {
        all.add(beside.resolve(item.textValue()).normalize());
      } catch (InvalidPathException malformed) {
        throw failure(key, expected);
      }
    }
    return List.copyOf(all);
  }

  /** A complaint about a key, with the place where the text has it, in a line or as a table. */
  private ProjectFileException failure(String key, String what) {
    String quoted = Pattern.quote(key);
    Pattern place =
        Pattern.compile("^[ \\t]*(?:\\[{1,2}[ \\t]*)?[\"']?(" + quoted + ")", Pattern.MULTILINE);
    Matcher matcher = place.matcher(text);
    int at = matcher.find() ? matcher.start(1) : 0;
    int line = (int) text.substring(0, at).chars().filter(c -> c == '\n').count() + 1;
    int column = at - text.lastIndexOf('\n', at - 1);
    return failure(line, column, what, null);
  }

  private ProjectFileException failure(
      int line, int column, String what, @Nullable Exception cause) {
    return new ProjectFileException(file + ":" + line + ":" + column + ": " + what, cause);
  }
}
