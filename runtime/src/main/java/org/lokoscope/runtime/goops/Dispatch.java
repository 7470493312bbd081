// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.goops;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.datum.Record;
import org.lokoscope.runtime.io.Port;
import org.lokoscope.runtime.vm.Procedure;

/**
 * What a generic function has dispatched to: a procedure for each combination of classes that was
 * met, in an open hash table, with a few of them in front. Instead of the class of an argument it
 * looks at something that decides it and is quicker to have, its key.
 */
final class Dispatch {

  private static final int FIRST_SIZE = 8;

  /** How many entries stand in front. Guessed. */
  private static final int IN_FRONT = 4;

  /** An entry of one combination; keys of arguments that no method looks at are not there. */
  private record Entry(
      int count, Object[] keys, @Nullable Object first, @Nullable Object second, Procedure target) {

    static Entry of(int count, Object[] keys, Procedure target) {
      return new Entry(
          count, keys, keys.length > 0 ? keys[0] : null, keys.length > 1 ? keys[1] : null, target);
    }

    boolean matches(int arguments, Object[] wanted) {
      if (count != arguments) {
        return false;
      }
      for (int i = 0; i < keys.length; i++) {
        if (keys[i] != wanted[i]) {
          return false;
        }
      }
      return true;
    }
  }

  /** How many of the first arguments the methods look at. */
  private int looked;

  private @Nullable Entry[] table = new Entry[FIRST_SIZE];
  private int size;

  private final @Nullable Entry[] front = new Entry[IN_FRONT];
  private int nextInFront;

  /** Forgets everything. */
  void clear(int argumentsLookedAt) {
    looked = argumentsLookedAt;
    table = new Entry[FIRST_SIZE];
    size = 0;
    Arrays.fill(front, null);
    nextInFront = 0;
  }

  /**
   * What decides the class of an object: the class of an instance, the type of a record, the Java
   * class of a datum. Each port decides for itself.
   */
  static Object key(Object x) {
    if (x instanceof GoopsObject object) {
      return object.type();
    }
    if (x instanceof Record record) {
      return record.type;
    }
    return x instanceof Port ? x : x.getClass();
  }

  @Nullable Procedure find(Object a) {
    Object first = looked == 0 ? null : key(a);
    for (Entry entry : front) {
      if (entry == null) {
        break;
      }
      if (entry.first == first && entry.count == 1) {
        return entry.target;
      }
    }
    return search(new Object[] {a});
  }

  @Nullable Procedure find(Object a, Object b) {
    Object first = looked == 0 ? null : key(a);
    Object second = looked < 2 ? null : key(b);
    for (Entry entry : front) {
      if (entry == null) {
        break;
      }
      if (entry.first == first && entry.second == second && entry.count == 2) {
        return entry.target;
      }
    }
    return search(new Object[] {a, b});
  }

  @Nullable Procedure find(Object[] arguments) {
    return arguments.length == 1
        ? find(arguments[0])
        : arguments.length == 2 ? find(arguments[0], arguments[1]) : search(arguments);
  }

  private @Nullable Procedure search(Object[] arguments) {
    Object[] keys = keys(arguments);
    int mask = table.length - 1;
    for (int i = hash(arguments.length, keys) & mask; ; i = (i + 1) & mask) {
      Entry entry = table[i];
      if (entry == null) {
        return null;
      }
      if (entry.matches(arguments.length, keys)) {
        remember(entry);
        return entry.target;
      }
    }
  }

  private void remember(Entry entry) {
    front[nextInFront] = entry;
    nextInFront = (nextInFront + 1) % IN_FRONT;
  }

  private Object[] keys(Object[] arguments) {
    Object[] keys = new Object[Math.min(looked, arguments.length)];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = key(arguments[i]);
    }
    return keys;
  }

  private static int hash(int count, Object[] keys) {
    int hash = count;
    for (Object key : keys) {
      hash = hash * 31 + System.identityHashCode(key);
    }
    return hash ^ (hash >>> 15);
  }

  /** Takes note of what a combination of arguments leads to, unless it is one of single objects. */
  void put(Object[] arguments, Procedure target) {
    Object[] keys = keys(arguments);
    for (Object key : keys) {
      if (key instanceof Port) {
        return;
      }
    }
    if (++size * 2 > table.length) {
      @Nullable Entry[] old = table;
      table = new Entry[old.length * 2];
      for (Entry entry : old) {
        if (entry != null) {
          insert(entry);
        }
      }
    }
    insert(Entry.of(arguments.length, keys, target));
  }

  private void insert(Entry entry) {
    int mask = table.length - 1;
    int i = hash(entry.count, entry.keys) & mask;
    while (table[i] != null) {
      i = (i + 1) & mask;
    }
    table[i] = entry;
  }
}
