// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.vm;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.Special;

/** {@code make-parameter} and what stands behind {@code parameterize}. */
final class Parameters {

  private Parameters() {}

  /** A parameter that a program made. */
  private static final class Made extends Parameter {
    private final @Nullable Object converter;
    private Object value;

    Made(Object value, @Nullable Object converter) {
      super("parameter");
      this.value = value;
      this.converter = converter;
    }

    @Override
    public Object get(Machine machine) {
      DynamicState state = machine.dynamicState();
      return state == null ? value : state.get(this, value);
    }

    @Override
    public void set(Machine machine, Object newValue) {
      DynamicState state = machine.dynamicState();
      if (state == null) {
        value = newValue;
      } else {
        state.set(this, newValue);
      }
    }

    @Override
    public @Nullable Object converter() {
      return converter;
    }
  }

  static Object make(Machine machine, Object[] arguments) {
    if (arguments.length == 1) {
      return new Made(arguments[0], null);
    }
    return made(machine, arguments[1], machine.call1(arguments[1], arguments[0]));
  }

  private static Object made(Machine machine, Object converter, Object value) {
    if (value != Machine.UNWIND) {
      return new Made(value, converter);
    }
    return ResumeFrame.push(machine, 1, "make-parameter", (m, v) -> made(m, converter, v));
  }

  static Object assign(Machine machine, Parameter parameter, Object value) {
    Object converter = parameter.converter();
    return assigned(
        machine, parameter, converter == null ? value : machine.call1(converter, value));
  }

  private static Object assigned(Machine machine, Parameter parameter, Object value) {
    if (value == Machine.UNWIND) {
      return ResumeFrame.push(machine, 1, parameter.name(), (m, v) -> assigned(m, parameter, v));
    }
    parameter.set(machine, value);
    return Special.UNSPECIFIED;
  }

  /** {@code (%with-parameters (list parameter ...) (list value ...) thunk)}. */
  static Object with(Machine machine, Object[] arguments) {
    int site = machine.callSite();
    Object[] all = Lists.toArray(arguments[0]);
    Parameter[] parameters = new Parameter[all.length];
    for (int i = 0; i < all.length; i++) {
      if (!(all[i] instanceof Parameter parameter)) {
        throw Raise.type("parameterize", "a parameter", all[i]);
      }
      parameters[i] = parameter;
    }
    return convert(machine, parameters, Lists.toArray(arguments[1]), 0, arguments[2], site);
  }

  private static Object convert(
      Machine machine, Parameter[] parameters, Object[] given, int from, Object thunk, int site) {
    Object[] values = given.clone();
    for (int i = from; i < parameters.length; i++) {
      Object converter = parameters[i].converter();
      if (converter == null) {
        continue;
      }
      int at = i;
      Object value = machine.call1(converter, values[i]);
      if (value == Machine.UNWIND) {
        return ResumeFrame.push(
            machine,
            4,
            "parameterize",
            (m, v) -> convert(m, parameters, with(values, at, v), at + 1, thunk, site));
      }
      values[i] = value;
    }
    Winder.Parameters entry = new Winder.Parameters(machine.winders(), site, parameters, values);
    entry.swap(machine);
    return Winding.body(machine, entry, thunk);
  }

  private static Object[] with(Object[] values, int at, Object value) {
    Object[] copy = Arrays.copyOf(values, values.length);
    copy[at] = value;
    return copy;
  }
}
