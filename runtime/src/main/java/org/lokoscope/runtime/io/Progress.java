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

  private @Nullable Waiting waiting;

  /** An operation that was undone to wait, what it has done, and from where to where it came. */
  private record Waiting(Object operation, Object done, Object from, Object to) {}

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
    Waiting before = waiting;
    waiting = null;
    operation = running;
    T now;
    if (before != null && before.operation.equals(running) && before.from.equals(input.state())) {
      now = type.cast(before.done);
      input.resume(before.to);
    } else {
      now = fresh.get();
    }
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
    Object to = checkpoint != null ? checkpoint : input.state();
    input.rewind();
    waiting = new Waiting(operation, Objects.requireNonNull(done), input.state(), to);
    operation = null;
    done = null;
  }

  /** Nobody goes on, because the position has changed. */
  void forget() {
    waiting = null;
  }
}
