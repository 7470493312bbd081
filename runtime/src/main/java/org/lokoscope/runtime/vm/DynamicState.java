// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.vm;

import java.util.HashMap;
import java.util.Map;

/**
 * The values of all parameters, as far as they are not those that the parameters were made with. A
 * fiber may have one of its own: what it sets there, others do not see. Copies share their values
 * until one of them sets something.
 */
public final class DynamicState {

  private Map<Parameter, Object> values;
  private boolean shared;

  private DynamicState(Map<Parameter, Object> values) {
    this.values = values;
    this.shared = true;
  }

  /** The state that is in force. Before the first call a machine has none, which costs nothing. */
  public static DynamicState current(Machine machine) {
    DynamicState state = machine.dynamicState();
    if (state == null) {
      state = new DynamicState(Map.of());
      machine.setDynamicState(state);
    }
    return state;
  }

  public DynamicState copy() {
    shared = true;
    return new DynamicState(values);
  }

  Object get(Parameter parameter, Object otherwise) {
    return values.getOrDefault(parameter, otherwise);
  }

  void set(Parameter parameter, Object value) {
    if (shared) {
      values = new HashMap<>(values);
      shared = false;
    }
    values.put(parameter, value);
  }
}
