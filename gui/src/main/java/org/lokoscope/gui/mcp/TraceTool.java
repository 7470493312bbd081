// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.mcp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A question: a command of the command line, which answers it.
 *
 * @param image whether the answer is a file of PNG that the option {@code --output} names
 */
record TraceTool(
    String name, String command, String description, List<Argument> arguments, boolean image) {

  /** What an argument becomes in the command. */
  enum Kind {
    /** A word: the directory of a trace. */
    TRACE,
    /** A word. */
    WORD,
    /** A word: a whole number. */
    NUMBER_WORD,
    /** An option with a text. */
    TEXT,
    /** An option with a whole number. */
    NUMBER,
    /** An option that is there or not. */
    FLAG;

    String type() {
      return switch (this) {
        case TRACE, WORD, TEXT -> "string";
        case NUMBER, NUMBER_WORD -> "integer";
        case FLAG -> "boolean";
      };
    }

    boolean isWord() {
      return this == TRACE || this == WORD || this == NUMBER_WORD;
    }
  }

  /**
   * An argument.
   *
   * @param name its name; that of the option too
   * @param values what it can be; empty if anything of its kind
   */
  record Argument(String name, Kind kind, boolean required, String meaning, List<String> values) {

    static Argument trace(String name, String meaning) {
      return new Argument(name, Kind.TRACE, true, meaning, List.of());
    }

    static Argument required(String name, Kind kind, String meaning) {
      return new Argument(name, kind, true, meaning, List.of());
    }

    static Argument option(String name, Kind kind, String meaning, String... values) {
      return new Argument(name, kind, false, meaning, List.of(values));
    }

    private Map<String, Object> schema() {
      Map<String, Object> schema = new LinkedHashMap<>();
      schema.put("type", kind.type());
      schema.put("description", meaning);
      if (!values.isEmpty()) {
        schema.put("enum", values);
      }
      return schema;
    }
  }

  /** The JSON schema of its arguments. */
  Map<String, Object> schema() {
    Map<String, Object> properties = new LinkedHashMap<>();
    arguments.forEach(each -> properties.put(each.name(), each.schema()));
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("properties", properties);
    schema.put(
        "required", arguments.stream().filter(Argument::required).map(Argument::name).toList());
    schema.put("additionalProperties", false);
    return schema;
  }

  /** The arguments that name a trace. */
  List<Argument> traces() {
    return arguments.stream().filter(each -> each.kind() == Kind.TRACE).toList();
  }

  /**
   * The values of the arguments that are there, as words.
   *
   * @throws IllegalArgumentException if one is missing, unknown or of another kind; says which
   */
  Map<String, String> check(Map<String, Object> given) {
    for (String key : given.keySet()) {
      if (arguments.stream().noneMatch(each -> each.name().equals(key))) {
        throw new IllegalArgumentException(
            name
                + ": has no argument "
                + key
                + "; it takes "
                + String.join(", ", arguments.stream().map(Argument::name).toList()));
      }
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (Argument argument : arguments) {
      Object value = given.get(argument.name());
      if (value != null) {
        values.put(argument.name(), word(argument, value));
      } else if (argument.required()) {
        throw new IllegalArgumentException(
            name + ": the argument " + argument.name() + " is missing");
      }
    }
    return values;
  }

  private String word(Argument argument, Object value) {
    @Nullable String word =
        switch (argument.kind()) {
          case TRACE, WORD, TEXT -> value instanceof String text && !text.isBlank() ? text : null;
          case NUMBER, NUMBER_WORD ->
              value instanceof Integer || value instanceof Long ? value.toString() : null;
          case FLAG -> value instanceof Boolean ? value.toString() : null;
        };
    if (word == null) {
      throw new IllegalArgumentException(
          name + ": the argument " + argument.name() + " must be " + wanted(argument.kind()));
    }
    if (!argument.values().isEmpty() && !argument.values().contains(word)) {
      throw new IllegalArgumentException(
          name
              + ": the argument "
              + argument.name()
              + " must be one of "
              + String.join(", ", argument.values())
              + ", not "
              + word);
    }
    return word;
  }

  private static String wanted(Kind kind) {
    return switch (kind) {
      case TRACE, WORD, TEXT -> "a text that is not empty";
      case NUMBER, NUMBER_WORD -> "a whole number";
      case FLAG -> "true or false";
    };
  }

  /** The words of the command; what looks like an option among the values is none. */
  List<String> words(Map<String, String> values) {
    List<String> words = new ArrayList<>(List.of(command));
    List<String> behind = new ArrayList<>();
    for (Argument argument : arguments) {
      String value = values.get(argument.name());
      if (value == null) {
        continue;
      }
      if (argument.kind().isWord()) {
        behind.add(value);
      } else if (argument.kind() != Kind.FLAG) {
        words.add("--" + argument.name() + "=" + value);
      } else if (Boolean.parseBoolean(value)) {
        words.add("--" + argument.name());
      }
    }
    words.add("--");
    words.addAll(behind);
    return words;
  }
}
