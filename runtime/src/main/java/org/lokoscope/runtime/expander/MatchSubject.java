// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.expander;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.core.Core;

/**
 * A value to test, and how it could be read and written again where it was found.
 *
 * @param getter reads the place, or the value itself if it was not found in one
 * @param setter writes the place, or null
 */
record MatchSubject(Core value, Core getter, @Nullable Function<Core, Core> setter) {

  /** A value that was not found in any place. */
  static MatchSubject of(Core value) {
    return new MatchSubject(value, value, null);
  }
}
