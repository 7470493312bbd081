// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.memory;

import org.jspecify.annotations.Nullable;

/**
 * Says that the heap is about to be full, while there is still room to say so. A JVM that is left
 * alone with a full heap collects garbage in circles for minutes before it throws an error, and
 * then there is no room to handle it.
 *
 * <p>Memory is short when two collections of all garbage in a row left more than {@value
 * #LIMIT_PERCENT} % of the heap in use. What is used between collections says nothing, for it may
 * be garbage; and the first such collection may have come while a procedure held much that it has
 * let go since. It is said once, to whoever asks first; that is most likely the thread whose
 * allocation made the collector run. Whoever is told should let something go. If memory stays short
 * time after time, there is no hope that anybody will.
 *
 * <p>A piece of the heap is kept in reserve and given up as soon as memory is short, or an
 * allocation failed, so that a condition can be raised, handled and reported. It is taken again
 * when there is room.
 *
 * <p>Used by all threads.
 */
public final class MemoryWatch {

  /** Guessed: a program that keeps five sixths of its heap shall go on, if slowly. */
  static final int LIMIT_PERCENT = 92;

  /** Below this there is room again. */
  static final int CALM_PERCENT = 85;

  /** What is known to be in use without any collection may not be more than this. */
  static final int KNOWN_PERCENT = 88;

  /**
   * So often memory may be short in a row. Guessed: each time costs a collection of all garbage.
   */
  static final int MAX_WARNINGS = 5;

  /** The reserve is this part of the heap, but no more than {@link #MAX_RESERVE}. */
  private static final int RESERVE_PART = 40;

  private static final int MAX_RESERVE = 4 << 20;

  /** Nothing is kept in reserve as long as no more than this is used: most programs end before. */
  private static final int EMPTY_PERCENT = 50;

  /** In pieces, for which no row of regions need be free. */
  private static final int PIECE = 128 << 10;

  private static final MemoryWatch JVM = new MemoryWatch(new JvmGauge());

  private final Gauge gauge;
  private final long limit;
  private final long known;
  private final long calm;
  private final long empty;
  private volatile byte @Nullable [][] reserve;
  private volatile int warnings;
  private long seen;

  /** How often somebody has asked. Of threads that ask at once one may not count. */
  private volatile long questions;

  /** The last collection left too much, but not the one before. */
  private volatile boolean suspicious;

  public MemoryWatch(Gauge gauge) {
    this.gauge = gauge;
    limit = gauge.max() / 100 * LIMIT_PERCENT;
    known = gauge.max() / 100 * KNOWN_PERCENT;
    calm = gauge.max() / 100 * CALM_PERCENT;
    empty = gauge.max() / 100 * EMPTY_PERCENT;
  }

  /** The watch over this JVM's heap. */
  public static MemoryWatch ofJvm() {
    return JVM;
  }

  /** How large the heap may become, in bytes. */
  public long max() {
    return gauge.max();
  }

  /**
   * Whether memory has become short since somebody was told so last. Cheap as long as there is
   * room; allocates next to nothing.
   */
  @SuppressWarnings("NonAtomicVolatileUpdate") // Only whether it changes is of interest.
  public boolean isShort() {
    questions++;
    long used = gauge.used();
    if (used >= limit) {
      return hasCollectionLeftTooMuch();
    }
    if (used < calm && (warnings > 0 || suspicious || reserve == null && used > empty)) {
      recover(used);
    }
    return false;
  }

  /** Whether so many bytes, all known to be in use, are too much: no collection need show it. */
  public boolean isTooMuch(long bytes) {
    return bytes > known;
  }

  // What the watchdog asks

  Gauge gauge() {
    return gauge;
  }

  long questions() {
    return questions;
  }

  /** Whether little is free, perhaps because of garbage. Allocates nothing. */
  boolean isNearlyFull() {
    return isTooFull(gauge.used());
  }

  /** Whether so much, left by a collection, means that memory is short. */
  boolean isTooFull(long kept) {
    return kept >= limit;
  }

  /** Whether so many bytes leave room again. */
  public boolean isCalm(long bytes) {
    return bytes < calm;
  }

  private synchronized boolean hasCollectionLeftTooMuch() {
    if (isHopeless()) {
      return true;
    }
    try {
      if (!isCollectionNew()) {
        return false;
      }
      boolean before = suspicious;
      suspicious = gauge.kept() >= limit;
      if (!suspicious || !before) {
        return false;
      }
    } catch (OutOfMemoryError evenHere) {
      // That says it as well.
    }
    suspicious = false;
    warnings++;
    reserve = null;
    return true;
  }

  private boolean isCollectionNew() {
    long collections = gauge.fullCollections();
    boolean isNew = collections != seen;
    seen = collections;
    return isNew;
  }

  private synchronized void recover(long used) {
    warnings = 0;
    suspicious = false;
    if (reserve != null || used <= empty) {
      return;
    }
    try {
      byte[][] pieces =
          new byte[(int) (Math.min(gauge.max() / RESERVE_PART, MAX_RESERVE) / PIECE)][];
      for (int i = 0; i < pieces.length; i++) {
        pieces[i] = new byte[PIECE];
      }
      reserve = pieces;
    } catch (OutOfMemoryError none) {
      // Then there is none, until somebody asks again.
    }
  }

  /**
   * An allocation has failed: gives up the reserve. Whoever calls this is the one who is told; the
   * collections that the JVM tried before are nobody else's news.
   */
  public synchronized void exhausted() {
    reserve = null;
    suspicious = false;
    if (!isTight()) {
      return;
    }
    warnings++;
    try {
      seen = gauge.fullCollections();
    } catch (OutOfMemoryError evenHere) {
      // Then somebody may be told twice.
    }
  }

  /** Whether little room is left, perhaps because of garbage: then it pays to ask often. */
  public boolean isTight() {
    return gauge.used() >= calm;
  }

  /** Whether those who were told again and again that memory is short did nothing about it. */
  public boolean isHopeless() {
    return warnings > MAX_WARNINGS;
  }
}
