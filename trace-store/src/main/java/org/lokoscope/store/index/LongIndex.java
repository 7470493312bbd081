// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

import java.util.Arrays;

/** Numbers identifiers from 0 in the order in which they come; open addressing, no boxes. */
final class LongIndex {

  private static final int MOST_RECENT = 1 << 12;

  private long[] keys = new long[16];
  private int[] slots = new int[32];
  private int size;

  /** What {@link #add} was last asked for: one event leads to several look-ups of the same. */
  private long lastKey;

  private int last = -1;

  /**
   * The last ones found, by their low bits, in which those differ that are alive together. Guesses,
   * read once and then checked, so that threads that only look up may share them.
   */
  private int[] recent = new int[16];

  int size() {
    return size;
  }

  long key(int index) {
    return keys[index];
  }

  /** The number of {@code key}, or -1. */
  int find(long key) {
    int[] guesses = recent;
    int guess = guesses[(int) key & guesses.length - 1];
    if (guess < size && keys[guess] == key) {
      return guess;
    }
    int mask = slots.length - 1;
    for (int at = hash(key) & mask; slots[at] != 0; at = at + 1 & mask) {
      if (keys[slots[at] - 1] == key) {
        int found = slots[at] - 1;
        guesses[(int) key & guesses.length - 1] = found;
        return found;
      }
    }
    return -1;
  }

  /** The number of {@code key}, which is added if it is new: then it is the old {@link #size}. */
  int add(long key) {
    if (key == lastKey && last >= 0) {
      return last;
    }
    lastKey = key;
    last = findOrAppend(key);
    return last;
  }

  private int findOrAppend(long key) {
    int found = find(key);
    if (found >= 0) {
      return found;
    }
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, size * 2);
      slots = new int[keys.length * 2];
      recent = new int[Math.min(MOST_RECENT, keys.length)];
      for (int i = 0; i < size; i++) {
        place(i);
      }
    }
    keys[size] = key;
    place(size);
    return size++;
  }

  private void place(int index) {
    int mask = slots.length - 1;
    int at = hash(keys[index]) & mask;
    while (slots[at] != 0) {
      at = at + 1 & mask;
    }
    slots[at] = index + 1;
  }

  private static int hash(long key) {
    long mixed = key * 0x9E37_79B9_7F4A_7C15L;
    return (int) (mixed >>> 32) ^ (int) mixed >>> 16;
  }
}
