// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.analysis;

import org.lokoscope.store.EventRow;

/** Reads the fields of events by their names. */
final class EventFields {

  private EventFields() {}

  /** The number of a field; 0 if the event has none of that name. */
  static long number(EventRow row, String field) {
    for (EventRow.Value value : row.values()) {
      if (value.name().equals(field)) {
        return value.number();
      }
    }
    return 0;
  }
}
