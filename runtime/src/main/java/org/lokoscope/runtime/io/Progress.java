// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.io;

import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How far the running operation on the input of a custom port has come. One that finds nothing is
 * undone to wait; when it is done again, it goes on where it was, unless somebody else has read
 * from the port since.
 */
final class Progress {

  private final PortInput input;

  /** What the running operation is and has done so far, if it keeps that; else null. */
  private @Nullable Object operation;

  private @Nullable Object done;

  /** Up to where the running operation has come if that is not where the input is, or null. */
  private @Nullable Object checkpoint;

  /** An operation that was undone to wait, or null; what it has done, from where to where. */
  private @Nullable Object waiting;

  private @Nullable Object waitingDone;
  private @Nullable Object from;
  private @Nullable Object to;

  Progress(PortInput input) {
    this.input = input;
  }

  void begin() {
    operation = null;
    checkpoint = null;
    input.mark();
  }

  /** What the operation has done, as {@link Port#progress} has it. */
  <T> T of(Object running, Class<T> type, Supplier<T> fresh) {
    T now;
    if (waiting != null && waiting.equals(running) && input.state().equals(from)) {
      now = type.cast(Objects.requireNonNull(waitingDone));
      input.resume(Objects.requireNonNull(to));
    } else {
      now = fresh.get();
    }
    forget();
    operation = running;
    done = now;
    return now;
  }

  /** The operation has come so far, whatever it has to take again. */
  void checkpoint() {
    checkpoint = input.state();
  }

  void finish() {
    operation = null;
    done = null;
    checkpoint = null;
    input.forgetEnd();
  }

  /** Undoes what was taken since {@link #begin}. */
  void rewind() {
    if (operation == null) {
      input.rewind();
      return;
    }
    Object reached = checkpoint != null ? checkpoint : input.state();
    input.rewind();
    from = input.state();
    // Most wait before they have taken anything.
    to = reached.equals(from) ? from : reached;
    waiting = operation;
    waitingDone = Objects.requireNonNull(done);
    operation = null;
    done = null;
  }

  /** Nobody goes on, because the position has changed. */
  void forget() {
    waiting = null;
    waitingDone = null;
    from = null;
    to = null;
  }
}
