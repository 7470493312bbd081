// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.guile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lokoscope.runtime.datum.SchemeString;
import org.lokoscope.runtime.printer.Notation;
import org.lokoscope.runtime.printer.Printer;

/**
 * {@code (ice-9 format)}: the directives of Common Lisp's format that Guile has. A control string
 * is interpreted as it is read; {@code ~?} and iterations run on arguments of their own.
 */
final class Formatter {

  private final String control;
  private final FormatArguments arguments;
  private final StringBuilder out;
  private final FormatText printing;

  private Formatter(String control, Object[] arguments, StringBuilder out) {
    this.control = control;
    this.arguments = new FormatArguments(control, arguments);
    this.out = out;
    this.printing = new FormatText(this.arguments, out);
  }

  static String format(String control, Object[] arguments) {
    StringBuilder out = new StringBuilder();
    new Formatter(control, arguments, out).run();
    return out.toString();
  }

  private boolean run() {
    return run(0, control.length());
  }

  /**
   * Interprets a part of the control string.
   *
   * @return false if {@code ~^} ended it early
   */
  private boolean run(int from, int to) {
    int i = from;
    while (i < to) {
      char c = control.charAt(i);
      if (c != '~') {
        out.append(c);
        i++;
        continue;
      }
      Directive directive = directive(i);
      if (directive.letter() == '^') {
        if (escapes(directive)) {
          return false;
        }
        i = directive.end();
      } else {
        i = run(directive);
        if (i < 0) {
          return false;
        }
      }
    }
    return true;
  }

  private Directive directive(int at) {
    Directive directive = Directive.parse(control, at);
    if (directive == null) {
      throw arguments.error("unfinished directive");
    }
    return directive;
  }

  private boolean escapes(Directive written) {
    Directive d = arguments.resolved(written);
    return switch (d.parameters().size()) {
      case 0 -> arguments.left() == 0;
      case 1 -> arguments.parameter(d, 0, 0) == 0;
      case 2 -> arguments.parameter(d, 0, 0) == arguments.parameter(d, 1, 0);
      default -> {
        int middle = arguments.parameter(d, 1, 0);
        yield arguments.parameter(d, 0, 0) <= middle && middle <= arguments.parameter(d, 2, 0);
      }
    };
  }

  /** Returns where to go on, or -1 if an escape ends what is around. */
  private int run(Directive written) {
    Directive d = arguments.resolved(written);
    if (printing.print(d)) {
      return d.end();
    }
    return switch (d.letter()) {
      case '*' -> {
        arguments.skip(d);
        yield d.end();
      }
      case '?', 'k' -> indirect(d);
      case '!', 'q' -> d.end();
      case '\n' -> newline(d);
      case '(' -> changeCase(d);
      case '[' -> conditional(d);
      case '{' -> iterate(d);
      default -> throw arguments.error("unknown directive ~" + control.charAt(d.end() - 1));
    };
  }

  /** A newline after a tilde is left out, and so is the space after it. */
  private int newline(Directive d) {
    if (d.at()) {
      out.append('\n');
    }
    int i = d.end();
    while (!d.colon()
        && i < control.length()
        && Character.isWhitespace(control.charAt(i))
        && control.charAt(i) != '\n') {
      i++;
    }
    return i;
  }

  private int indirect(Directive d) {
    Object inner = arguments.next();
    if (!(inner instanceof SchemeString string)) {
      throw arguments.error("~? needs a string", inner);
    }
    Object[] own = d.at() ? arguments.rest() : arguments.list(arguments.next());
    Formatter formatter = new Formatter(string.toString(), own, out);
    formatter.run();
    if (d.at()) {
      arguments.useUp(formatter.arguments.used());
    }
    return d.end();
  }

  // Directives that enclose others

