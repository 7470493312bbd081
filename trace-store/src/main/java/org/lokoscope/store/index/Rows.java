// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

/**
 * Takes the rows of a table. Rows come in order of time; each belongs to a key, and the rows of one
 * key end up side by side. Columns that a table does not have are 0.
 */
interface Rows {

  /** Adds a row. Six numbers beside the time, so that no row needs an array. */
  void add(int key, long time, long a, long b, long c, long d, long e, long f);

  default void add(int key, long time, long a) {
    add(key, time, a, 0, 0, 0, 0, 0);
  }

  default void add(int key, long time, long a, long b, long c) {
    add(key, time, a, b, c, 0, 0, 0);
  }

  default void add(int key, long time, long a, long b, long c, long d) {
    add(key, time, a, b, c, d, 0, 0);
  }
}
