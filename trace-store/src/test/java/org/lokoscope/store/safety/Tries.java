// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.safety;

/**
 * How often something is tried: a few times in each build, and in full by {@code
 * -Dlokoscope.safety.full}, which then says how often it was and with what outcome.
 */
final class Tries {

  static final boolean FULL = System.getProperty("lokoscope.safety.full") != null;

  private Tries() {}

  static int of(int build, int full) {
    return FULL ? full : build;
  }

  static void report(String line) {
    if (FULL) {
      System.out.println("safety: " + line);
    }
  }
}
