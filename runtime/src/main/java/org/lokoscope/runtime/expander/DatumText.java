// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.expander;

import java.util.Arrays;
import org.lokoscope.runtime.datum.Described;
import org.lokoscope.runtime.datum.Laid;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.Nil;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.datum.SchemeChar;
import org.lokoscope.runtime.datum.SchemeString;
import org.lokoscope.runtime.number.Complex;
import org.lokoscope.runtime.number.NumberPrinter;
import org.lokoscope.runtime.source.Annotation;

/**
 * Shows a piece of a program in a message: on one line and never long. Looks at no more of it than
 * it shows, because macros can produce syntax of any size.
 */
final class DatumText {

  private static final int LIMIT = 60;

  private final StringBuilder text = new StringBuilder();

  private DatumText() {}

  static String shorten(Object datum) {
    DatumText result = new DatumText();
    result.write(datum, 6);
    return result.text.length() > LIMIT
        ? result.text.substring(0, LIMIT) + "..."
        : result.text.toString();
  }

  private void write(Object datum, int depth) {
    if (text.length() > LIMIT) {
      return;
    }
    switch (Syntax.bare(datum)) {
      case Boolean b -> text.append(b ? "#t" : "#f");
      case Nil nil -> text.append("()");
      case SchemeString string -> text.append('"').append(string).append('"');
      case SchemeChar c -> text.append("#\\").appendCodePoint(c.codePoint());
      case Object[] vector -> {
        text.append('#');
        int shown = Math.min(vector.length, LIMIT);
        list(Lists.of(Arrays.copyOf(vector, shown)), depth);
      }
      case byte[] octets -> octets(octets);
      case Double number -> text.append(NumberPrinter.toString(number));
      case Complex number -> text.append(NumberPrinter.toString(number));
      case Pair pair -> list(datum, depth);
      case Laid laid -> laid(laid, depth);
      case Annotation annotation -> write(annotation.datum(), depth);
      case Described other -> text.append("#<").append(other.describe()).append('>');
      case Object other -> text.append(other);
    }
  }

  private void laid(Laid laid, int depth) {
    text.append(laid.open());
    Object[] items = laid.items();
    for (int i = 0; i < Math.min(items.length, LIMIT); i++) {
      text.append(i == 0 ? "" : " ");
      write(items[i], depth - 1);
    }
    text.append(laid.close());
  }

  private void octets(byte[] octets) {
    text.append("#vu8(");
    for (int i = 0; i < Math.min(octets.length, LIMIT); i++) {
      text.append(i == 0 ? "" : " ").append(octets[i] & 0xff);
    }
    text.append(')');
  }

  private void list(Object list, int depth) {
    text.append('(');
    String separator = "";
    while (Syntax.isPair(list) && text.length() <= LIMIT && depth > 0) {
      text.append(separator);
      write(Syntax.car(list), depth - 1);
      separator = " ";
      list = Syntax.cdr(list);
    }
    if (Syntax.isPair(list)) {
      text.append("...");
    } else if (!Syntax.isNull(list)) {
      text.append(" . ");
      write(list, depth - 1);
    }
    text.append(')');
  }
}
