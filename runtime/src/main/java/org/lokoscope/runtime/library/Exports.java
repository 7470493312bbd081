// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.library;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.expander.Binding;

/** Names with their meanings: what a library exports, or what is left of it in an import set. */
record Exports(Map<Symbol, Binding> bindings) {

  @Nullable Binding lookup(Symbol name) {
    return bindings.get(name);
  }

  Set<Symbol> names() {
    return bindings.keySet();
  }
}
