// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.schema;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.lokoscope.runtime.probe.Kind;

/**
 * Events that are kept as one.
 *
 * @param code the permanent number, from the same numbers as those of events
 * @param fields all parameters of the method, the time first
 * @param steady the index of the first field that tends to stay as it was
 * @param slotFields the indexes of the fields by which that is remembered
 * @param parts the events that it stands for, in order
 * @param method the probe method that reports it
 */
public record JointType(
    int code,
    String name,
    int since,
    List<EventField> fields,
    int steady,
    List<Integer> slotFields,
    List<Part> parts,
    Method method) {

  /**
   * One of the events.
   *
   * @param sources for each of its fields the index of the field of the whole that it equals, or -1
   * @param constants for each of its fields what it is if it equals none
   */
  public record Part(EventType type, List<Integer> sources, List<Long> constants) {}

  /** Whether fields are remembered. */
  public boolean hasSteadyFields() {
    return steady < fields.size();
  }

  /** The first fiber, whose doing it is, and all sites. */
  static List<Integer> slotFields(List<EventField> fields) {
    List<Integer> slot = new ArrayList<>();
    boolean known = false;
    for (EventField field : fields) {
      if (field.kind() == Kind.SITE || field.kind() == Kind.FIBER && !known) {
        slot.add(field.index());
      }
      known |= field.kind() == Kind.FIBER;
    }
    return List.copyOf(slot);
  }
}
