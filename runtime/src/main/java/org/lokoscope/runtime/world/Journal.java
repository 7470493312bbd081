// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.world;

import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a deterministic run does outside and gets from there: kept as it happens, or answered from
 * what was kept, and then nothing is done outside again. The run's own thread asks in an order that
 * is the same every time. What other threads bring is handed to the run at its moments, which are
 * counted, and so comes at the same moment when the run is repeated.
 *
 * <p>Where somebody waits for something outside, the virtual clock goes with the real one.
 */
public interface Journal {

  /** Something that is done outside, with an answer in bytes. */
  @FunctionalInterface
  interface Action {
    byte[] run() throws IOException;
  }

  /** The moment at which a run rests, and who would wake it. */
  interface Rest {

    /** The run's clock. */
    World world();

    /** Who waits for input or output that is served at rest. */
    Arrivals arrivals();

    /** The virtual time of the next thing to do; {@link Long#MAX_VALUE} if there is none. */
    long deadline();

    /** Whether a fiber waits for something outside. */
    boolean isAwaited();

    /** Whether the run has been stopped. */
    boolean isOver();

    /** Whether something is to do by now. */
    boolean isAnybodyReady();
  }

  /** Does it, or does it and keeps the answer, or gives the answer that was kept. */
  static byte[] call(@Nullable Journal journal, String what, byte[] given, Action action)
      throws IOException {
    return journal == null ? action.run() : journal.call(what, given, action);
  }

  /** Whether answers come from what was kept. */
  boolean repeats();

  /**
   * Does something outside and keeps the answer, or what was thrown; or gives what was kept. On the
   * thread of the run.
   *
   * @param what in words
   * @param given what is handed over, which is compared
   */
  byte[] call(String what, byte[] given, Action action) throws IOException;

  /** A number for a stream, of which other threads read or write pieces. */
  long newStream();

  /** The same for a piece of a stream, on any thread: reads it, or writes what is given. */
  byte[] piece(long stream, byte[] given, Action action) throws IOException;

  /** Whether a piece is left that was kept. */
  boolean hasPiece(long stream);

  /**
   * Says who takes what comes from outside. On the thread of the run.
   *
   * @param expected its number in the run, for {@link #came}
   */
  void expect(long expected, Consumer<byte[]> taker);

  /** Nobody takes that any more. */
  void forget(long expected);

  /** Something has come from outside, on any thread. Nothing happens while a run is repeated. */
  void came(long expected, byte[] what);

  /** A safe point of the run, where what has come is taken. */
  void moment();

  /** The run rests until its deadline, or until something has come. */
  void rest(Rest rest);
}
