// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.guile;

import java.util.Arrays;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.condition.SchemeError;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.primitives.PrimitiveTable;
import org.lokoscope.runtime.printer.Printer;

/** What {@code throw} and {@code catch} are made of. */
final class ThrowPrimitives {

  private ThrowPrimitives() {}

  static void register(PrimitiveTable t) {
    t.defineN("throw", 1, -1, a -> raise(a[0], Lists.of(rest(a))));
    t.defineN("scm-error", 5, 5, a -> raise(a[0], Lists.of(rest(a))));
    t.defineN("guile:error", 1, -1, ThrowPrimitives::error);
    t.define1("%exception-key", Throws::key);
    t.define1("%exception-arguments", Throws::arguments);
  }

  private static Object[] rest(Object[] a) {
    return Arrays.copyOfRange(a, 1, a.length);
  }

  private static Object raise(Object key, Object args) {
    throw new SchemeError(Throws.make(key, args));
  }

  /** {@code (error message irritant ...)}: the message may be any object. */
  private static Object error(Object[] a) {
    throw Raise.error(null, Printer.display(a[0]), rest(a));
  }
}
