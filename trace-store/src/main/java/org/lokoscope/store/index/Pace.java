// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

/**
 * How often it is written down how far an index has come.
 *
 * @param events after so many, the rows that are gathered become segments; it is the same for all
 *     who index a trace, or their files would differ
 * @param patience what was understood is written down when so many times as long has passed as that
 *     took the last time
 */
record Pace(int events, int patience) {

  /** About once in a second, and at most a twentieth of the time. */
  static final Pace USUAL = new Pace(1 << 22, 20);
}
