// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.guile;

import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.datum.Hashtable;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.primitives.PrimitiveTable;

/**
 * Guile's hash tables: {@code hash-ref} compares by equal?, {@code hashq-ref} by eq?, and so on.
 */
final class TablePrimitives {

  private TablePrimitives() {}

  static void register(PrimitiveTable t) {
    t.defineN("make-hash-table", 0, 1, _ -> new HashTable());
    t.define1("hash-table?", HashTable.class::isInstance);
    define(t, "hash", Hashtable.Kind.EQUAL);
    define(t, "hashq", Hashtable.Kind.EQ);
    define(t, "hashv", Hashtable.Kind.EQV);
    t.define1(
        "hash-clear!",
        a -> {
          table("hash-clear!", a).clear();
          return Special.UNSPECIFIED;
        });
    t.define1("%hash-handles", a -> Lists.of(table("hash-fold", a).handles()));
    t.define1("%hash-size", a -> (long) table("hash-count", a).size());
  }

  private static void define(PrimitiveTable t, String prefix, Hashtable.Kind kind) {
    String ref = prefix + "-ref";
    t.defineN(ref, 2, 3, a -> ref(ref, a));
    String set = prefix + "-set!";
    t.define3(
        set,
        (table, key, value) -> {
          table(set, table).set(kind, key, value);
          return value;
        });
    String remove = prefix + "-remove!";
    t.define2(remove, (table, key) -> orFalse(table(remove, table).remove(key)));
    String handle = prefix + "-get-handle";
    t.define2(handle, (table, key) -> orFalse(table(handle, table).handle(key)));
    String create = prefix + "-create-handle!";
    t.define3(
        create,
        (table, key, value) -> {
          Pair known = table(create, table).handle(key);
          return known != null ? known : table(create, table).create(kind, key, value);
        });
  }

  private static Object ref(String who, Object[] a) {
    Pair handle = table(who, a[0]).handle(a[1]);
    if (handle != null) {
      return handle.cdr;
    }
    return a.length == 3 ? a[2] : Boolean.FALSE;
  }

  private static Object orFalse(@Nullable Pair handle) {
    return handle == null ? Boolean.FALSE : handle;
  }

  private static HashTable table(String who, Object a) {
    if (a instanceof HashTable table) {
      return table;
    }
    throw Raise.type(who, "a hash table", a);
  }
}
