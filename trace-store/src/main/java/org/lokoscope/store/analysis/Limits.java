// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.analysis;

/**
 * What is too much, where that is for the user to say.
 *
 * @param maxRun the longest run of one fiber that is in order while others wait, in nanoseconds
 */
public record Limits(long maxRun) {

  /** Shorter runs are not kept in the index of a trace. */
  public static final long LEAST_RUN = 20_000_000;

  /** What holds unless something else is said. */
  public static final Limits USUAL = new Limits(100_000_000);
}
