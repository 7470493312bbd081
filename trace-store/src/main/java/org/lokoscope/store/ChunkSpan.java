// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store;

/**
 * A run of events of one stream that were recorded together.
 *
 * @param stream the virtual CPU; below 0 a stream of the recorder's own
 * @param sequence its number in its stream
 * @param first time of the first event, nanoseconds
 * @param last time of the last event, nanoseconds
 * @param count how many events
 */
public record ChunkSpan(int stream, int sequence, long first, long last, int count) {}
