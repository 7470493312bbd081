// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store;

/** Told how far a long task is; may ask it to stop. */
public interface Progress {

  Progress NONE = (done, total, what) -> true;

  /**
   * @param done units done
   * @param total units in all, or -1 when unknown
   * @return false to cancel: the task stops with a {@link
   *     java.util.concurrent.CancellationException}
   */
  boolean at(long done, long total, String what);
}
