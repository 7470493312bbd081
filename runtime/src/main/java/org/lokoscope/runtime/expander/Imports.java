// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.expander;

import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.datum.Symbol;

/** The names that a library or program imports. */
@FunctionalInterface
public interface Imports {

  /** What the name means, or null. */
  @Nullable Binding lookup(Symbol name);
}
