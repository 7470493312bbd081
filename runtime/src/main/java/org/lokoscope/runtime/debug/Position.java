// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.debug;

import org.lokoscope.runtime.source.SourceSpan;

/**
 * A point of a deterministic run, the same in every run of it.
 *
 * @param moment its last moment
 * @param fuel what is left of the fuel since, which becomes less
 * @param span what stands there in the text
 * @param heard how many events of fibers there were before, or with this one
 * @param atEvent whether it is just behind the last of these, and not before a form
 */
public record Position(long moment, int fuel, SourceSpan span, long heard, boolean atEvent) {

  /** Whether a point is that one, or one behind it. */
  boolean isAtOrAfter(Position other) {
    if (moment != other.moment || fuel != other.fuel) {
      return moment > other.moment || moment == other.moment && fuel < other.fuel;
    }
    return heard > other.heard
        || heard == other.heard && (other.atEvent || !atEvent && span.equals(other.span));
  }
}
