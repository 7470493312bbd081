// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.primitives;

import java.io.IOException;
import java.util.Map;
import org.lokoscope.runtime.datum.SchemeChar;
import org.lokoscope.runtime.datum.SchemeString;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.io.CurrentPorts;
import org.lokoscope.runtime.io.IoErrors;
import org.lokoscope.runtime.io.IoProcedure;
import org.lokoscope.runtime.io.Port;
import org.lokoscope.runtime.io.TextInput;
import org.lokoscope.runtime.io.TextOutput;
import org.lokoscope.runtime.printer.Notation;
import org.lokoscope.runtime.printer.Printer;
import org.lokoscope.runtime.source.SyntaxException;
import org.lokoscope.runtime.vm.Procedure;

/** Reading and writing characters, strings and data. */
final class TextPortPrimitives {

  private TextPortPrimitives() {}

  static void register(PrimitiveTable t) {
    single(t);
    strings(t);
    data(t);
    output(t);
  }

  private static void single(PrimitiveTable t) {
    Ports.define(t, "get-char", 1, 1, (ports, a) -> read("get-char", ports, a));
    Ports.define(t, "read-char", 0, 1, (ports, a) -> read("read-char", ports, a));
    Ports.define(t, "lookahead-char", 1, 1, (ports, a) -> peek("lookahead-char", ports, a));
    Ports.define(t, "peek-char", 0, 1, (ports, a) -> peek("peek-char", ports, a));
    Ports.define(t, "char-ready?", 0, 1, TextPortPrimitives::isReady);
    Ports.define(t, "port-eof?", 1, 1, TextPortPrimitives::isAtEnd);
  }

  private static Object read(String who, CurrentPorts ports, Object[] a) {
    Port port = Ports.input(who, ports, a, 0);
    TextInput in = port.textIn(who);
    try {
      int c = in.read();
      return c < 0 ? Special.EOF : SchemeChar.of(c);
    } catch (IOException e) {
      throw IoErrors.read(who, port, e);
    }
  }

  private static Object peek(String who, CurrentPorts ports, Object[] a) {
    Port port = Ports.input(who, ports, a, 0);
    TextInput in = port.textIn(who);
    try {
      int c = in.peek();
      return c < 0 ? Special.EOF : SchemeChar.of(c);
    } catch (IOException e) {
      throw IoErrors.read(who, port, e);
    }
  }

  private static Object isReady(CurrentPorts ports, Object[] a) {
    Port port = Ports.input("char-ready?", ports, a, 0);
    return Ports.reading("char-ready?", port, port.textIn("char-ready?")::isReady);
  }

  private static Object isAtEnd(CurrentPorts ports, Object[] a) {
    Port port = Ports.port("port-eof?", a[0]);
    return port.isTextual()
        ? Ports.reading("port-eof?", port, port.textIn("port-eof?")::peek) < 0
        : Ports.reading("port-eof?", port, port.bytesIn("port-eof?")::peek) < 0;
  }

  private static Object unread(CurrentPorts ports, Object[] a) {
    Port port = Ports.input("unread-char", ports, a, 1);
    TextInput in = port.textIn("unread-char");
    int c = Args.codePoint("unread-char", a[0]);
    try {
      in.unread(c);
    } catch (IOException e) {
      throw IoErrors.read("unread-char", port, e);
    }
    return Special.UNSPECIFIED;
  }

  private static void strings(PrimitiveTable t) {
    Ports.define(t, "unread-char", 1, 2, TextPortPrimitives::unread);
    Ports.define(t, "get-line", 1, 1, (ports, a) -> line("get-line", ports, a));
    Ports.define(t, "read-line", 0, 1, (ports, a) -> line("read-line", ports, a));
    Ports.define(t, "%get-whole-line", 2, 2, TextPortPrimitives::wholeLine);
    Ports.define(t, "r7rs:read-line", 0, 1, TextPortPrimitives::anyLine);
    Ports.define(
        t,
        "get-string-n",
        2,
        2,
        (_, a) -> upTo("get-string-n", Ports.port("get-string-n", a[0]), a[1]));
    Ports.define(
        t,
        "read-string",
        1,
        2,
        (ports, a) -> upTo("read-string", Ports.input("read-string", ports, a, 1), a[0]));
    Ports.define(t, "get-string-n!", 4, 4, TextPortPrimitives::into);
    Ports.define(t, "get-string-all", 1, 1, TextPortPrimitives::all);
  }

