// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.schema;

import java.lang.reflect.Method;
import java.util.List;
import org.lokoscope.runtime.probe.Family;

/**
 * One kind of event.
 *
 * @param code the permanent number, 1 to 255
 * @param since the format version that added it
 * @param fields all parameters, the time first
 * @param method the probe method that reports it
 */
public record EventType(
    int code,
    String name,
    int since,
    Family family,
    String doc,
    List<EventField> fields,
    Method method) {

  /** Whether its first field after the time is a string or a site of which it says what it is. */
  public boolean definesFirstField() {
    return family == Family.DEFINITION && !name.equals("named");
  }

  /** The field called {@code name}; fails when there is none, which is a mistake of the caller. */
  public EventField field(String name) {
    for (EventField field : fields) {
      if (field.name().equals(name)) {
        return field;
      }
    }
    throw new IllegalArgumentException("no field: event=" + this.name + " field=" + name);
  }
}
