// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.datum;

import org.jspecify.annotations.Nullable;

/**
 * A hashtable that keeps its entries in the order of insertion, so that runs are reproducible.
 * Entries lie in two parallel arrays; the index, of a power of two of slots and at most half full,
 * holds entry numbers plus one and is probed linearly. A removed entry leaves a hole that goes when
 * the table is rebuilt.
 *
 * <p>A table with procedures of the program's own for equivalence and hashing has no entries here:
 * what implements it stands in {@link #custom}.
 */
public final class Hashtable implements Described {

  /** What keys are the same. */
  public enum Kind {
    EQ,
    EQV,
    EQUAL,
    STRING,
    CUSTOM
  }

  private static final int SMALLEST = 8;

  /** The key of a hole. */
  private static final Object REMOVED = new Object();

  private final Kind kind;
  private final boolean mutable;
  private final @Nullable Object custom;

  private Object[] keys;
  private Object[] values;
  private int[] hashes;
  private int[] index;
  private int used;
  private int live;

  public Hashtable(Kind kind) {
    this(kind, true, null);
    clear();
  }

  @SuppressWarnings("NullAway.Init") // Who calls it fills the arrays; a custom table has none.
  private Hashtable(Kind kind, boolean mutable, @Nullable Object custom) {
    this.kind = kind;
    this.mutable = mutable;
    this.custom = custom;
  }

  /** A table that Scheme code implements with what it keeps in {@code content}. */
  public static Hashtable custom(Object content, boolean mutable) {
    return new Hashtable(Kind.CUSTOM, mutable, content);
  }

  public Kind kind() {
    return kind;
  }

  public boolean isMutable() {
    return mutable;
  }

  /** What a custom table is kept in; null for the others. */
  public @Nullable Object custom() {
    return custom;
  }

  public int size() {
    return live;
  }

  public void clear() {
    keys = new Object[SMALLEST];
    values = new Object[SMALLEST];
    hashes = new int[SMALLEST];
    index = new int[SMALLEST * 2];
    used = 0;
    live = 0;
  }

  private int hash(Object key) {
    int hash =
        switch (kind) {
          case EQ, EQV -> Equality.eqvHash(key);
          case STRING -> ((SchemeString) key).contentHash();
          default -> Equality.equalHash(key);
        };
    return hash ^ hash >>> 16;
  }

  private boolean same(Object a, Object b) {
    return switch (kind) {
      case EQ, EQV -> Equality.eqv(a, b);
      case STRING ->
          a instanceof SchemeString x && b instanceof SchemeString y && x.contentEquals(y);
      default -> Equality.equal(a, b);
    };
  }

  /** The number of the entry, or -1. */
  private int find(Object key, int hash) {
    int mask = index.length - 1;
    for (int slot = hash & mask; index[slot] != 0; slot = slot + 1 & mask) {
      int entry = index[slot] - 1;
      if (hashes[entry] == hash && (keys[entry] == key || same(keys[entry], key))) {
        return entry;
      }
    }
    return -1;
  }

  public Object get(Object key, Object otherwise) {
    int entry = find(key, hash(key));
    return entry < 0 ? otherwise : values[entry];
  }

  public boolean contains(Object key) {
    return find(key, hash(key)) >= 0;
  }

  public void put(Object key, Object value) {
    int hash = hash(key);
    int entry = find(key, hash);
    if (entry >= 0) {
      values[entry] = value;
      return;
    }
    if (used == keys.length) {
      rebuild(Math.max(SMALLEST, live * 2));
    }
    keys[used] = key;
    values[used] = value;
    hashes[used] = hash;
    link(used++);
    live++;
  }

  private void link(int entry) {
    int mask = index.length - 1;
    int slot = hashes[entry] & mask;
    while (index[slot] != 0) {
      slot = slot + 1 & mask;
    }
    index[slot] = entry + 1;
  }

  public void remove(Object key) {
    int entry = find(key, hash(key));
    if (entry < 0) {
      return;
    }
    // The hole keeps its slot: other entries are found by probing past it.
    keys[entry] = REMOVED;
    values[entry] = null;
    live--;
    if (live < used / 4 && used > SMALLEST) {
      rebuild(Math.max(SMALLEST, live * 2));
    }
  }

  private void rebuild(int capacity) {
    Object[] oldKeys = keys;
    Object[] oldValues = values;
    int[] oldHashes = hashes;
    int count = used;
    keys = new Object[capacity];
    values = new Object[capacity];
    hashes = new int[capacity];
    index = new int[Integer.highestOneBit(Math.max(2, capacity * 2 - 1)) * 2];
    used = 0;
    for (int i = 0; i < count; i++) {
      if (oldKeys[i] != REMOVED) {
        keys[used] = oldKeys[i];
        values[used] = oldValues[i];
        hashes[used] = oldHashes[i];
        link(used++);
      }
    }
  }

  /** A fresh array in the order of insertion. */
  public Object[] keys() {
    return collect(keys);
  }

  /** A fresh array in the order of {@link #keys()}. */
  public Object[] values() {
    return collect(values);
  }

  private Object[] collect(Object[] from) {
    Object[] result = new Object[live];
    int at = 0;
    for (int i = 0; i < used; i++) {
      if (keys[i] != REMOVED) {
        result[at++] = from[i];
      }
    }
    return result;
  }

  public Hashtable copy(boolean mutableCopy) {
    Hashtable copy = new Hashtable(kind, mutableCopy, custom);
    if (kind != Kind.CUSTOM) {
      copy.keys = keys;
      copy.values = values;
      copy.hashes = hashes;
      copy.used = used;
      copy.live = live;
      copy.rebuild(Math.max(SMALLEST, live));
    }
    return copy;
  }

  @Override
  public String describe() {
    return "hashtable "
        + kind.name().toLowerCase(java.util.Locale.ROOT)
        + (kind == Kind.CUSTOM ? "" : " " + live);
  }
}
