package org.lokoscope.runtime.io;

import java.util.Arrays;
import org.lokoscope.runtime.cml.Readiness;
import org.lokoscope.runtime.vm.Machine;

/** What makes the fiber wait that uses a port, and no other. */
public abstract class WaitingPort extends CustomPort {

  /**
   * @param close what closing the port does besides, a procedure or false
   */
  protected WaitingPort(CurrentPorts ports, Object close) {
    super(ports, procedures(close));
  }

  private static Object[] procedures(Object close) {
    Object[] procedures = new Object[5];
    Arrays.fill(procedures, Boolean.FALSE);
    procedures[4] = close;
    return procedures;
  }

  @Override
  public final boolean isProgrammed() {
    return false;
  }

  /** Those who wait to read from the port. */
  public abstract Readiness input(Machine machine);

  /** Whether there is something to read, be it the end or an error; null if not. */
  public abstract Object tryInput(Port port);

  /** Those who wait to write to the port. */
  public abstract Readiness output(Machine machine);

  /**
   * Whether more can be written now; null if not.
   *
   * @param signalled whether the device has just said so
   */
  public abstract Object tryOutput(boolean signalled);
}
