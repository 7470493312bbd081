// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.net;

import java.nio.channels.SelectionKey;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.function.IntConsumer;

/**
 * Which events of one channel are wanted, each once. The selector goes on watching for input that
 * nobody wants at the moment, because those who have read nearly always want more: only when more
 * comes before they do is it told to stop. So a connection that is read again and again stays
 * registered.
 */
final class Watch {

  /** Output is possible nearly always, and watched only while somebody wants it. */
  private static final int KEPT = SelectionKey.OP_READ | SelectionKey.OP_ACCEPT;

  private static final AtomicIntegerFieldUpdater<Watch> WANTED =
      AtomicIntegerFieldUpdater.newUpdater(Watch.class, "wanted");

  private final IntConsumer ready;
  private volatile int wanted;

  /**
   * @param operations that are wanted from the start
   * @param ready is told which of the wanted ones are possible
   */
  Watch(int operations, IntConsumer ready) {
    this.ready = ready;
    this.wanted = operations;
  }

  /**
   * Asks for word of the next events of some kinds.
   *
   * @return whether the selector has to hear of it
   */
  boolean want(SelectionKey key, int operations) {
    WANTED.getAndAccumulate(this, operations, (old, more) -> old | more);
    return (key.interestOpsOr(operations) & operations) != operations;
  }

  /** The selector has found something. May throw a CancelledKeyException. */
  void report(SelectionKey key) {
    int possible = key.readyOps();
    int before = WANTED.getAndAccumulate(this, ~possible, (old, others) -> old & others);
    int stop = possible & ~(before & KEPT);
    if (stop != 0) {
      key.interestOpsAnd(~stop);
      // Somebody may have asked in between who saw that it was watched.
      key.interestOpsOr(wanted & stop);
    }
    int told = before & possible;
    if (told != 0) {
      tell(key, told);
    }
  }

  private void tell(SelectionKey key, int told) {
    try {
      ready.accept(told);
    } catch (StackOverflowError | OutOfMemoryError exhausted) {
      // Of the program in whose thread this runs; it may find room, and then this is found again.
      want(key, told);
      throw exhausted;
    }
  }
}
