// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.repl;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.lokoscope.runtime.core.Unparser;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.number.NumberReader;
import org.lokoscope.runtime.printer.Printer;
import org.lokoscope.runtime.process.Session;
import org.lokoscope.runtime.reader.SourceReader;
import org.lokoscope.runtime.reader.SourceText;
import org.lokoscope.runtime.source.Annotation;
import org.lokoscope.runtime.source.SourceSpan;
import org.lokoscope.tracer.text.Count;

/** The prompt's own commands: a comma, a word, and what it is about. */
final class Commands {

  private static final double NANOS_PER_MILLI = 1e6;

  private static final Map<String, String> HELP = new LinkedHashMap<>();

  static {
    HELP.put(",help", "this list");
    HELP.put(",quit", "exit (also Ctrl-D)");
    HELP.put(",import SET ...", "import libraries, such as (rnrs) or (only (srfi :1) iota)");
    HELP.put(",load FILE", "evaluate the forms of a file");
    HELP.put(",expand FORM", "show the expansion of a form");
    HELP.put(",time FORM", "evaluate a form and report the time");
    HELP.put(",fibers", "the live fibers: state, what they wait for, and where");
    HELP.put(",names TEXT", "the bound names that contain the text");
  }

  private final Repl repl;
  private final Session session;
  private final PrintWriter out;

  Commands(Repl repl, Session session, PrintWriter out) {
    this.repl = repl;
    this.session = session;
    this.out = out;
  }

  /** The commands as they are typed. */
  static List<String> names() {
    return HELP.keySet().stream().map(line -> line.split(" ")[0]).toList();
  }

  /** What stands after a command's name. */
  static String argument(String text) {
    String line = text.strip();
    int end = 0;
    while (end < line.length() && !Character.isWhitespace(line.charAt(end))) {
      end++;
    }
    return line.substring(end).strip();
  }

  void run(Input.Entry entry, String file) {
    String text = entry.text().strip();
    String argument = argument(text);
    switch (text.substring(0, text.length() - argument.length()).strip()) {
      case ",help", ",h", ",?" -> help();
      case ",quit", ",q", ",exit" -> repl.end();
      case ",import", ",use" -> importAll(argument, file);
      case ",load", ",l" -> load(argument);
      case ",expand", ",x" -> expand(argument, file);
      case ",time", ",t" -> time(argument, file);
      case ",fibers", ",f" -> fibers();
      case ",names", ",apropos", ",a" -> matching(argument);
      default ->
          repl.fail("unknown command " + text.lines().findFirst().orElse("") + "; try ,help");
    }
  }

  private void help() {
    out.println("Forms are evaluated; an incomplete form continues on the next line.");
    out.println("Tab completes names, the arrow keys recall earlier forms, Ctrl-C interrupts.");
    int width = HELP.keySet().stream().mapToInt(String::length).max().orElse(0);
    HELP.forEach((name, what) -> out.printf("  %-" + width + "s  %s%n", name, what));
  }

  private static List<Annotation> forms(String text, String file) {
    return new SourceReader(text, file, NumberReader::parse).readAll();
  }

  private void importAll(String sets, String file) {
    Symbol keyword = Symbol.of("import");
    Object[] all = forms(sets, file).toArray();
    Object[] plain = forms(sets, file).stream().map(Annotation::datum).toArray();
    repl.evaluate(
        new Annotation(
            new Pair(keyword, Lists.of(all)), new Pair(keyword, Lists.of(plain)), SourceSpan.NONE));
  }

  private void load(String name) {
    String plain = name.length() > 1 && name.startsWith("\"") ? unquoted(name) : name;
    try {
      Path file = Path.of(plain);
      repl.evaluateAll(SourceText.decode(Files.readAllBytes(file), plain), plain);
    } catch (IOException | InvalidPathException unreadable) {
      repl.fail(plain + ": cannot be read");
    }
  }

  private static String unquoted(String name) {
    return name.substring(1, name.length() - (name.endsWith("\"") ? 1 : 0));
  }

  private void expand(String text, String file) {
    for (Annotation form : forms(text, file)) {
      out.println(Printer.write(Unparser.datum(session.expand(form))));
    }
  }

  private void time(String text, String file) {
    long began = System.nanoTime();
    repl.evaluateAll(text, file);
    out.printf(java.util.Locale.ROOT, "%.1f ms%n", (System.nanoTime() - began) / NANOS_PER_MILLI);
  }

  private void fibers() {
    session
        .fibers()
        .ifPresentOrElse(
            this::list, () -> repl.fail("no answer: the running fiber does not yield"));
  }

  private void list(List<Session.FiberView> fibers) {
    if (fibers.isEmpty()) {
      out.println("no fibers");
    }
    for (Session.FiberView fiber : fibers) {
      String name = fiber.name().isEmpty() ? "" : " " + fiber.name();
      String reason = fiber.waitsFor().isEmpty() ? "" : " for " + fiber.waitsFor();
      String place = fiber.place().isEmpty() ? "" : " at " + fiber.place();
      out.println(
          fiber.number() + name + ": " + fiber.state() + reason + place + frames(fiber.frames()));
    }
  }

  private static String frames(int count) {
    return count == 0 ? "" : " (" + Count.of(count, "frame") + ")";
  }

  private void matching(String text) {
    out.println(
        session.names().stream()
            .filter(name -> name.contains(text))
            .collect(Collectors.joining(" ")));
  }
}
