// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.guile;

import org.lokoscope.runtime.datum.SchemeChar;
import org.lokoscope.runtime.number.Integers;
import org.lokoscope.runtime.number.NumberPrinter;
import org.lokoscope.runtime.number.Numbers;
import org.lokoscope.runtime.printer.Notation;
import org.lokoscope.runtime.printer.Printer;

/** The directives of {@code format} that print one argument, or space. */
final class FormatText {

  private final FormatArguments arguments;
  private final StringBuilder out;

  FormatText(FormatArguments arguments, StringBuilder out) {
    this.arguments = arguments;
    this.out = out;
  }

  /** Returns whether this is such a directive; if so, it has been done. */
  boolean print(Directive d) {
    switch (d.letter()) {
      case 'a' -> padded(d, Printer.display(arguments.next(), Notation.GUILE));
      case 's' -> padded(d, Printer.write(arguments.next(), Notation.GUILE));
      case 'y' -> out.append(Printer.write(arguments.next(), Notation.GUILE_PRETTY)).append('\n');
      case 'd' -> integer(d, 10, 0);
      case 'x' -> integer(d, 16, 0);
      case 'o' -> integer(d, 8, 0);
      case 'b' -> integer(d, 2, 0);
      case 'r' -> radix(d);
      case 'f', 'e', 'g', '$', 'i' -> flonum(d);
      case 'c' -> character(d);
      case 'p' -> plural(d);
      case '%', 'n' -> out.repeat('\n', arguments.count(d, 0, 1));
      case '&' -> freshLine(arguments.count(d, 0, 1));
      case '~' -> out.repeat('~', arguments.count(d, 0, 1));
      case '|' -> out.repeat('\f', arguments.count(d, 0, 1));
      case '/' -> out.repeat('\t', arguments.count(d, 0, 1));
      case '_' -> out.repeat(' ', arguments.count(d, 0, 1));
      case 't' -> tabulate(d);
      default -> {
        return false;
      }
    }
    return true;
  }

  // Objects

  /** {@code ~mincol,colinc,minpad,padchar A}; the at sign pads on the left. */
  private void padded(Directive d, String text) {
    int width = arguments.parameter(d, 0, 0);
    int step = Math.max(1, arguments.parameter(d, 1, 1));
    int pad = arguments.count(d, 2, 0);
    while (text.length() + pad < width) {
      pad += step;
    }
    String padding = Character.toString(arguments.character(d, 3, ' ')).repeat(pad);
    out.append(d.at() ? padding + text : text + padding);
  }

  private void character(Directive d) {
    Object c = arguments.next();
    if (!(c instanceof SchemeChar)) {
      throw arguments.error("~c needs a character", c);
    }
    out.append(d.at() ? Printer.write(c) : Printer.display(c));
  }

  private void plural(Directive d) {
    if (d.colon() && arguments.used() > 0) {
      arguments.back();
    }
    boolean one = arguments.next().equals(1L);
    out.append(d.at() ? (one ? "y" : "ies") : one ? "" : "s");
  }

  // Numbers

  private void radix(Directive d) {
    if (!d.parameters().isEmpty() && d.parameters().getFirst() != null) {
      integer(d, arguments.parameter(d, 0, 10), 1);
      return;
    }
    Object number = arguments.next();
    if (!Integers.isExactInteger(number)) {
      throw arguments.error("~r needs an exact integer", number);
    }
    out.append(
        d.at()
            ? Numerals.roman(Integers.big(number), d.colon())
            : Numerals.english(Integers.big(number), d.colon()));
  }

  /** {@code ~mincol,padchar,commachar,commawidth D}; the parameters begin at {@code first}. */
  private void integer(Directive d, int radix, int first) {
    if (radix < Character.MIN_RADIX || radix > Character.MAX_RADIX) {
      throw arguments.error("the radix of ~r must be from 2 to 36", (long) radix);
    }
    int width = arguments.parameter(d, first, 0);
    String pad = Character.toString(arguments.character(d, first + 1, ' '));
    String comma = Character.toString(arguments.character(d, first + 2, ','));
    int group = Math.max(1, arguments.parameter(d, first + 3, 3));
    Object number = arguments.next();
    if (!Numbers.isNumber(number)) {
      throw arguments.error("a number is expected", number);
    }
    String text = NumberPrinter.toString(number, radix);
    boolean negative = text.startsWith("-");
    String digits = negative ? text.substring(1) : text;
    if (d.colon() && Integers.isExactInteger(number)) {
      digits = grouped(digits, comma, group);
    }
    String sign = negative ? "-" : d.at() ? "+" : "";
    String all = sign + digits;
    out.append(pad.repeat(Math.max(0, width - all.length()))).append(all);
  }

  private static String grouped(String digits, String comma, int group) {
    StringBuilder text = new StringBuilder(digits);
    for (int i = digits.length() - group; i > 0; i -= group) {
      text.insert(i, comma);
    }
    return text.toString();
  }

  private void flonum(Directive d) {
    Object number = arguments.next();
    if (!Numbers.isNumber(number)) {
      throw arguments.error("a number is expected", number);
    }
    if (!Numbers.isReal(number)) {
      out.append(NumberPrinter.toString(number));
      return;
    }
    int count = Math.max(d.parameters().size(), 7);
    Integer[] parameters = new Integer[count];
    String roles =
        switch (d.letter()) {
          case 'f', 'i' -> "nnscc";
          case '$' -> "nnnc";
          default -> "nnnsccc";
        };
    for (int i = 0; i < d.parameters().size(); i++) {
      parameters[i] = d.parameters().get(i) == null ? null : parameter(d, i, roles);
    }
    out.append(FlonumFormat.format(d.letter(), parameters, d.at(), d.colon(), number));
  }

  /** A parameter that is a number of something, a character, or a scale. */
  private int parameter(Directive d, int index, String roles) {
    char role = index < roles.length() ? roles.charAt(index) : 's';
    return switch (role) {
      case 'n' -> arguments.count(d, index, 0);
      case 'c' -> arguments.character(d, index, 0);
      default -> arguments.parameter(d, index, 0);
    };
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
    int step = Math.max(1, arguments.parameter(d, 1, 1));
    int target = arguments.count(d, 0, 1);
    if (d.at()) {
      int after = column + target;
      out.repeat(' ', (after + step - 1) / step * step - column);
      return;
    }
    int pad = target - column;
    out.repeat(' ', pad < 0 ? Math.floorMod(pad, step) : pad);
  }
}
