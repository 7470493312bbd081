// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.analysis;

/** How much leaks matter, from 0 to 1, so that findings can be ranked. */
final class Severity {

  private Severity() {}

  /** By what has been lost so far: 0.5 at 64 KiB, 1 at 64 MiB. */
  static double ofBytes(double bytes) {
    double doublings = Math.log(Math.max(1, bytes / 64)) / Math.log(2);
    return Math.clamp(doublings / 20, 0, 1);
  }

  /** The same for things whose size nobody knows: as if each took 64 bytes. */
  static double ofCount(long count) {
    return ofBytes(64.0 * count);
  }
}