  private static Object line(String who, CurrentPorts ports, Object[] a) {
    Port port = Ports.input(who, ports, a, 0);
    TextInput in = port.textIn(who);
    CodePoints text = port.progress("get-line", CodePoints.class, CodePoints::new);
    return Ports.reading(who, port, () -> line(in, text));
  }

  private static Object line(TextInput in, CodePoints text) throws IOException {
    int c = in.read();
    while (c >= 0 && c != '\n') {
      text.add(c);
      c = in.read();
    }
    return c < 0 && text.length() == 0 ? Special.EOF : text.toSchemeString();
  }

  /** A line that ends with a line feed, a carriage return, or both (R7RS 6.13.2). */
  private static Object anyLine(CurrentPorts ports, Object[] a) {
    String who = "read-line";
    Port port = Ports.input(who, ports, a, 0);
    TextInput in = port.textIn(who);
    CodePoints text = port.progress(who, CodePoints.class, CodePoints::new);
    return Ports.reading(who, port, () -> anyLine(in, text));
  }

  private static Object anyLine(TextInput in, CodePoints text) throws IOException {
    while (!text.endsWith('\r')) {
      int c = in.read();
      if (c < 0 && text.length() == 0) {
        return Special.EOF;
      }
      if (c < 0 || c == '\n') {
        return text.toSchemeString();
      }
      text.add(c);
    }
    if (in.peek() == '\n') {
      in.read();
    }
    text.removeLast();
    return text.toSchemeString();
  }

  private static Object upTo(String who, Port port, Object limit) {
    int count = Args.size(who, limit);
    return upTo(who, port, count);
  }

  /** A line with its end, if there is one and so many characters are enough. */
  private static Object wholeLine(CurrentPorts ports, Object[] a) {
    String who = "read-line";
    Port port = Ports.port(who, a[0]);
    int limit = Args.size(who, a[1]);
    TextInput in = port.textIn(who);
    CodePoints text = port.progress("%get-whole-line", CodePoints.class, CodePoints::new);
    return Ports.reading(who, port, () -> wholeLine(in, text, limit));
  }

  private static Object wholeLine(TextInput in, CodePoints text, int limit) throws IOException {
    int c = 0;
    while (c != '\n' && text.length() < limit) {
      c = in.read();
      if (c < 0) {
        break;
      }
      text.add(c);
    }
    return text.length() == 0 ? Special.EOF : text.toSchemeString();
  }

  private record UpTo(int count) {}

  private static Object upTo(String who, Port port, int count) {
    TextInput in = port.textIn(who);
    CodePoints text = port.progress(new UpTo(count), CodePoints.class, CodePoints::new);
    return Ports.reading(who, port, () -> upTo(in, count, text));
  }

  private static Object upTo(TextInput in, int count, CodePoints text) throws IOException {
    while (text.length() < count) {
      int c = in.read();
      if (c < 0) {
        break;
      }
      text.add(c);
    }
    return text.length() == 0 && count > 0 ? Special.EOF : text.toSchemeString();
  }

  private static Object all(CurrentPorts ports, Object[] a) {
    return upTo("get-string-all", Ports.port("get-string-all", a[0]), Integer.MAX_VALUE - 16);
  }

  private static Object into(CurrentPorts ports, Object[] a) {
    String who = "get-string-n!";
    Port port = Ports.port(who, a[0]);
    SchemeString text = Args.string(who, a[1]);
    int start = Args.index(who, a[2], text.length() + 1);
    int count = Args.index(who, a[3], text.length() - start + 1);
    Object read = upTo(who, port, count);
    if (!(read instanceof SchemeString got)) {
      return read;
    }
    text.copyFrom(start, got, 0, got.length());
    return (long) got.length();
  }

  private static void data(PrimitiveTable t) {
    Ports.define(t, "get-datum", 1, 1, (ports, a) -> datum("get-datum", ports, a));
    Ports.define(t, "read", 0, 1, (ports, a) -> datum("read", ports, a));
  }

  private static Object datum(String who, CurrentPorts ports, Object[] a) {
    Port port = Ports.input(who, ports, a, 0);
    try {
      return port.readDatum(who);
    } catch (SyntaxException e) {
      throw IoErrors.lexical(who, port, e.what(), e.span().position());
    }
  }

