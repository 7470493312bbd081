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
 */
public record Strip(long from, long bucketWidth, byte[] dominant, byte[] share, int[] events) {}
