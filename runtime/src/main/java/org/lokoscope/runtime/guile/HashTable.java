// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.guile;

import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.datum.Described;
import org.lokoscope.runtime.datum.Hashtable;
import org.lokoscope.runtime.datum.Pair;

/**
 * A hash table of Guile's: it does not know how its keys are compared, the procedures that use it
 * do. The first that puts something in decides. Values are handles, pairs of key and value, which
 * programs may get and change.
 */
class HashTable implements Described {

  private @Nullable Hashtable entries;

  /** The handle of a key, or null. */
  @Nullable Pair handle(Object key) {
    return entries != null && entries.get(key, Boolean.FALSE) instanceof Pair pair ? pair : null;
  }

  void set(Hashtable.Kind kind, Object key, Object value) {
    Pair handle = handle(key);
    if (handle == null) {
      create(kind, key, value);
    } else {
      handle.cdr = value;
    }
  }

  Pair create(Hashtable.Kind kind, Object key, Object value) {
    if (entries == null) {
      entries = new Hashtable(kind);
    }
    Pair handle = new Pair(key, value);
    entries.put(key, handle);
    return handle;
  }

  @Nullable Pair remove(Object key) {
    Pair handle = handle(key);
    if (entries != null && handle != null) {
      entries.remove(key);
    }
    return handle;
  }

  void clear() {
    entries = null;
  }

  int size() {
    return entries == null ? 0 : entries.size();
  }

  /** The handles, oldest first. */
  Object[] handles() {
    return entries == null ? new Object[0] : entries.values();
  }

  @Override
  public String describe() {
    return "hash-table " + size();
  }
}
