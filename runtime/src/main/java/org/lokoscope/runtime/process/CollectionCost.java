// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;

/**
 * What it costs to ask the collector at the end of a run, which goes with what is alive: a program
 * that leaves a million fibers behind is not kept waiting for long.
 */
final class CollectionCost {

  /** A full collection of 516 MB took 2.1 s on two busy processors, and less on idle ones. */
  private static final long NANOS_PER_BYTE = 3;

  /** So much is never too long. */
  private static final long LEAST_NANOS = 1_000_000_000;

  /** Else it may take one part in so many of the run. */
  private static final int SHARE = 10;

  private CollectionCost() {}

  /**
   * Whether it is sure to be small beside the run.
   *
   * @param run nanoseconds that it has taken so far
   */
  static boolean isSmall(long run) {
    Runtime jvm = Runtime.getRuntime();
    long most = affordable(run);
    return jvm.totalMemory() - jvm.freeMemory() <= most || alive() <= most;
  }

  /** How many bytes may be alive. */
  static long affordable(long run) {
    return Math.max(LEAST_NANOS, run / SHARE) / NANOS_PER_BYTE;
  }

  /** Bytes that the last collections have left; all that is in use of what was never collected. */
  private static long alive() {
    long bytes = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      MemoryUsage left = pool.getCollectionUsage();
      if (left != null) {
        bytes += left.getUsed();
      }
    }
    return bytes;
  }
}
