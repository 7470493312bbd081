// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.guile;

import java.io.IOException;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.datum.Described;
import org.lokoscope.runtime.datum.Equality;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.Record;
import org.lokoscope.runtime.datum.SchemeString;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.io.BufferMode;
import org.lokoscope.runtime.io.CurrentPorts;
import org.lokoscope.runtime.io.IoErrors;
import org.lokoscope.runtime.io.Port;
import org.lokoscope.runtime.primitives.Args;
import org.lokoscope.runtime.primitives.PrimitiveTable;
import org.lokoscope.runtime.printer.Notation;
import org.lokoscope.runtime.printer.Printer;
import org.lokoscope.runtime.vm.Parameter;
import org.lokoscope.runtime.vm.Procedure;

/** All procedures of Guile's that are written in Java. */
public final class GuilePrimitives {

  private GuilePrimitives() {}

  public static void register(PrimitiveTable t) {
    OptionalPrimitives.register(t);
    TablePrimitives.register(t);
    EncodingPrimitives.register(t);
    HeaderPrimitives.register(t);
    ThrowPrimitives.register(t);
    AtomicPrimitives.register(t);
    ClockPrimitives.register(t);
    TimerWheel.register(t);
    RegexpPrimitives.register(t);
    StatPrimitives.register(t);
    FolderPrimitives.register(t);
    BrokenDownTime.register(t);
    SystemPrimitives.register(t);
    Setters.register(t);
    Weak.register(t);
    ArrayPrimitives.register(t);
    BitPrimitives.register(t);
    t.defineM("%console-ports?", 3, 3, (m, a) -> CurrentPorts.of(m).isConsole(a[0], a[1], a[2]));
    t.define2("%format", GuilePrimitives::format);
    t.define2("%set-port-buffering!", GuilePrimitives::setBuffering);
    t.define1("%parameter?", Parameter.class::isInstance);
    t.define1("%write-pretty", x -> SchemeString.of(Printer.write(x, Notation.GUILE_PRETTY)));
    t.define1("%identity-hash", x -> (long) Equality.eqvHash(x) & Integer.MAX_VALUE);
    t.define3("%record-with", GuilePrimitives::recordWith);
    t.define("%unbound-fluid", new UnboundFluid());
    t.define1(
        "%procedure-name",
        f ->
            f instanceof Procedure procedure && !procedure.name().isEmpty()
                ? Symbol.of(procedure.name())
                : Boolean.FALSE);
    t.defineM("%next-symbol-number", 0, 0, (m, _) -> m.newId() & Integer.MAX_VALUE);
  }

  /** A copy of a record with one field changed. */
  private static Object recordWith(Object x, Object index, Object value) {
    if (!(x instanceof Record record)) {
      throw Raise.type("set-field", "a record", x);
    }
    Object[] fields = record.fields.clone();
    fields[Args.index("set-field", index, fields.length)] = value;
    return new Record(record.type, fields);
  }

  /** What a fluid without a value holds. */
  private static final class UnboundFluid implements Described {

    @Override
    public String describe() {
      return "unbound";
    }
  }

  private static Object setBuffering(Object a, Object mode) {
    if (!(a instanceof Port port)) {
      throw Raise.type("setvbuf", "a port", a);
    }
    BufferMode wanted =
        switch (Args.symbol("setvbuf", mode).name()) {
          case "none" -> BufferMode.NONE;
          case "line" -> BufferMode.LINE;
          case "block" -> BufferMode.BLOCK;
          default -> throw Raise.type("setvbuf", "none, line or block", mode);
        };
    try {
      port.setMode(wanted);
    } catch (IOException e) {
      throw IoErrors.write("setvbuf", port, e);
    }
    return Special.UNSPECIFIED;
  }

  private static Object format(Object control, Object arguments) {
    String text = Args.string("format", control).toString();
    return SchemeString.of(Formatter.format(text, Lists.toArray(arguments)));
  }
}
