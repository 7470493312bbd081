// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.debug;

import org.lokoscope.runtime.source.SourceSpan;

/**
 * A point of a deterministic run, the same in every run of it.
 *
 * @param moment its last moment
 * @param fuel what is left of the fuel since, which becomes less
 * @param span what stands there in the text
 */
public record Position(long moment, int fuel, SourceSpan span) {

  /** Whether a place is that one, or one behind it. */
  boolean isAtOrAfter(Position other) {
    return moment > other.moment
        || moment == other.moment
            && (fuel < other.fuel || fuel == other.fuel && span.equals(other.span));
  }
}
