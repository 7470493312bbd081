package org.lokoscope.runtime.expander;

import org.lokoscope.runtime.datum.Symbol;

/** The names that a library or program imports. */
@FunctionalInterface
public interface Imports {

  /** What the name means, or null. */
  Binding lookup(Symbol name);
}
