// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import org.jspecify.annotations.Nullable;

/**
 * Objects, told apart by identity, and what each was reached from first. An object that is new is
 * looked for and entered in one go: in a large table each look waits for memory. Nothing is ever
 * taken out.
 */
final class Reached {

  private static final int LEAST = 1 << 10;

  /** An object, and behind it what it was reached from. */
  private @Nullable Object[] slots;

  private int mask;
  private int size;

  /**
   * @param expected objects that will come at least
   */
  Reached(int expected) {
    int places = LEAST;
    while (places < expected + (expected >> 1)) {
      places <<= 1;
    }
    slots = new @Nullable Object[2 * places];
    mask = places - 1;
  }

  int size() {
    return size;
  }

  /** What an object was reached from; null if it has not been reached. */
  @Nullable Object parent(Object object) {
    return slots[place(object) + 1];
  }

  /** False if the object has been reached before; then nothing changes. */
  boolean add(Object object, Object parent) {
    int at = place(object);
    if (slots[at] != null) {
      return false;
    }
    slots[at] = object;
    slots[at + 1] = parent;
    if (++size > mask - (mask >> 2)) {
      grow();
    }
    return true;
  }

  /** Where an object lies, or is to lie. */
  private int place(Object object) {
    int at = start(object);
    Object found = slots[at];
    while (found != null && found != object) {
      at = at + 2 & 2 * mask + 1;
      found = slots[at];
    }
    return at;
  }

  private int start(Object object) {
    int hash = System.identityHashCode(object) * 0x9E37_79B9;
    return 2 * ((hash ^ hash >>> 15) & mask);
  }

  private void grow() {
    @Nullable Object[] old = slots;
    slots = new @Nullable Object[2 * old.length];
    mask = 2 * mask + 1;
    for (int i = 0; i < old.length; i += 2) {
      Object object = old[i];
      if (object != null) {
        int at = place(object);
        slots[at] = object;
        slots[at + 1] = old[i + 1];
      }
    }
  }
}
