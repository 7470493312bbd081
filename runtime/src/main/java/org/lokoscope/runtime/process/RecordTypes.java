// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import java.util.Map;
import java.util.WeakHashMap;
import org.lokoscope.runtime.datum.RecordType;
import org.lokoscope.runtime.vm.Machine;

/**
 * Which record types of different processes come from one definition. Each process has its own
 * instance of a library and so its own types; but the variable that holds a type has the same
 * number in all processes of a run.
 */
final class RecordTypes {

  /** The variable of each type that has been sent; of types of all processes. */
  private final Map<RecordType, Integer> variables = new WeakHashMap<>();

  /** Whether other processes may know the type: it is standard, has a uid or is a library's. */
  synchronized boolean isShared(Machine machine, RecordType type) {
    if (type.uid() != null || variables.containsKey(type)) {
      return true;
    }
    int variable = machine.globalHolding(type);
    if (variable >= 0) {
      variables.put(type, variable);
    }
    return variable >= 0;
  }

  /** The type that a process has in place of another's; the same one if it has none. */
  synchronized RecordType of(Machine machine, RecordType type) {
    Integer variable = variables.get(type);
    if (variable != null && machine.global(variable) instanceof RecordType own) {
      variables.putIfAbsent(own, variable);
      return own;
    }
    return type;
  }
}
