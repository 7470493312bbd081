// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.codec;

import org.lokoscope.runtime.probe.Kind;

/**
 * Fibers that hand messages to one another report the same joint events over and over. Those that
 * are as they were are told of together.
 *
 * <p>Writer and reader remember the joint events that stand in the chunk as entries of their own,
 * in rows: the first one is row 0. When there are {@value #ROWS}, the next one is row 0 again and
 * all others are forgotten; so they are when a slot gets other values, before the entry that does
 * it is remembered. A row has the fields as they were, but for the kinds that count up ({@link
 * #countsUp}): of those it has the difference from the last value of the same kind.
 *
 * <p>A repetition is the code {@value #CODE}, the time since the event before it (varint), the
 * number of the row with which it begins (1 byte), the number of the row to which it goes back
 * after the last row (1 byte), and how many events it stands for (varint). Each of them has the
 * same time. They end with the last event of a row. At the end of a chunk the number is missing: it
 * stands for all events that the chunk has more, according to its header. So an event that is
 * repeated takes no byte, and a chunk can be copied at any moment.
 *
 * <p>What is repeated is not remembered once more, and leaves slots as they are.
 */
final class Repetition {

  static final int CODE = 255;

  static final int ROWS = 64;

  /** Code and fields: no joint event has more. */
  static final int ROW = 20;

  /** No joint event stands for more events. */
  static final int MOST_PARTS = 8;

  /** Code, time, two rows and the number. */
  static final int MAX_BYTES = 3 + 2 * ChunkFormat.MAX_VARINT;

  private Repetition() {}

  /** Whether fields of a kind have other values each time, which nobody uses twice. */
  static boolean countsUp(Kind kind) {
    return kind == Kind.CONTINUATION || kind == Kind.OPERATION;
  }
}
