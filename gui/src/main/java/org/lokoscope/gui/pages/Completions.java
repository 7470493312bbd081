// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.pages;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Scripts with which a shell completes commands, options and values. */
public final class Completions {

  private static final Pattern VALUES = Pattern.compile("(?<=_option_args=\\()[^)]*(?=\\))");

  private Completions() {}

  /** The shells that there is a script for. */
  public enum Shell {
    BASH,
    ZSH,
    FISH
  }

  /** The script of a shell. */
  public static String of(Shell shell, CommandLine program) {
    return switch (shell) {
      case BASH -> bash(program);
      case ZSH -> zsh(program.getCommandSpec());
      case FISH -> fish(program.getCommandSpec());
    };
  }

  /** Picocli's, with values in lower case, as help and reports write them. */
  private static String bash(CommandLine program) {
    return VALUES
        .matcher(AutoComplete.bash(program.getCommandName(), program))
        .replaceAll(found -> Matcher.quoteReplacement(found.group().toLowerCase(Locale.ROOT)));
  }

  private static String fish(CommandSpec program) {
    StringBuilder out = new StringBuilder();
    String start = "complete -c " + program.name();
    for (OptionSpec option : Words.options(program)) {
      out.append(start).append(" -n __fish_use_subcommand").append(fish(option)).append('\n');
    }
    for (CommandSpec command : Words.commands(program)) {
      out.append(start)
          .append(" -n __fish_use_subcommand -a ")
          .append(command.name())
          .append(" -d ")
          .append(quoted(Words.summary(command)))
          .append('\n');
      for (OptionSpec option : Words.options(command)) {
        out.append(start)
            .append(" -n '__fish_seen_subcommand_from ")
            .append(command.name())
            .append('\'')
            .append(fish(option))
            .append('\n');
      }
    }
    return out.toString();
  }

  private static String fish(OptionSpec option) {
    StringBuilder out = new StringBuilder();
    for (String name : option.names()) {
      out.append(name.startsWith("--") ? " -l " : " -s ").append(name.replaceFirst("^-+", ""));
    }
    List<String> candidates = Words.candidates(option);
    if (!candidates.isEmpty()) {
      out.append(" -x -a ").append(quoted(String.join(" ", candidates)));
    } else if (!Words.label(option).isEmpty()) {
      out.append(" -r");
    }
    return out.append(" -d ").append(quoted(Words.summary(option))).toString();
  }

  private static String zsh(CommandSpec program) {
    StringBuilder out = new StringBuilder();
    String function = "_" + program.name();
    out.append("#compdef ").append(program.name()).append("\n\n");
    out.append(function).append("() {\n");
    out.append("  local context state state_descr line\n  typeset -A opt_args\n");
    out.append("  local -a commands\n  commands=(\n");
    for (CommandSpec command : Words.commands(program)) {
      out.append("    ")
          .append(quoted(command.name() + ":" + Words.summary(command).replace(":", "\\:")))
          .append('\n');
    }
    out.append("  )\n  _arguments -C \\\n");
    for (OptionSpec option : Words.options(program)) {
      out.append(zsh(option));
    }
    out.append("    '1: :->command' '*:: :->rest'\n  case $state in\n");
    out.append("    command) _describe command commands; _files -/ ;;\n");
    out.append("    rest)\n      case $words[1] in\n");
    for (CommandSpec command : Words.commands(program)) {
      out.append("        ").append(command.name()).append(")\n  _arguments \\\n");
      for (OptionSpec option : Words.options(command)) {
        out.append(zsh(option));
      }
      out.append("    '*: :_files' ;;\n");
    }
    out.append("      esac ;;\n  esac\n}\n\n");
    // Loaded by the system, or read by a user's settings.
    out.append("if [ \"$funcstack[1]\" = ").append(function).append(" ]; then\n  ");
    out.append(function).append(" \"$@\"\nelse\n  compdef ").append(function).append(' ');
    return out.append(program.name()).append("\nfi\n").toString();
  }

  private static String zsh(OptionSpec option) {
    String start = "(" + String.join(" ", option.names()) + ")";
    String value = zshValue(option);
    StringBuilder out = new StringBuilder();
    for (String name : option.names()) {
      String joint = name.startsWith("--") ? "=" : "+";
      String specification =
          start
              + name
              + (value.isEmpty() ? "" : joint)
              + "["
              + zshText(Words.summary(option))
              + "]"
              + value;
      out.append("    ").append(quoted(specification)).append(" \\\n");
    }
    return out.toString();
  }

  private static String zshValue(OptionSpec option) {
    String label = Words.label(option);
    if (label.isEmpty()) {
      return "";
    }
    List<String> candidates = Words.candidates(option);
    String action = candidates.isEmpty() ? "_files" : "(" + String.join(" ", candidates) + ")";
    return ":" + zshText(label) + ":" + action;
  }

  private static String zshText(String text) {
    return text.replaceAll("([\\[\\]:\\\\])", "\\\\$1");
  }

  /** In single quotes, in a way that zsh and fish both read. */
  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
