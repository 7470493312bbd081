// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.pages;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** A manual page, as {@code man} reads it (the macros of groff_man). */
public final class ManualPage {

  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "LOKOSCOPE_JAVA_OPTS",
          "More options for the Java that runs the program, such as -Xmx8g.",
          "LOKO_LIBRARY_PATH",
          "Directories of libraries, as GUILE_LOAD_PATH and CHIBI_MODULE_PATH.",
          "XDG_CACHE_HOME",
          "Where expanded libraries are kept; else ~/.cache.",
          "XDG_DATA_HOME",
          "Where the traces of the samples lie; else ~/.local/share.");

  private final StringBuilder out = new StringBuilder();
  private final CommandSpec command;

  private ManualPage(CommandSpec command) {
    this.command = command;
  }

  /** The name of the page: {@code lokoscope-record} for the command {@code lokoscope record}. */
  public static String name(CommandSpec command) {
    return command.qualifiedName("-");
  }

  /** The page of the program, or of one of its commands. */
  public static String of(CommandSpec command) {
    return new ManualPage(command).write();
  }

  private String write() {
    String name = name(command);
    out.append(".TH \"")
        .append(name.toUpperCase(Locale.ROOT))
        .append("\" \"1\" \"\" \"Lokoscope\" \"Lokoscope\"\n");
    section("NAME");
    line(name + " - " + Words.summary(command));
    section("SYNOPSIS");
    line(synopsis());
    section("DESCRIPTION");
    for (String paragraph : Words.description(command)) {
      out.append(".PP\n");
      line(paragraph);
    }
    parameters();
    options();
    commands();
    if (command.parent() == null) {
      exitStatus();
      environment();
    }
    section("SEE ALSO");
    line(seeAlso());
    return out.toString();
  }

  private String synopsis() {
    return new CommandLine.Help(
            command, CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
        .synopsis(0)
        .replaceAll("\\s+", " ")
        .strip();
  }

  private void parameters() {
    List<PositionalParamSpec> parameters = Words.parameters(command);
    if (parameters.isEmpty()) {
      return;
    }
    section("ARGUMENTS");
    for (PositionalParamSpec each : parameters) {
      entry("\\fI" + escaped(each.paramLabel()) + "\\fR", Words.description(each));
    }
  }

  private void options() {
    section("OPTIONS");
    for (OptionSpec option : Words.options(command)) {
      String names =
          Arrays.stream(option.names())
              .map(each -> "\\fB" + escaped(each) + "\\fR")
              .collect(Collectors.joining(", "));
      String label = Words.label(option);
      entry(
          names + (label.isEmpty() ? "" : "=\\fI" + escaped(label) + "\\fR"),
          Words.description(option));
    }
  }

  private void commands() {
    List<CommandSpec> commands = Words.commands(command);
    if (commands.isEmpty()) {
      return;
    }
    section("COMMANDS");
    for (CommandSpec each : commands) {
      entry("\\fB" + escaped(name(each)) + "\\fR(1)", Words.description(each).getFirst());
    }
  }

  private void exitStatus() {
    section("EXIT STATUS");
    command
        .usageMessage()
        .exitCodeList()
        .forEach((status, meaning) -> entry("\\fB" + status.strip() + "\\fR", meaning));
  }

  private void environment() {
    section("ENVIRONMENT");
    ENVIRONMENT.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(each -> entry("\\fB" + escaped(each.getKey()) + "\\fR", each.getValue()));
  }

  private String seeAlso() {
    @Nullable CommandSpec program = command.parent();
    if (program != null) {
      return name(program) + "(1)";
    }
    return Words.commands(command).stream()
        .map(each -> name(each) + "(1)")
        .collect(Collectors.joining(", "));
  }

  private void section(String title) {
    out.append(".SH ").append(title).append('\n');
  }

  /** An entry of a list: a head, in the words of groff, and a plain text. */
  private void entry(String head, String text) {
    out.append(".TP\n").append(head).append('\n');
    line(text.isBlank() ? "-" : text);
  }

  private void line(String text) {
    String escaped = escaped(text);
    // What begins like a request is none.
    boolean request = escaped.startsWith(".") || escaped.startsWith("'");
    out.append(request ? "\\&" : "").append(escaped).append('\n');
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\e").replace("-", "\\-");
  }
}