  private static void output(PrimitiveTable t) {
    print(t, "display", Printer::display);
    print(t, "write", Printer::write);
    print(t, "write-simple", Printer::write);
    print(t, "write-shared", Printer::writeShared);
    IoProcedure putDatum = new IoProcedure("put-datum", 2, 2, TextPortPrimitives::putDatum);
    t.define(new DatumWriter(putDatum, 2, 2, 1, (Procedure) t.constant("write")));
    Ports.define(t, "newline", 0, 1, (ports, a) -> newline("newline", ports, a, 0));
    Ports.define(t, "fresh-line", 0, 1, TextPortPrimitives::freshLine);
    Ports.define(
        t, "put-char", 2, 2, (_, a) -> putChar("put-char", Ports.port("put-char", a[0]), a[1]));
    Ports.define(
        t,
        "write-char",
        1,
        2,
        (ports, a) -> putChar("write-char", Ports.output("write-char", ports, a, 1), a[0]));
    Ports.define(t, "put-string", 2, 4, TextPortPrimitives::putString);
    Ports.define(t, "write-string", 1, 4, TextPortPrimitives::writeString);
  }

  /** The text of a datum, some of whose records have texts already. */
  private interface Layout {
    String text(Object datum, Notation notation, Map<Object, String> texts);
  }

  private static void print(PrimitiveTable t, String name, Layout layout) {
    IoProcedure plain =
        new IoProcedure(
            name,
            1,
            2,
            (ports, a) -> {
              Port port = Ports.output(name, ports, a, 1);
              TextOutput out = port.textOut(name);
              return write(name, port, out, text(layout, a[0], ports));
            });
    t.define(new DatumWriter(plain, 1, 2, 0, null));
  }

  private static String text(Layout layout, Object datum, CurrentPorts ports) {
    DatumWriter.Rendered rendered = DatumWriter.Rendered.of(datum);
    return layout.text(rendered.datum(), ports.notation(), rendered.texts());
  }

  private static Object write(String who, Port port, TextOutput out, String text) {
    try {
      out.write(text);
      out.settle();
      return Special.UNSPECIFIED;
    } catch (IOException e) {
      throw IoErrors.write(who, port, e);
    }
  }

  private static Object putDatum(CurrentPorts ports, Object[] a) {
    Port port = Ports.port("put-datum", a[0]);
    TextOutput out = port.textOut("put-datum");
    return write("put-datum", port, out, text(Printer::write, a[1], ports));
  }

  private static Object newline(String who, CurrentPorts ports, Object[] a, int at) {
    return putChar(who, Ports.output(who, ports, a, at), SchemeChar.of('\n'));
  }

  private static Object freshLine(CurrentPorts ports, Object[] a) {
    Port port = Ports.output("fresh-line", ports, a, 0);
    return port.textOut("fresh-line").isAtLineStart()
        ? (Object) Boolean.FALSE
        : newline("fresh-line", ports, a, 0);
  }

  private static Object putChar(String who, Port port, Object character) {
    int c = Args.codePoint(who, character);
    TextOutput out = port.textOut(who);
    try {
      out.write(c);
      out.settle();
      return Special.UNSPECIFIED;
    } catch (IOException e) {
      throw IoErrors.write(who, port, e);
    }
  }

  private static Object putString(CurrentPorts ports, Object[] a) {
    String who = "put-string";
    SchemeString text = Args.string(who, a[1]);
    int start = Args.start(who, a, 2, text.length());
    int end =
        a.length > 3 ? start + Args.index(who, a[3], text.length() - start + 1) : text.length();
    return putString(who, Ports.port(who, a[0]), text, start, end);
  }

  private static Object writeString(CurrentPorts ports, Object[] a) {
    String who = "write-string";
    SchemeString text = Args.string(who, a[0]);
    int start = Args.start(who, a, 2, text.length());
    int end = Args.end(who, a, 3, start, text.length());
    return putString(who, Ports.output(who, ports, a, 1), text, start, end);
  }

  private static Object putString(String who, Port port, SchemeString text, int start, int end) {
    TextOutput out = port.textOut(who);
    return Ports.writing(
        who,
        port,
        () -> {
          out.write(text, start, end);
          out.settle();
        });
  }
}
