// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.program;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.lokoscope.runtime.expander.Unit;

/** The libraries that one process has run. */
final class Instances {

  private final Set<Unit> units = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Notes that a library runs now; false if it ran before. */
  boolean add(Unit unit) {
    return units.add(unit);
  }
}
