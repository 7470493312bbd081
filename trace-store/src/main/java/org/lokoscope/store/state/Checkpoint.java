// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.state;

import org.lokoscope.store.EventWalk;

/**
 * Where the state of the scheduler is kept.
 *
 * @param position behind the last event that it knows of
 * @param events how many those are
 * @param last the time of the last of them
 * @param offset of its bytes in the file
 * @param checksum CRC32C of the bytes
 */
record Checkpoint(
    EventWalk.Position position, long events, long last, long offset, int length, int checksum) {}
