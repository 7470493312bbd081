// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store;

/**
 * What came of a file that a trace was made of.
 *
 * @param count chunks or events that were taken in
 * @param damaged places where the file holds something else
 * @param cut whether it ends inside a chunk
 * @param table whether it was a table of events, else a stream of chunks
 */
public record Imported(long count, long damaged, boolean cut, boolean table) {

  /** Of a stream of chunks. */
  public Imported(long chunks, long damaged, boolean cut) {
    this(chunks, damaged, cut, false);
  }
}
