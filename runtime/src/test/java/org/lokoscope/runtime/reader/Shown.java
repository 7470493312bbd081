// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.reader;

import org.lokoscope.runtime.datum.Nil;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.datum.SchemeChar;
import org.lokoscope.runtime.datum.SchemeString;

/** Writes data down for comparison in tests. */
public final class Shown {

  private Shown() {}

  public static String show(Object datum) {
    return switch (datum) {
      case Boolean b -> b ? "#t" : "#f";
      case Nil n -> "()";
      case SchemeString s -> "\"" + s + "\"";
      case SchemeChar c -> "#\\x" + Integer.toHexString(c.codePoint());
      case byte[] bytes -> bytes(bytes);
      case Object[] vector -> "#" + list(org.lokoscope.runtime.datum.Lists.of(vector));
      case Pair pair -> list(pair);
      default -> String.valueOf(datum);
    };
  }

  private static String bytes(byte[] bytes) {
    StringBuilder text = new StringBuilder("#vu8(");
    for (byte b : bytes) {
      text.append(text.length() > 5 ? " " : "").append(b & 0xFF);
    }
    return text.append(")").toString();
  }

  private static String list(Object list) {
    StringBuilder text = new StringBuilder("(");
    while (list instanceof Pair pair) {
      text.append(text.length() > 1 ? " " : "").append(show(pair.car));
      list = pair.cdr;
    }
    return text.append(list == Nil.NIL ? ")" : " . " + show(list) + ")").toString();
  }
}
