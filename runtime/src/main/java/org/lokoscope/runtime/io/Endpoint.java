// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.io;

import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.cml.Readiness;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.vm.Machine;

/**
 * What the bytes of a port come from and go to, without ever blocking a thread: says what can be
 * done now, and who waits. How an operation waits, {@link WaitingPort} knows.
 */
public interface Endpoint {

  /** Something that is there or not; an error is there, too, for whoever asks finds it. */
  @FunctionalInterface
  interface Check {
    boolean isReady() throws IOException;
  }

  /** What has been written and is on its way. */
  @FunctionalInterface
  interface Sending {

    /** Goes on with it as far as that is possible now; true when nothing is left. */
    boolean hasLeft() throws IOException;

    /** Whether who wrote it may go on at once if it has left: not where that must not show. */
    default boolean mayGoOn() {
      return true;
    }

    /** Blocks the thread until it has left. */
    default void await() {
      throw new IllegalStateException("only fibers can wait for this");
    }
  }

  /** A value if it is ready, else null, as an attempt of {@link Readiness} wants it. */
  static @Nullable Object orNull(Check check) {
    try {
      return check.isReady() ? Special.UNSPECIFIED : null;
    } catch (IOException _) {
      return Special.UNSPECIFIED;
    }
  }

  /** Those who wait to read. */
  Readiness input(Machine machine);

  /** Those who wait to write. */
  Readiness output(Machine machine);

  /** What an operation has to wait for that has just written; null if nothing. */
  @Nullable Sending sending();

  /**
   * Whether more can be written now.
   *
   * @param signalled whether the device has just said so
   */
  boolean isWritable(boolean signalled) throws IOException;

  /** Raises if it is of no use any more. */
  default void checkOpen(String who) {}

  /** Whether there is something to read, be it the end or an error; null if not. */
  default @Nullable Object tryInput(Check check) {
    checkOpen("wait-for-readable");
    return orNull(check);
  }

  /** Whether more can be written now; null if not. */
  default @Nullable Object tryOutput(boolean signalled) {
    checkOpen("wait-for-writable");
    return orNull(() -> isWritable(signalled));
  }

  /** What the program wants to be called with the port instead of waiting to read, or null. */
  default @Nullable Object readWaiter(Machine machine) {
    return null;
  }

  /** What the program wants to be called with the port instead of waiting to write, or null. */
  default @Nullable Object writeWaiter(Machine machine) {
    return null;
  }

  /**
   * Where the clock is virtual: makes the fiber wait for its turn, in which the operation is done.
   * Null where it is not.
   */
  default @Nullable Object inTurn(Machine machine, IoProcedure operation, Object[] arguments) {
    return null;
  }

  /** Makes an attempt until it gives something, and blocks the thread between. */
  default Object blocking(Supplier<@Nullable Object> attempt) {
    throw new IllegalStateException("only fibers can wait for this");
  }
}
