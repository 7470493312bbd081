// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.goops;

import java.util.Map;
import org.lokoscope.runtime.datum.Symbol;

/** An object with a class, which can change, and slots. */
interface GoopsObject {

  SchemeClass type();

  /**
   * Where its slots stand: the map of its class, unless that has been redefined since. A place is
   * an index, or a slot definition that says how to get at the value.
   */
  Map<Symbol, Object> layout();

  /** The values; {@link Unbound} where there is none. */
  Object[] slots();

  /** Makes it an instance of that class. */
  void become(SchemeClass type, Map<Symbol, Object> layout, Object[] slots);
}
