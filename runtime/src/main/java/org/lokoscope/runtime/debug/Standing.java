// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.debug;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.process.Process;

/** A process that stands: its CPU does what it is told until it is told to go on. */
final class Standing {

  /** Something to be done on the CPU of a process that stands. */
  @FunctionalInterface
  interface Command {

    /**
     * @return null to stand on; else what the machine goes on with
     */
    @Nullable Object run(Standing standing);
  }

  private final Process process;
  private final Stop stop;
  private final @Nullable Place place;
  private final boolean canRun;
  private final Supplier<Object> goOn;
  private final BlockingQueue<Command> commands = new LinkedBlockingQueue<>();

  /**
   * @param place where it stands; null if at no place
   * @param canRun whether expressions can be evaluated: all frames of a fiber are on the heap
   * @param goOn what the machine goes on with when it is let go
   */
  Standing(
      Process process, Stop stop, @Nullable Place place, boolean canRun, Supplier<Object> goOn) {
    this.process = process;
    this.stop = stop;
    this.place = place;
    this.canRun = canRun;
    this.goOn = goOn;
  }

  Process process() {
    return process;
  }

  Stop stop() {
    return stop;
  }

  @Nullable Place place() {
    return place;
  }

  boolean canRun() {
    return canRun;
  }

  Object goOn() {
    return goOn.get();
  }

  void tell(Command command) {
    commands.add(command);
  }

  /** Does what it is told until it goes on. */
  Object await() {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          Object result = commands.take().run(this);
          if (result != null) {
            return result;
          }
        } catch (InterruptedException _) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
