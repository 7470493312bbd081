// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.io;

import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.Parameter;
import org.lokoscope.runtime.vm.Primitive;

/** {@code current-output-port} and its like: parameters whose values live in the process. */
public final class PortParameter extends Parameter {

  private enum Which {
    INPUT,
    OUTPUT,
    ERROR
  }

  private final Which which;
  private final Object converter;

  private PortParameter(String name, Which which) {
    super(name);
    this.which = which;
    this.converter = Primitive.of1(name, value -> check(name, value));
  }

  public static PortParameter input() {
    return new PortParameter("current-input-port", Which.INPUT);
  }

  public static PortParameter output() {
    return new PortParameter("current-output-port", Which.OUTPUT);
  }

  public static PortParameter error() {
    return new PortParameter("current-error-port", Which.ERROR);
  }

  private Object check(String who, Object value) {
    boolean fits =
        value instanceof Port port && (which == Which.INPUT ? port.isInput() : port.isOutput());
    if (!fits) {
      throw Raise.type(who, which == Which.INPUT ? "an input port" : "an output port", value);
    }
    return value;
  }

  @Override
  public Object get(Machine machine) {
    CurrentPorts ports = CurrentPorts.of(machine);
    return switch (which) {
      case INPUT -> ports.input;
      case OUTPUT -> ports.output;
      case ERROR -> ports.error;
    };
  }

  @Override
  public void set(Machine machine, Object value) {
    CurrentPorts ports = CurrentPorts.of(machine);
    switch (which) {
      case INPUT -> ports.input = (Port) value;
      case OUTPUT -> ports.output = (Port) value;
      case ERROR -> ports.error = (Port) value;
    }
  }

  @Override
  public Object converter() {
    return converter;
  }
}
