package org.lokoscope.runtime.guile;

import org.lokoscope.runtime.datum.Equality;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.SchemeString;
import org.lokoscope.runtime.io.CurrentPorts;
import org.lokoscope.runtime.lib.Args;
import org.lokoscope.runtime.lib.PrimitiveTable;
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
    t.define1("%parameter?", Parameter.class::isInstance);
    t.define1("%identity-hash", x -> (long) Equality.eqvHash(x) & Integer.MAX_VALUE);
    t.defineM("%next-symbol-number", 0, 0, (m, _) -> m.newId() & Integer.MAX_VALUE);
  }

  private static Object format(Object control, Object arguments) {
    String text = Args.string("format", control).toString();
    return SchemeString.of(Formatter.format(text, Lists.toArray(arguments)));
  }
}
