// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.primitives;

import java.io.IOException;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.datum.SchemeString;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.io.CurrentPorts;
import org.lokoscope.runtime.io.IoErrors;
import org.lokoscope.runtime.io.Port;
import org.lokoscope.runtime.io.TextOutput;
import org.lokoscope.runtime.printer.PrettyPrinter;

/** What Loko tells of a port beyond the standards, and lets programs set. */
final class PortDetails {

  private PortDetails() {}

  static void register(PrimitiveTable t) {
    t.defineM(
        "port-file-descriptor",
        1,
        1,
        (m, a) -> CurrentPorts.of(m).descriptor(Ports.port("port-file-descriptor", a[0])));
    t.defineM(
        "port-file-descriptor-set!",
        2,
        2,
        (m, a) -> {
          setDescriptor(CurrentPorts.of(m), a[0], a[1]);
          return Special.UNSPECIFIED;
        });
    t.define1("port-name", a -> SchemeString.of(Ports.port("port-name", a).name()));
    t.define1("port-line", a -> (long) Ports.port("port-line", a).line());
    t.define1("port-column", a -> (long) Ports.port("port-column", a).column());
    t.define2("set-port-line!", (a, n) -> move("set-port-line!", a, n, true));
    t.define2("set-port-column!", (a, n) -> move("set-port-column!", a, n, false));
    t.define1("%port-filename", PortDetails::fileName);
    t.define2("set-port-filename!", PortDetails::setFileName);
    Ports.define(t, "port-buffer-mode-set!", 2, 2, (_, a) -> setBufferMode(a));
    Ports.define(t, "pretty-print", 1, 2, PortDetails::prettyPrint);
  }

  private static void setDescriptor(CurrentPorts ports, Object a, Object number) {
    Port port = Ports.port("port-file-descriptor-set!", a);
    boolean fits = number instanceof Long n && n >= 0;
    if (!fits && number != Boolean.FALSE) {
      throw Raise.type("port-file-descriptor-set!", "a number of a file or #f", number);
    }
    ports.descriptor(port, number);
  }

  private static Object move(String who, Object a, Object to, boolean line) {
    Port port = Ports.port(who, a);
    int place = Args.index(who, to, Integer.MAX_VALUE);
    port.moveTo(line ? place : port.line(), line ? port.column() : place);
    return Special.UNSPECIFIED;
  }

  /** What a program has set, a string or false; nothing if it has not. */
  private static Object fileName(Object a) {
    String name = Ports.port("port-filename", a).fileName();
    return name == null ? Special.UNSPECIFIED : name.isEmpty() ? false : SchemeString.of(name);
  }

  private static Object setFileName(Object a, Object name) {
    Ports.port("set-port-filename!", a)
        .setFileName(
            name == Boolean.FALSE ? "" : Args.string("set-port-filename!", name).toString());
    return Special.UNSPECIFIED;
  }

  private static Object setBufferMode(Object[] a) {
    String who = "port-buffer-mode-set!";
    Port port = Ports.port(who, a[0]);
    try {
      port.setMode(Ports.bufferMode(who, a, 1));
      return Special.UNSPECIFIED;
    } catch (IOException e) {
      throw IoErrors.write(who, port, e);
    }
  }

  private static Object prettyPrint(CurrentPorts ports, Object[] a) {
    String who = "pretty-print";
    Port port = Ports.output(who, ports, a, 1);
    TextOutput out = port.textOut(who);
    try {
      out.write(PrettyPrinter.write(a[0], ports.notation()) + "\n");
      out.settle();
      return Special.UNSPECIFIED;
    } catch (IOException e) {
      throw IoErrors.write(who, port, e);
    }
  }
}
