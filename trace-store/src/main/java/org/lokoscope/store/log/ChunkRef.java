// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.log;

/**
 * Where a chunk lies and what it holds.
 *
 * @param file index of the queue file
 * @param offset of the chunk in its file
 * @param sequence its number in its stream
 * @param first time of the first event
 * @param last time of the last event
 * @param types the codes of its events
 */
public record ChunkRef(
    int file,
    long offset,
    int length,
    int stream,
    int sequence,
    long first,
    long last,
    int count,
    EventSet types) {}
