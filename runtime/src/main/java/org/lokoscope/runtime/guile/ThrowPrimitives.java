package org.lokoscope.runtime.guile;

import org.lokoscope.runtime.lib.PrimitiveTable;

/** What {@code throw} and {@code catch} are made of. */
final class ThrowPrimitives {

  private ThrowPrimitives() {}

  static void register(PrimitiveTable t) {
    t.define2("%make-throw", Throws::make);
    t.define1("%exception-key", Throws::key);
    t.define1("%exception-arguments", Throws::arguments);
  }
}
