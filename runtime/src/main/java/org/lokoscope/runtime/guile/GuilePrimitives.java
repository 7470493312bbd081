package org.lokoscope.runtime.guile;

import java.io.IOException;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.datum.Equality;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.SchemeString;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.io.BufferMode;
import org.lokoscope.runtime.io.CurrentPorts;
import org.lokoscope.runtime.io.IoErrors;
import org.lokoscope.runtime.io.Port;
import org.lokoscope.runtime.primitives.Args;
import org.lokoscope.runtime.primitives.PrimitiveTable;
import org.lokoscope.runtime.vm.Parameter;

/** All procedures of Guile's that are written in Java. */
public final class GuilePrimitives {

  private GuilePrimitives() {}

  public static void register(PrimitiveTable t) {
    OptionalPrimitives.register(t);
    TablePrimitives.register(t);
    ThrowPrimitives.register(t);
    AtomicPrimitives.register(t);
    ClockPrimitives.register(t);
    TimerWheel.register(t);
    t.defineM("%console-ports?", 3, 3, (m, a) -> CurrentPorts.of(m).isConsole(a[0], a[1], a[2]));
    t.define2("%format", GuilePrimitives::format);
    t.define2("%set-port-buffering!", GuilePrimitives::setBuffering);
    t.define1("%parameter?", Parameter.class::isInstance);
    t.define1("%identity-hash", x -> (long) Equality.eqvHash(x) & Integer.MAX_VALUE);
    t.defineM("%next-symbol-number", 0, 0, (m, _) -> m.newId() & Integer.MAX_VALUE);
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
