// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.memory;

/** What a {@link MemoryWatch} asks the heap. All sizes are bytes. */
public interface Gauge {

  /** How large the heap may become. */
  long max();

  /** What is in use, garbage included. Asked often, so it must be cheap and allocate nothing. */
  long used();

  /** How many times all garbage was collected so far. */
  long fullCollections();

  /** What the last full collection left. */
  long kept();
}
