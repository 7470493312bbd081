// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.guile;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.datum.SchemeString;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.io.CurrentPorts;
import org.lokoscope.runtime.io.IoErrors;
import org.lokoscope.runtime.io.IoProcedure;
import org.lokoscope.runtime.io.Port;
import org.lokoscope.runtime.io.TextInput;
import org.lokoscope.runtime.primitives.Args;
import org.lokoscope.runtime.primitives.PrimitiveTable;

/** The head of a message of HTTP as text: what a server does for each request. */
final class HeaderPrimitives {

  private HeaderPrimitives() {}

  static void register(PrimitiveTable t) {
    t.define(new IoProcedure("%read-header-fields", 3, 3, HeaderPrimitives::readFields));
    t.define2("%find-char", HeaderPrimitives::find);
    t.define2("%count-char", HeaderPrimitives::count);
  }

  /** What was read of a head. */
  private static final class Head {
    private final StringBuilder line = new StringBuilder();
    private final List<Object> fields = new ArrayList<>();

    /** The line that is complete but may go on in the next one; empty before the first. */
    private String before = "";

    /** A line has ended; false if it is the last of the head. */
    boolean endLine() {
      int length = line.length();
      if (length > 0 && line.charAt(length - 1) == '\r') {
        line.setLength(length - 1);
      }
      String text = line.toString();
      line.setLength(0);
      boolean goesOn = text.startsWith(" ") || text.startsWith("\t");
      if (goesOn && !before.isEmpty()) {
        before += text;
        return true;
      }
      if (!before.isEmpty()) {
        fields.add(field(before));
      }
      before = text;
      return !text.isEmpty();
    }

    Object list() {
      return Lists.of(fields.toArray());
    }
  }

  /** The name as a symbol in lower case and the value as text; or the line, if it has no name. */
  private static Object field(String line) {
    int colon = line.indexOf(':');
    String name = colon < 0 ? "" : line.substring(0, colon);
    if (name.isEmpty() || name.indexOf(' ') >= 0 || name.indexOf('\t') >= 0) {
      return SchemeString.of(line);
    }
    return new Pair(
        Symbol.of(name.toLowerCase(Locale.ROOT)),
        SchemeString.of(line.substring(colon + 1).strip()));
  }

  /**
   * {@code (%read-header-fields port longest most)}: the fields up to the empty line, as {@link
   * #field} has them. Where the input ends before or there is too much, what was read of the last
   * line, or the end of file.
   */
  private static Object readFields(CurrentPorts ports, Object[] a) {
    String who = "read-headers";
    if (!(a[0] instanceof Port port)) {
      throw Raise.type(who, "a port", a[0]);
    }
    int longest = Args.size(who, a[1]);
    int most = Args.size(who, a[2]);
    TextInput in = port.textIn(who);
    Head head = port.progress("%read-header-fields", Head.class, Head::new);
    try {
      return readFields(in, head, longest, most);
    } catch (IOException e) {
      throw IoErrors.read(who, port, e);
    }
  }

  private static Object readFields(TextInput in, Head head, int longest, int most)
      throws IOException {
    while (true) {
      int c = in.read();
      boolean tooMuch = head.line.length() >= longest || head.fields.size() >= most;
      if (c < 0 || tooMuch) {
        return c < 0 && head.line.isEmpty() ? Special.EOF : SchemeString.of(head.line.toString());
      }
      if (c != '\n') {
        head.line.appendCodePoint(c);
      } else if (!head.endLine()) {
        return head.list();
      }
    }
  }

  /** The index of the first such character, or #f. */
  private static Object find(Object string, Object character) {
    SchemeString text = Args.string("string-index", string);
    int wanted = Args.codePoint("string-index", character);
    for (int i = 0; i < text.length(); i++) {
      if (text.codePointAt(i) == wanted) {
        return (long) i;
      }
    }
    return Boolean.FALSE;
  }

  private static Object count(Object string, Object character) {
    SchemeString text = Args.string("string-count", string);
    int wanted = Args.codePoint("string-count", character);
    long count = 0;
    for (int i = 0; i < text.length(); i++) {
      count += text.codePointAt(i) == wanted ? 1 : 0;
    }
    return count;
  }
}
