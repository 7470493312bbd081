// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.memory;

import org.jspecify.annotations.Nullable;

/**
 * The last resort when memory has run out. A {@link MemoryWatch} is asked at safe points; Java code
 * that fills the heap and reaches none would let the collector turn in circles for minutes, which
 * no signal ends either. Here a thread looks from outside. It asks nothing of a heap with room.
 */
public final class MemoryWatchdog implements AutoCloseable {

  /**
   * So often in a row the heap must have been collected in vain, without a safe point between.
   * Guessed: nothing that ends well takes so long.
   */
  static final int MAX_LOOKS = 8;

  private static final long INTERVAL_MILLIS = 1000;

  private final MemoryWatch watch;
  private final Gauge gauge;

  /** Null for who looks by himself. */
  private final @Nullable Thread thread;

  private long collections;
  private long questions;
  private int inVain;

  /** For who looks by himself. */
  MemoryWatchdog(MemoryWatch watch) {
    this.watch = watch;
    this.gauge = watch.gauge();
    this.thread = null;
  }

  private MemoryWatchdog(MemoryWatch watch, Runnable last) {
    this.watch = watch;
    this.gauge = watch.gauge();
    this.thread =
        Thread.ofPlatform().daemon().name("lokoscope-memory-watchdog").start(() -> run(last));
  }

  /**
   * Begins to watch.
   *
   * @param last what to do when there is no hope: it should end the JVM, and finds no free memory
   */
  public static MemoryWatchdog start(MemoryWatch watch, Runnable last) {
    return new MemoryWatchdog(watch, last);
  }

  private void run(Runnable last) {
    try {
      while (!isLost()) {
        Thread.sleep(INTERVAL_MILLIS);
      }
      last.run();
    } catch (InterruptedException _) {
      // The run is over.
    }
  }

  /** Looks once more; whether the heap was collected in vain at each of the last looks. */
  boolean isLost() {
    inVain = isInVain() ? inVain + 1 : 0;
    return inVain >= MAX_LOOKS;
  }

  private boolean isInVain() {
    if (!watch.isNearlyFull()) {
      return false;
    }
    try {
      long collectedBefore = collections;
      long askedBefore = questions;
      collections = gauge.fullCollections();
      questions = watch.questions();
      return collections != collectedBefore
          && questions == askedBefore
          && watch.isTooFull(gauge.kept());
    } catch (OutOfMemoryError evenHere) {
      return watch.questions() == questions;
    }
  }

  @Override
  public void close() {
    if (thread != null) {
      thread.interrupt();
    }
  }
}
