// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.primitives;

import java.util.Objects;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.datum.Equality;
import org.lokoscope.runtime.datum.Hashtable;
import org.lokoscope.runtime.datum.MultipleValues;
import org.lokoscope.runtime.datum.SchemeString;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.NativeProcedure;

/**
 * Hashtables. Of a table with procedures of the program's own the content is a Scheme vector of
 * procedures, one for each operation of {@link Operation}, called in tail position.
 */
final class HashtablePrimitives {

  /** The places in the vector of a custom table. */
  private enum Operation {
    REF,
    SET,
    DELETE,
    CONTAINS,
    SIZE,
    CLEAR,
    KEYS,
    ENTRIES,
    COPY,
    EQUIVALENCE,
    HASH
  }

  /** What an operation does with a table of a built-in kind. */
  private interface Native {
    Object apply(Hashtable table, Object[] arguments);
  }

  private HashtablePrimitives() {}

  static void register(PrimitiveTable t) {
    t.define1("hashtable?", a -> a instanceof Hashtable);
    make(t, "make-eq-hashtable", Hashtable.Kind.EQ);
    make(t, "make-eqv-hashtable", Hashtable.Kind.EQV);
    make(t, "make-equal-hashtable", Hashtable.Kind.EQUAL);
    make(t, "make-string-hashtable", Hashtable.Kind.STRING);
    t.define2("%make-custom-hashtable", HashtablePrimitives::makeCustom);
    t.define1(
        "%hashtable-custom",
        a -> {
          Object custom = table("hashtable", a).custom();
          return custom == null ? Boolean.FALSE : custom;
        });
    operation(t, "hashtable-ref", 3, Operation.REF, (h, a) -> h.get(key(h, a), a[2]));
    operation(t, "hashtable-set!", 3, Operation.SET, HashtablePrimitives::set);
    operation(t, "hashtable-delete!", 2, Operation.DELETE, HashtablePrimitives::delete);
    operation(t, "hashtable-contains?", 2, Operation.CONTAINS, (h, a) -> h.contains(key(h, a)));
    operation(t, "hashtable-size", 1, Operation.SIZE, (h, _) -> (long) h.size());
    operation(t, "hashtable-keys", 1, Operation.KEYS, (h, _) -> h.keys());
    operation(
        t,
        "hashtable-entries",
        1,
        Operation.ENTRIES,
        (h, _) -> MultipleValues.of(h.keys(), h.values()));
    t.define(NativeProcedure.of("hashtable-clear!", 1, 2, HashtablePrimitives::clear));
    t.define(NativeProcedure.of("hashtable-copy", 1, 2, HashtablePrimitives::copy));
    t.define1("hashtable-mutable?", a -> table("hashtable-mutable?", a).isMutable());
    t.define1("hashtable-equivalence-function", a -> equivalence(t, a));
    t.define1("hashtable-hash-function", a -> hashFunction(t, a));
    t.defineN("equal-hash", 1, 2, HashtablePrimitives::equalHash);
    t.defineN("eqv-hash", 1, 2, a -> (long) Equality.eqvHash(a[0]) & 0x7fffffffL);
    t.defineN("eq-hash", 1, 2, a -> (long) Equality.eqvHash(a[0]) & 0x7fffffffL);
  }

  private static void make(PrimitiveTable t, String name, Hashtable.Kind kind) {
    t.defineN(
        name,
        0,
        1,
        a -> {
          if (a.length > 0) {
            Args.size(name, a[0]);
          }
          return new Hashtable(kind);
        });
  }

  private static Object makeCustom(Object operations, Object mutable) {
    Object[] vector = Args.vector("make-hashtable", operations);
    if (vector.length != Operation.values().length) {
      throw Raise.range("make-hashtable", (long) vector.length);
    }
    return Hashtable.custom(vector, mutable != Boolean.FALSE);
  }

  static Hashtable table(String who, Object a) {
    if (a instanceof Hashtable table) {
      return table;
    }
    throw Raise.type(who, "a hashtable", a);
  }

  private static Object key(Hashtable table, Object[] a) {
    if (table.kind() == Hashtable.Kind.STRING && !(a[1] instanceof SchemeString)) {
      throw Raise.type("hashtable-ref", "a string as key", a[1]);
    }
    return a[1];
  }

  private static void operation(
      PrimitiveTable t, String name, int arity, Operation operation, Native body) {
    t.define(
        NativeProcedure.of(
            name,
            arity,
            arity,
            (machine, a) -> {
              Hashtable table = table(name, a[0]);
              return table.custom() == null
                  ? body.apply(table, a)
                  : custom(machine, table, operation, a);
            }));
  }

  private static Object custom(
      Machine machine, Hashtable table, Operation operation, Object[] arguments) {
    return Machine.procedure(operation(table, operation)).apply(machine, arguments);
  }

  private static Object operation(Hashtable custom, Operation operation) {
    return ((Object[]) Objects.requireNonNull(custom.custom()))[operation.ordinal()];
  }

  private static void checkMutable(String who, Hashtable table) {
    if (!table.isMutable()) {
      throw Raise.assertion(who, "the hashtable is immutable", table);
    }
  }

  private static Object set(Hashtable table, Object[] a) {
    checkMutable("hashtable-set!", table);
    table.put(key(table, a), a[2]);
    return Special.UNSPECIFIED;
  }

  private static Object delete(Hashtable table, Object[] a) {
    checkMutable("hashtable-delete!", table);
    table.remove(key(table, a));
    return Special.UNSPECIFIED;
  }

  private static Object clear(Machine machine, Object[] a) {
    Hashtable table = table("hashtable-clear!", a[0]);
    if (table.custom() != null) {
      return custom(machine, table, Operation.CLEAR, new Object[] {table});
    }
    checkMutable("hashtable-clear!", table);
    table.clear();
    return Special.UNSPECIFIED;
  }

  private static Object copy(Machine machine, Object[] a) {
    Hashtable table = table("hashtable-copy", a[0]);
    boolean mutable = a.length > 1 && a[1] != Boolean.FALSE;
    return table.custom() != null
        ? custom(machine, table, Operation.COPY, new Object[] {table, mutable})
        : table.copy(mutable);
  }

  private static Object equivalence(PrimitiveTable t, Object a) {
    Hashtable table = table("hashtable-equivalence-function", a);
    return switch (table.kind()) {
      case EQ -> t.constant("eq?");
      case EQV -> t.constant("eqv?");
      case EQUAL -> t.constant("equal?");
      case STRING -> t.constant("string=?");
      case CUSTOM -> operation(table, Operation.EQUIVALENCE);
    };
  }

  /** False where the hash is an object's identity. */
  private static Object hashFunction(PrimitiveTable t, Object a) {
    Hashtable table = table("hashtable-hash-function", a);
    return switch (table.kind()) {
      case EQ, EQV -> Boolean.FALSE;
      case EQUAL -> t.constant("equal-hash");
      case STRING -> t.constant("string-hash");
      case CUSTOM -> operation(table, Operation.HASH);
    };
  }

  private static Object equalHash(Object[] a) {
    long hash = Equality.equalHash(a[0]) & 0x7fffffffL;
    return a.length == 1 ? hash : hash % Math.max(1, Args.size("equal-hash", a[1]));
  }
}
