// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.layout;

import org.lokoscope.store.LaneId;

/** Which fibers have a row. */
@FunctionalInterface
public interface RowFilter {

  /** All of them, and CPUs and processes without fibers, too. */
  RowFilter ALL = (_, _) -> true;

  /**
   * Whether a fiber is shown.
   *
   * @param label what its row would say
   */
  boolean shows(LaneId fiber, String label);
}
