// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.condition;

import java.util.List;
import org.lokoscope.runtime.datum.Record;

/** Several simple conditions that hold at once, in the order in which they were combined. */
public record CompoundCondition(List<Record> parts) {

  public CompoundCondition {
    parts = List.copyOf(parts);
  }
}
