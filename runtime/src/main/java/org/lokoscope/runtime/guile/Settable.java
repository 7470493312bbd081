// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.guile;

import org.jspecify.annotations.Nullable;

/** A procedure that may have a setter. */
public interface Settable {

  /** What {@code (set! (f x) value)} calls, or null. */
  @Nullable Object setter();
}
