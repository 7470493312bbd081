// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store;

import java.util.Set;

/**
 * What the system took of a stretch of a run: time in which no fiber could run though one was
 * ready.
 *
 * @param collections how many collections of the heap ended in it
 * @param paused nanoseconds that they took
 * @param longestPause nanoseconds of the longest one
 * @param delayed nanoseconds for which CPUs could run and the system ran something else, all
 *     together; -1 if the system did not tell
 * @param faults how often CPUs waited for a page that had to be read from a disk
 */
public record SystemTime(
    long collections, long paused, long longestPause, long delayed, long faults) {

  private static final String COLLECTION = "heapAfterCollection";
  private static final String DELAY = "runDelayed";
  private static final String FAULTS = "pagesAwaited";

  /** What a collector that works beside the program reports is no pause. */
  private static final String BESIDE = "Cycles,";

  /**
   * Adds up what the events of a time say; only the chunks that hold some are read.
   *
   * @param from nanoseconds
   * @param to exclusive
   */
  public static SystemTime of(Trace trace, long from, long to) {
    long[] sums = {0, 0, 0, -1, 0};
    trace.eachEvent(
        from,
        to,
        Set.of(COLLECTION, DELAY, FAULTS),
        row -> {
          switch (row.type()) {
            case COLLECTION -> {
              if (!row.values().get(2).text().contains(BESIDE)) {
                long pause = row.values().get(1).number();
                sums[0]++;
                sums[1] += pause;
                sums[2] = Math.max(sums[2], pause);
              }
            }
            case DELAY -> sums[3] = Math.max(0, sums[3]) + row.values().get(0).number();
            default -> sums[4] += row.values().get(0).number();
          }
          return true;
        });
    return new SystemTime(sums[0], sums[1], sums[2], sums[3], sums[4]);
  }

  /** Whether nothing was taken, or nobody told. */
  public boolean isNothing() {
    return collections == 0 && delayed <= 0 && faults == 0;
  }
}
