// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;

/**
 * The thread that sorts and encodes the rows of all tables, one stretch after the other, and the
 * memory that tables need only now and then: what was used last is used again first, for it may
 * still be in the cache.
 */
final class Encoding {

  final ExecutorService thread;

  /** For the thread alone. */
  final RowBuffer.Sorted sorted = new RowBuffer.Sorted();

  private final ConcurrentLinkedDeque<RowBuffer.Room> rooms = new ConcurrentLinkedDeque<>();

  Encoding(ExecutorService thread) {
    this.thread = thread;
  }

  /** Room for rows, which may have to grow. */
  RowBuffer.Room room() {
    RowBuffer.Room room = rooms.poll();
    return room == null ? RowBuffer.Room.small() : room;
  }

  void giveBack(RowBuffer.Room room) {
    rooms.push(room);
  }
}
