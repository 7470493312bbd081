// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.pages;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What a command line consists of, as plain text. */
final class Words {

  private Words() {}

  /** The commands that the help lists, in its order. */
  static List<CommandSpec> commands(CommandSpec program) {
    return program.subcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .filter(command -> !command.usageMessage().hidden())
        .toList();
  }

  static List<OptionSpec> options(CommandSpec command) {
    return command.options().stream().filter(option -> !option.hidden()).toList();
  }

  static List<PositionalParamSpec> parameters(CommandSpec command) {
    return command.positionalParameters().stream().filter(each -> !each.hidden()).toList();
  }

  /** The description of a command, one text for each paragraph. */
  static List<String> description(CommandSpec command) {
    List<String> paragraphs = new ArrayList<>();
    for (String each : command.usageMessage().description()) {
      if (!each.isBlank()) {
        paragraphs.add(plain(each));
      }
    }
    return paragraphs;
  }

  /** The first sentence of the description of a command, without its full stop. */
  static String summary(CommandSpec command) {
    return sentence(description(command).getFirst());
  }

  static String summary(ArgSpec argument) {
    return sentence(description(argument));
  }

  static String description(ArgSpec argument) {
    return plain(String.join(" ", argument.description()));
  }

  /** What stands for a value: {@code DIR}; empty for a switch. */
  static String label(ArgSpec argument) {
    return argument.arity().max() == 0 ? "" : argument.paramLabel();
  }

  /** The values that an option can have, if these are few and known. */
  static List<String> candidates(ArgSpec argument) {
    if (argument.completionCandidates() == null) {
      return List.of();
    }
    Stream<String> all = StreamSupport.stream(argument.completionCandidates().spliterator(), false);
    return all.map(each -> each.toLowerCase(Locale.ROOT)).toList();
  }

  static String plain(String text) {
    String lines = text.replace("%n", "\n").replace("%%", "%");
    return CommandLine.Help.Ansi.OFF.string(lines).replaceAll("\\s+", " ").strip();
  }

  private static String sentence(String text) {
    int end = text.indexOf(". ");
    String first = end < 0 ? text : text.substring(0, end);
    return first.endsWith(".") ? first.substring(0, first.length() - 1) : first;
  }
}
