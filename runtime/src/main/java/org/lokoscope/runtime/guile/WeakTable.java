// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.guile;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.datum.Equality;
import org.lokoscope.runtime.datum.Hashtable;
import org.lokoscope.runtime.datum.Pair;

/**
 * A hash table whose entries go when nothing else holds their key, their value or either of them.
 * Numbers, characters, symbols and the like are always held. A handle is a copy.
 */
final class WeakTable extends HashTable {

  /** What an entry does not hold. */
  enum Weakness {
    KEY,
    VALUE,
    BOTH
  }

  /** A key that may be gone. */
  private static final class Key extends WeakReference<Object> {
    private final int hash;
    private final Hashtable.Kind kind;

    /** The object itself if it is to be held. */
    private final @Nullable Object held;

    Key(Object key, boolean weak, Hashtable.Kind kind, @Nullable ReferenceQueue<Object> queue) {
      super(key, queue);
      this.held = weak ? null : key;
      this.kind = kind;
      this.hash = kind == Hashtable.Kind.EQUAL ? Equality.equalHash(key) : Equality.eqvHash(key);
    }

    @Nullable Object key() {
      return held != null ? held : get();
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(@Nullable Object that) {
      if (this == that) {
        return true;
      }
      if (!(that instanceof Key other) || hash != other.hash) {
        return false;
      }
      Object a = key();
      Object b = other.key();
      return a != null
          && b != null
          && switch (kind) {
            case EQ -> Equality.eq(a, b);
            case EQUAL -> Equality.equal(a, b);
            default -> Equality.eqv(a, b);
          };
    }
  }

  /** A value: either held, or as a reference. */
  private record Value(@Nullable Object held, @Nullable Reference<Object> weak) {

    @Nullable Object get() {
      return weak == null ? held : weak.get();
    }
  }

  private final Weakness weakness;
  private final ReferenceQueue<Object> gone = new ReferenceQueue<>();
  private final Map<Key, Value> entries = new HashMap<>();
  private Hashtable.Kind kind = Hashtable.Kind.EQUAL;

  WeakTable(Weakness weakness) {
    this.weakness = weakness;
  }

  Weakness weakness() {
    return weakness;
  }

  private void clean() {
    boolean any = false;
    for (Reference<?> key = gone.poll(); key != null; key = gone.poll()) {
      any = true;
    }
    if (any) {
      entries.entrySet().removeIf(e -> e.getKey().key() == null || e.getValue().get() == null);
    }
  }

  private Key probe(Object key) {
    return new Key(key, false, kind, null);
  }

  private Value value(Object value) {
    return weakness == Weakness.KEY || Weak.isHeld(value)
        ? new Value(value, null)
        : new Value(null, new WeakReference<>(value, gone));
  }

  @Override
  @Nullable Pair handle(Object key) {
    clean();
    Value found = entries.get(probe(key));
    Object value = found == null ? null : found.get();
    return value == null ? null : new Pair(key, value);
  }

  @Override
  void set(Hashtable.Kind wanted, Object key, Object value) {
    create(wanted, key, value);
  }

  @Override
  Pair create(Hashtable.Kind wanted, Object key, Object value) {
    clean();
    if (entries.isEmpty()) {
      kind = wanted;
    }
    boolean weak = weakness != Weakness.VALUE && !Weak.isHeld(key);
    Key entry = new Key(key, weak, kind, gone);
    entries.remove(entry);
    entries.put(entry, value(value));
    return new Pair(key, value);
  }

  @Override
  @Nullable Pair remove(Object key) {
    Pair handle = handle(key);
    entries.remove(probe(key));
    return handle;
  }

  @Override
  void clear() {
    entries.clear();
  }

  @Override
  int size() {
    return handles().length;
  }

  @Override
  Object[] handles() {
    clean();
    List<Object> handles = new ArrayList<>();
    entries.forEach(
        (entry, found) -> {
          Object key = entry.key();
          Object value = found.get();
          if (key != null && value != null) {
            handles.add(new Pair(key, value));
          }
        });
    return handles.toArray();
  }

  @Override
  public String describe() {
    return "weak-table " + size();
  }
}
