package org.lokoscope.runtime.guile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.condition.SchemeError;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.SchemeChar;
import org.lokoscope.runtime.datum.SchemeString;
import org.lokoscope.runtime.number.Integers;
import org.lokoscope.runtime.number.NumberPrinter;
import org.lokoscope.runtime.number.Numbers;
import org.lokoscope.runtime.printer.Printer;

/**
 * {@code (ice-9 format)}: the directives of Common Lisp's format that Guile has. A control string
 * is interpreted as it is read; {@code ~?} and iterations run on arguments of their own.
 */
final class Formatter {

  private final String control;
  private final Object[] arguments;
  private final StringBuilder out;
  private int next;

  Formatter(String control, Object[] arguments, StringBuilder out) {
    this.control = control;
    this.arguments = arguments;
    this.out = out;
  }

  static String format(String control, Object[] arguments) {
    StringBuilder out = new StringBuilder();
    Formatter formatter = new Formatter(control, arguments, out);
    formatter.run(0, control.length());
    return out.toString();
  }

  private SchemeError error(String message, Object... irritants) {
    return Raise.error("format", message + " in \"" + control + "\"", irritants);
  }

  private Object argument() {
    if (next >= arguments.length) {
      throw error("too few arguments");
    }
    return arguments[next++];
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
      throw error("unfinished directive");
    }
    return directive;
  }

  private boolean escapes(Directive d) {
    return switch (d.parameters().size()) {
      case 0 -> next >= arguments.length;
      case 1 -> parameter(d, 0, 0) == 0;
      case 2 -> parameter(d, 0, 0) == parameter(d, 1, 0);
      default -> {
        int middle = parameter(d, 1, 0);
        yield parameter(d, 0, 0) <= middle && middle <= parameter(d, 2, 0);
      }
    };
  }

  private int parameter(Directive d, int index, int otherwise) {
    Object given = index < d.parameters().size() ? d.parameters().get(index) : null;
    if (given == Directive.FROM_ARGUMENT) {
      given = argument();
    } else if (given == Directive.ARGUMENTS_LEFT) {
      given = arguments.length - next;
    }
    return switch (given) {
      case Integer n -> n;
      case Long n -> Math.toIntExact(n);
      case SchemeChar c -> c.codePoint();
      case null, default -> otherwise;
    };
  }

  /** Returns where to go on, or -1 if an escape ends what is around. */
  private int run(Directive d) {
    switch (d.letter()) {
      case 'a' -> padded(d, Printer.display(argument()));
      case 's' -> padded(d, Printer.write(argument()));
      case 'y' -> out.append(Printer.write(argument())).append('\n');
      case 'd' -> integer(d, 10, 0);
      case 'x' -> integer(d, 16, 0);
      case 'o' -> integer(d, 8, 0);
      case 'b' -> integer(d, 2, 0);
      case 'r' -> radix(d);
      case 'f', 'e', 'g', '$', 'i' -> flonum(d);
      case 'c' -> character(d);
      case 'p' -> plural(d);
      case '%', 'n' -> out.repeat('\n', parameter(d, 0, 1));
      case '&' -> freshLine(parameter(d, 0, 1));
      case '~' -> out.repeat('~', parameter(d, 0, 1));
      case '|', '/' -> out.repeat(d.letter() == '|' ? '\f' : '\t', parameter(d, 0, 1));
      case '_' -> out.repeat(' ', parameter(d, 0, 1));
      case 't' -> tabulate(d);
      case '*' -> skip(d);
      case '?', 'k' -> indirect(d);
      case '!', 'q' -> {}
      case '\n' -> {
        return newline(d);
      }
      case '(' -> {
        return changeCase(d);
      }
      case '[' -> {
        return conditional(d);
      }
      case '{' -> {
        return iterate(d);
      }
      default -> throw error("unknown directive ~" + control.charAt(d.end() - 1));
    }
    return d.end();
  }

  // Objects

  /** {@code ~mincol,colinc,minpad,padchar A}; the at sign pads on the left. */
  private void padded(Directive d, String text) {
    int width = parameter(d, 0, 0);
    int step = Math.max(1, parameter(d, 1, 1));
    int pad = parameter(d, 2, 0);
    while (text.length() + pad < width) {
      pad += step;
    }
    String padding = Character.toString(parameter(d, 3, ' ')).repeat(pad);
    out.append(d.at() ? padding + text : text + padding);
  }

  private void character(Directive d) {
    Object c = argument();
    if (!(c instanceof SchemeChar)) {
      throw error("~c needs a character", c);
    }
    out.append(d.at() ? Printer.write(c) : Printer.display(c));
  }

  private void plural(Directive d) {
    if (d.colon() && next > 0) {
      next--;
    }
    boolean one = argument().equals(1L);
    out.append(d.at() ? (one ? "y" : "ies") : one ? "" : "s");
  }

  // Numbers

  private void radix(Directive d) {
    if (!d.parameters().isEmpty() && d.parameters().getFirst() != null) {
      integer(d, parameter(d, 0, 10), 1);
      return;
    }
    Object number = argument();
    if (!Integers.isExactInteger(number)) {
      throw error("~r needs an exact integer", number);
    }
    out.append(
        d.at()
            ? Numerals.roman(Integers.big(number), d.colon())
            : Numerals.english(Integers.big(number), d.colon()));
  }

  /** {@code ~mincol,padchar,commachar,commawidth D}; the parameters begin at {@code first}. */
  private void integer(Directive d, int radix, int first) {
    int width = parameter(d, first, 0);
    char pad = (char) parameter(d, first + 1, ' ');
    char comma = (char) parameter(d, first + 2, ',');
    int group = Math.max(1, parameter(d, first + 3, 3));
    Object number = argument();
    if (!Numbers.isNumber(number)) {
      throw error("a number is expected", number);
    }
    String text = NumberPrinter.toString(number, radix);
    boolean negative = text.startsWith("-");
    String digits = negative ? text.substring(1) : text;
    if (d.colon() && Integers.isExactInteger(number)) {
      digits = grouped(digits, comma, group);
    }
    String sign = negative ? "-" : d.at() ? "+" : "";
    String all = sign + digits;
    out.repeat(pad, Math.max(0, width - all.length())).append(all);
  }

  private static String grouped(String digits, char comma, int group) {
    StringBuilder text = new StringBuilder(digits);
    for (int i = digits.length() - group; i > 0; i -= group) {
      text.insert(i, comma);
    }
    return text.toString();
  }

  private void flonum(Directive d) {
    Object number = argument();
    if (!Numbers.isNumber(number)) {
      throw error("a number is expected", number);
    }
    if (!Numbers.isReal(number)) {
      out.append(NumberPrinter.toString(number));
      return;
    }
    int count = Math.max(d.parameters().size(), 7);
    Integer[] parameters = new Integer[count];
    for (int i = 0; i < d.parameters().size(); i++) {
      parameters[i] = d.parameters().get(i) == null ? null : parameter(d, i, 0);
    }
    out.append(FlonumFormat.format(d.letter(), parameters, d.at(), d.colon(), number));
  }

  // Layout

  private void freshLine(int count) {
    if (count > 0) {
      boolean atStart = out.isEmpty() || out.charAt(out.length() - 1) == '\n';
      out.repeat('\n', atStart ? count - 1 : count);
    }
  }

  /** {@code ~colnum,colinc T}; with an at sign relative to the present column. */
  private void tabulate(Directive d) {
    int column = out.length() - out.lastIndexOf("\n") - 1;
    int step = Math.max(1, parameter(d, 1, 1));
    int target = parameter(d, 0, 1);
    if (d.at()) {
      int after = column + target;
      out.repeat(' ', (after + step - 1) / step * step - column);
      return;
    }
    int pad = target - column;
    while (pad < 0) {
      pad += step;
    }
    out.repeat(' ', pad);
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

  private void skip(Directive d) {
    int to =
        d.at() ? parameter(d, 0, 0) : next + (d.colon() ? -parameter(d, 0, 1) : parameter(d, 0, 1));
    if (to < 0 || to > arguments.length) {
      throw error("~* goes beyond the arguments");
    }
    next = to;
  }

  private void indirect(Directive d) {
    Object inner = argument();
    if (!(inner instanceof SchemeString text)) {
      throw error("~? needs a string", inner);
    }
    Object[] own = d.at() ? rest() : list(argument());
    Formatter formatter = new Formatter(text.toString(), own, out);
    formatter.run(0, formatter.control.length());
    if (d.at()) {
      next += formatter.next;
    }
  }

  private Object[] rest() {
    return Arrays.copyOfRange(arguments, next, arguments.length);
  }

  private Object[] list(Object items) {
    if (Lists.length(items) < 0) {
      throw error("a list is expected", items);
    }
    return Lists.toArray(items);
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
    throw error("~" + open.letter() + " without its end");
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
    for (char c : text.toCharArray()) {
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
      boolean holds = argument() != Boolean.FALSE;
      next -= holds ? 1 : 0;
      return holds ? 0 : -1;
    }
    if (d.colon()) {
      return argument() == Boolean.FALSE ? 0 : 1;
    }
    long index =
        d.parameters().isEmpty() ? (argument() instanceof Long n ? n : -1) : parameter(d, 0, 0);
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
    long limit = d.parameters().isEmpty() ? Long.MAX_VALUE : parameter(d, 0, 0);
    String body = control.substring(d.end(), close.start());
    if (body.isEmpty()) {
      body = Printer.display(argument());
    }
    Object[] items = d.at() ? rest() : list(argument());
    if (d.at()) {
      next = arguments.length;
    }
    if (d.colon()) {
      for (int i = 0; i < items.length && i < limit; i++) {
        new Formatter(body, list(items[i]), out).run(0, body.length());
      }
      return close.end();
    }
    Formatter inner = new Formatter(body, items, out);
    boolean once = close.colon();
    for (long i = 0; i < limit && (once || inner.next < items.length); i++) {
      once = false;
      int before = inner.next;
      if (!inner.run(0, body.length()) || inner.next == before) {
        break;
      }
    }
    return close.end();
  }
}