  /** The parts between an opening directive and its end, as places of the separators. */
  private List<Directive> enclosed(Directive open, char close) {
    List<Directive> ends = new ArrayList<>();
    int depth = 0;
    int i = open.end();
    while ((i = control.indexOf('~', i)) >= 0) {
      Directive d = directive(i);
      if (depth == 0 && (d.letter() == close || (close == ']' && d.letter() == ';'))) {
        ends.add(d);
        if (d.letter() == close) {
          return ends;
        }
      } else if ("([{".indexOf(d.letter()) >= 0) {
        depth++;
      } else if (")]}".indexOf(d.letter()) >= 0) {
        depth--;
      }
      i = d.end();
    }
    throw arguments.error("~" + open.letter() + " without its end");
  }

  private int changeCase(Directive d) {
    Directive close = enclosed(d, ')').getFirst();
    int from = out.length();
    boolean whole = run(d.end(), close.start());
    String text = out.substring(from).toLowerCase(Locale.ROOT);
    if (d.colon() && d.at()) {
      text = text.toUpperCase(Locale.ROOT);
    } else if (d.colon() || d.at()) {
      text = capitalized(text, d.colon());
    }
    out.setLength(from);
    out.append(text);
    return whole ? close.end() : -1;
  }

  /** The first letter, or that of each word, as a capital. */
  private static String capitalized(String text, boolean each) {
    StringBuilder result = new StringBuilder();
    boolean start = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = Character.isLetterOrDigit(c);
      result.append(start && letter ? Character.toUpperCase(c) : c);
      start = letter ? false : start || each;
    }
    return result.toString();
  }

  /** {@code ~[a~;b~:;c~]}, {@code ~:[no~;yes~]}, {@code ~@[if true~]}. */
  private int conditional(Directive d) {
    List<Directive> ends = enclosed(d, ']');
    int end = ends.getLast().end();
    int chosen = choice(d, ends);
    if (chosen < 0) {
      return end;
    }
    int from = chosen == 0 ? d.end() : ends.get(chosen - 1).end();
    return run(from, ends.get(chosen).start()) ? end : -1;
  }

  /** The number of the part to run, or -1. */
  private int choice(Directive d, List<Directive> ends) {
    if (d.at()) {
      boolean holds = arguments.next() != Boolean.FALSE;
      if (holds) {
        arguments.back();
      }
      return holds ? 0 : -1;
    }
    if (d.colon()) {
      return arguments.next() == Boolean.FALSE ? 0 : 1;
    }
    long index =
        d.parameters().isEmpty()
            ? (arguments.next() instanceof Long n ? n : -1)
            : arguments.parameter(d, 0, 0);
    if (index >= 0 && index < ends.size()) {
      return (int) index;
    }
    boolean hasDefault = ends.size() > 1 && ends.get(ends.size() - 2).colon();
    return hasDefault ? ends.size() - 1 : -1;
  }

  /**
   * {@code ~n{...~}}: over a list, over lists in a list ({@code :}), over the arguments that are
   * left ({@code @}), or over those as lists ({@code :@}).
   */
  private int iterate(Directive d) {
    Directive close = enclosed(d, '}').getFirst();
    long limit = d.parameters().isEmpty() ? Long.MAX_VALUE : arguments.parameter(d, 0, 0);
    String body = control.substring(d.end(), close.start());
    if (body.isEmpty()) {
      body = Printer.display(arguments.next(), Notation.GUILE);
    }
    Object[] items = d.at() ? arguments.takeRest() : arguments.list(arguments.next());
    if (d.colon()) {
      for (int i = 0; i < items.length && i < limit; i++) {
        new Formatter(body, arguments.list(items[i]), out).run();
      }
    } else {
      new Formatter(body, items, out).repeat(limit, close.colon());
    }
    return close.end();
  }

  /** Runs as long as there are arguments and some are used. */
  private void repeat(long limit, boolean atLeastOnce) {
    boolean once = atLeastOnce;
    for (long i = 0; i < limit && (once || arguments.left() > 0); i++) {
      once = false;
      int before = arguments.used();
      if (!run() || arguments.used() == before) {
        return;
      }
    }
  }
}
