package org.lokoscope.runtime.printer;

import org.lokoscope.runtime.datum.Described;
import org.lokoscope.runtime.datum.Nil;
import org.lokoscope.runtime.datum.SchemeChar;
import org.lokoscope.runtime.datum.SchemeString;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.number.NumberPrinter;
import org.lokoscope.runtime.number.NumberReader;

/** The written forms of data that contain no other data, escapes as in R6RS. */
final class Atoms {

  private Atoms() {}

  static void write(Object atom, StringBuilder out) {
    switch (atom) {
      case SchemeString text -> writeString(text, out);
      case SchemeChar c -> writeChar(c.codePoint(), out);
      case Symbol symbol -> writeSymbol(symbol.name(), out);
      default -> display(atom, out);
    }
  }

  static void display(Object atom, StringBuilder out) {
    switch (atom) {
      case null -> out.append("#<null>");
      case SchemeString text -> out.append(text);
      case SchemeChar c -> out.appendCodePoint(c.codePoint());
      case Symbol symbol -> out.append(symbol.name());
      case Number number -> out.append(NumberPrinter.toString(number));
      case Boolean truth -> out.append(truth ? "#t" : "#f");
      case Nil _ -> out.append("()");
      case Special special -> out.append(special(special));
      case byte[] bytes -> bytevector(bytes, out);
      case Described described -> out.append("#<").append(described.describe()).append('>');
      default -> out.append(other(atom));
    }
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

  private static void bytevector(byte[] bytes, StringBuilder out) {
    out.append("#vu8(");
    for (int i = 0; i < bytes.length; i++) {
      out.append(i == 0 ? "" : " ").append(bytes[i] & 0xff);
    }
    out.append(')');
  }

  private static void writeString(SchemeString text, StringBuilder out) {
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
        case 11 -> out.append("\\v");
        case '\f' -> out.append("\\f");
        case '\r' -> out.append("\\r");
        default -> {
          if (isGraphic(c) || c == ' ') {
            out.appendCodePoint(c);
          } else {
            escape(c, out);
          }
        }
      }
    }
    out.append('"');
  }

  private static void escape(int c, StringBuilder out) {
    out.append("\\x").append(Integer.toHexString(c).toUpperCase()).append(';');
  }

  private static void writeChar(int c, StringBuilder out) {
    out.append("#\\");
    String name = charName(c);
    if (name != null) {
      out.append(name);
    } else if (isGraphic(c)) {
      out.appendCodePoint(c);
    } else {
      out.append('x').append(Integer.toHexString(c).toUpperCase());
    }
  }

  private static String charName(int c) {
    return switch (c) {
      case 0 -> "nul";
      case 7 -> "alarm";
      case '\b' -> "backspace";
      case '\t' -> "tab";
      case '\n' -> "newline";
      case 11 -> "vtab";
      case '\f' -> "page";
      case '\r' -> "return";
      case 27 -> "esc";
      case ' ' -> "space";
      case 127 -> "delete";
      default -> null;
    };
  }

  private static void writeSymbol(String name, StringBuilder out) {
    if (name.isEmpty()) {
      out.append("||");
      return;
    }
    boolean odd = name.equals(".") || name.charAt(0) == '@' || isNumber(name);
    for (int i = 0; i < name.length(); ) {
      int c = name.codePointAt(i);
      if (i == 0 && odd || !isSubsequent(c) || i == 0 && Character.getType(c) == MARK) {
        escape(c, out);
      } else {
        out.appendCodePoint(c);
      }
      i += Character.charCount(c);
    }
  }

  private static final int MARK = Character.COMBINING_SPACING_MARK;

  private static boolean isNumber(String name) {
    char first = name.charAt(0);
    boolean candidate =
        first >= '0' && first <= '9' || first == '+' || first == '-' || first == '.';
    return candidate && NumberReader.parse(name, 10) != null;
  }

  private static boolean isSubsequent(int c) {
    if (c < 128) {
      return Character.isLetterOrDigit(c) || "!$%&*/:<=>?^_~+-.@".indexOf(c) >= 0;
    }
    return isGraphic(c) && !Character.isSpaceChar(c);
  }

  private static boolean isGraphic(int c) {
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
