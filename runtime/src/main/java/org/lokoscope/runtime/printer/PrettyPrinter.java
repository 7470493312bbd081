// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.printer;

import java.util.Map;
import java.util.Set;
import org.lokoscope.runtime.datum.Nil;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.datum.Symbol;

/**
 * Writes a datum over several lines where it is too long for one. Lists that look like forms with a
 * body are laid out as such; others have their items below each other. What has cycles is written
 * in one line.
 */
public final class PrettyPrinter {

  private static final int WIDTH = 79;

  /** What nests deeper is written in one line. */
  private static final int DEEPEST = 200;

  /** Forms with so many parts before their body. */
  private static final Map<String, Integer> HEADS =
      Map.ofEntries(
          Map.entry("define", 1),
          Map.entry("define-syntax", 1),
          Map.entry("define-record-type", 1),
          Map.entry("lambda", 1),
          Map.entry("let", 1),
          Map.entry("let*", 1),
          Map.entry("letrec", 1),
          Map.entry("letrec*", 1),
          Map.entry("let-values", 1),
          Map.entry("let*-values", 1),
          Map.entry("parameterize", 1),
          Map.entry("when", 1),
          Map.entry("unless", 1),
          Map.entry("case", 1),
          Map.entry("guard", 1),
          Map.entry("do", 2),
          Map.entry("syntax-case", 2),
          Map.entry("syntax-rules", 1),
          Map.entry("library", 1),
          Map.entry("define-library", 1),
          Map.entry("begin", 0),
          Map.entry("case-lambda", 0));

  private static final Set<String> NAMED = Set.of("let", "loop");

  private final StringBuilder out = new StringBuilder();
  private final Notation notation;

  private PrettyPrinter(Notation notation) {
    this.notation = notation;
  }

  /** The datum as text, without a newline at the end. */
  public static String write(Object datum, Notation notation) {
    if (hasCycle(datum)) {
      return Printer.write(datum, notation);
    }
    PrettyPrinter printer = new PrettyPrinter(notation);
    printer.put(datum, 0, 0, 0);
    return printer.out.toString();
  }

  private static boolean hasCycle(Object datum) {
    return !Sharing.find(datum, false, Map.of()).isEmpty();
  }

  /**
   * @param indent where the datum begins
   * @param after how many closing parentheses follow it
   */
  private void put(Object datum, int indent, int after, int depth) {
    String line = Printer.write(datum, notation);
    boolean plain = !(datum instanceof Pair) && !(datum instanceof Object[]);
    if (plain || depth > DEEPEST || indent + line.length() + after <= WIDTH || isQuoted(line)) {
      out.append(line);
    } else if (datum instanceof Object[] vector) {
      vector(vector, indent, after, depth);
    } else {
      list((Pair) datum, indent, after, depth);
    }
  }

  /** Whether the short form of a quotation is used. */
  private static boolean isQuoted(String line) {
    return !line.startsWith("(") && !line.startsWith("#(");
  }

  private void vector(Object[] vector, int indent, int after, int depth) {
    out.append("#(");
    for (int i = 0; i < vector.length; i++) {
      if (i > 0) {
        newline(indent + 2);
      }
      put(vector[i], indent + 2, i == vector.length - 1 ? after + 1 : 0, depth + 1);
    }
    out.append(')');
  }

  private void list(Pair list, int indent, int after, int depth) {
    out.append('(');
    Integer head = list.car instanceof Symbol keyword ? HEADS.get(keyword.name()) : null;
    if (head != null) {
      boolean named =
          NAMED.contains(list.car.toString())
              && list.cdr instanceof Pair rest
              && rest.car instanceof Symbol;
      form(list, head + (named ? 1 : 0), indent, after, depth);
    } else if (list.car instanceof Symbol operator && list.cdr instanceof Pair operands) {
      String word = Printer.write(operator, notation);
      out.append(word).append(' ');
      items(operands, indent + word.length() + 2, after, depth);
    } else {
      items(list, indent + 1, after, depth);
    }
    out.append(')');
  }

  /** The keyword with the first parts behind it, the rest below, two columns to the right. */
  private void form(Pair list, int heads, int indent, int after, int depth) {
    String word = Printer.write(list.car, notation);
    out.append(word);
    int column = indent + 1 + word.length();
    Object rest = list.cdr;
    for (int i = 0; i < heads && rest instanceof Pair pair; i++) {
      out.append(' ');
      put(pair.car, column + 1, pair.cdr == Nil.NIL ? after + 1 : 0, depth + 1);
      column = out.length() - out.lastIndexOf("\n") - 1;
      rest = pair.cdr;
    }
    if (rest != Nil.NIL) {
      newline(indent + 2);
      if (rest instanceof Pair body) {
        items(body, indent + 2, after, depth);
      } else {
        tail(rest, indent + 2, after, depth);
      }
    }
  }

  /** All items of a list below each other. */
  private void items(Pair list, int indent, int after, int depth) {
    Object rest = list;
    while (rest instanceof Pair pair) {
      put(pair.car, indent, pair.cdr == Nil.NIL ? after + 1 : 0, depth + 1);
      rest = pair.cdr;
      if (rest != Nil.NIL) {
        newline(indent);
      }
    }
    if (rest != Nil.NIL) {
      tail(rest, indent, after, depth);
    }
  }

  private void tail(Object rest, int indent, int after, int depth) {
    out.append(". ");
    put(rest, indent + 2, after + 1, depth + 1);
  }

  private void newline(int indent) {
    out.append('\n').append(" ".repeat(indent));
  }
}
