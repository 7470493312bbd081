// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store;

/**
 * A lane sampled into buckets of equal width, for drawing: a state that is too short to see still
 * has its share.
 *
 * @param from start of the first bucket, nanoseconds
 * @param bucketWidth nanoseconds, at least 1
 * @param dominant ordinal of the {@link LaneState} with most time in each bucket
 * @param share how much of the bucket the dominant state takes, 0 to 255
 * @param events how many events of the lane each bucket holds
 * @param parts for each bucket how much of it each state takes, in the order of the states, 0 to
 *     255; all 0 for a bucket that is in one state throughout. Empty if that was not found out
 */
public record Strip(
    long from, long bucketWidth, byte[] dominant, byte[] share, int[] events, byte[] parts) {

  private static final int STATES = LaneState.values().length;

  public Strip(long from, long bucketWidth, byte[] dominant, byte[] share, int[] events) {
    this(from, bucketWidth, dominant, share, events, new byte[0]);
  }

  /** The part of a bucket that the lane is in a state, 0 to 1. */
  public double part(int bucket, LaneState state) {
    int known = parts.length == 0 ? 0 : parts[bucket * STATES + state.ordinal()] & 0xff;
    if (known == 0 && dominant[bucket] == state.ordinal()) {
      return (share[bucket] & 0xff) / 255.0;
    }
    return known / 255.0;
  }

  /** Whether a bucket is in one state throughout. */
  public boolean isPure(int bucket) {
    return (share[bucket] & 0xff) == 255;
  }
}
