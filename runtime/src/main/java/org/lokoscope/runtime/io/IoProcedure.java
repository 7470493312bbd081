// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.io;

import java.util.ArrayDeque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.NativeProcedure;

/**
 * A procedure that reads from or writes to a port. Where that is a custom port, its own procedures
 * are called in tail position; see {@link CustomPort}.
 */
public final class IoProcedure extends NativeProcedure {

  /** What the procedure does with any port, given the ports of the process. */
  @FunctionalInterface
  public interface Body {
    Object apply(CurrentPorts ports, Object[] arguments);
  }

  private final Body body;

  public IoProcedure(String name, int min, int max, Body body) {
    super(name, min, max);
    this.body = body;
  }

  @Override
  protected Object call(Machine machine, Object[] arguments) {
    CurrentPorts ports = CurrentPorts.of(machine);
    ArrayDeque<Port> touched = ports.touched;
    Object result;
    try {
      result = body.apply(ports, arguments);
    } catch (NeedsInput _) {
      return retry(machine, touched, arguments);
    } catch (RuntimeException | Error e) {
      touched.clear();
      throw e;
    }
    return touched.isEmpty() ? result : finish(machine, touched.pop(), result);
  }

  /** Does it if that can be done with what is there; null if not, and then nothing has happened. */
  @Nullable Object attempt(CurrentPorts ports, Object[] arguments) {
    ArrayDeque<Port> touched = ports.touched;
    Object result;
    try {
      result = body.apply(ports, arguments);
    } catch (NeedsInput _) {
      Port port = touched.pop();
      touched.clear();
      port.rewind();
      return null;
    } catch (RuntimeException | Error e) {
      touched.clear();
      throw e;
    }
    while (!touched.isEmpty()) {
      touched.pop().finish();
    }
    return result;
  }

  private Object retry(Machine machine, ArrayDeque<Port> touched, Object[] arguments) {
    Port port = touched.pop();
    touched.clear();
    port.rewind();
    return custom(port).retry(machine, port, this, arguments);
  }

  private Object finish(Machine machine, Port port, Object result) {
    port.finish();
    return custom(port).finish(machine, port, this, result);
  }

  /** Only custom ports are touched. */
  private static CustomPort custom(Port touched) {
    return Objects.requireNonNull(touched.custom());
  }
}
