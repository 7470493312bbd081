// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.printer;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Locale;
import org.lokoscope.runtime.datum.Described;
import org.lokoscope.runtime.datum.Nil;
import org.lokoscope.runtime.datum.SchemeChar;
import org.lokoscope.runtime.datum.SchemeString;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.number.GuileFlonums;
import org.lokoscope.runtime.number.NumberPrinter;
import org.lokoscope.runtime.number.Ratio;

/** The written forms of data that contain no other data. */
final class Atoms {

  /** To print a number takes time that grows faster than its length. */
  private static final int MOST_BITS = 4_096;

  private Atoms() {}

  static void write(Object atom, Notation notation, StringBuilder out) {
    switch (atom) {
      case SchemeString text -> writeString(text, notation, out);
      case SchemeChar c -> writeChar(c.codePoint(), notation, out);
      case Symbol symbol -> Symbols.write(symbol.name(), notation, out);
      case Texts texts -> out.append(texts.written());
      default -> display(atom, notation, out);
    }
  }

  static void display(Object atom, Notation notation, StringBuilder out) {
    switch (atom) {
      case null -> out.append("#<null>");
      case SchemeString text -> out.append(text);
      case SchemeChar c -> out.appendCodePoint(c.codePoint());
      case Symbol symbol -> out.append(symbol.name());
      case Texts texts -> out.append(texts.displayed());
      case Number number when notation.isGuile() -> out.append(GuileFlonums.toString(number, 10));
      case Number number -> out.append(NumberPrinter.toString(number));
      case Boolean truth -> out.append(truth ? "#t" : "#f");
      case Nil _ -> out.append("()");
      case Special special -> out.append(special(special));
      case byte[] bytes -> bytevector(bytes, notation, out);
      case Described described -> out.append("#<").append(described.describe()).append('>');
      default -> out.append(other(atom));
    }
  }

  /** An atom that is printed alike up to so many characters, and costs no more than these. */
  static Object shortened(Object atom, int most) {
    return switch (atom) {
      case SchemeString text when text.length() > most -> text.substring(0, most + 1);
      case byte[] bytes when bytes.length > most -> Arrays.copyOf(bytes, most + 1);
      case Symbol symbol when symbol.name().length() > most ->
          new Texts("", symbol.name().substring(0, most + 1));
      case BigInteger number when number.bitLength() > MOST_BITS ->
          new Texts("", "#<integer of " + number.bitLength() + " bits>");
      case Ratio ratio
          when ratio.numerator.bitLength() + ratio.denominator.bitLength() > MOST_BITS ->
          new Texts("", "#<ratio of many digits>");
      default -> atom;
    };
  }

  private static String special(Special special) {
    return switch (special) {
      case EOF -> "#<eof>";
      case UNSPECIFIED -> "#<unspecified>";
      case UNASSIGNED -> "#<unassigned>";
    };
  }

  private static String other(Object atom) {
    String text = atom.toString();
    return text.startsWith("#") ? text : "#<" + atom.getClass().getSimpleName() + ">";
  }

  private static void bytevector(byte[] bytes, Notation notation, StringBuilder out) {
    out.append(notation.bytevector());
    for (int i = 0; i < bytes.length; i++) {
      out.append(i == 0 ? "" : " ").append(bytes[i] & 0xff);
    }
    out.append(')');
  }

  private static void writeString(SchemeString text, Notation notation, StringBuilder out) {
    out.append('"');
    for (int i = 0, n = text.length(); i < n; i++) {
      int c = text.codePointAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case 7 -> out.append("\\a");
        case '\b' -> out.append("\\b");
        case '\t' -> out.append("\\t");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        default -> writeInString(c, notation, out);
      }
    }
    out.append('"');
  }

  private static void writeInString(int c, Notation notation, StringBuilder out) {
    if (isGraphic(c) || c == ' ') {
      out.appendCodePoint(c);
    } else if (c == 11 && notation.hasFormatEscapes()) {
      out.append("\\v");
    } else if (c == '\f' && notation.hasFormatEscapes()) {
      out.append("\\f");
    } else {
      escape(c, out);
    }
  }

  static void escape(int c, StringBuilder out) {
    out.append("\\x").append(Integer.toHexString(c).toUpperCase(Locale.ROOT)).append(';');
  }

  private static void writeChar(int c, Notation notation, StringBuilder out) {
    out.append("#\\");
    String name = notation.charName(c);
    if (name != null) {
      out.append(name);
    } else if (isGraphic(c)) {
      out.appendCodePoint(c);
    } else {
      out.append('x').append(Integer.toHexString(c).toUpperCase(Locale.ROOT));
    }
  }

  static boolean isGraphic(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SPACE_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
