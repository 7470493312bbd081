// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.condition;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.Nil;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.datum.Record;
import org.lokoscope.runtime.datum.RecordType;
import org.lokoscope.runtime.datum.SchemeString;
import org.lokoscope.runtime.datum.Symbol;

/** Makes conditions and takes them apart. */
public final class Conditions {

  private Conditions() {}

  public static Record simple(RecordType type, Object... fields) {
    return new Record(type, fields);
  }

  /** One condition that is all of these, compound ones opened. One part stands for itself. */
  public static Object combine(Object... conditions) {
    List<Record> parts = new ArrayList<>();
    for (Object condition : conditions) {
      parts.addAll(parts(condition));
    }
    return parts.size() == 1 ? parts.getFirst() : new CompoundCondition(parts);
  }

  /**
   * The kind, the procedure that complains, what it says and about which objects.
   *
   * @param who a symbol, a string or null
   * @param irritants a list
   */
  public static Object standard(
      Record kind, @Nullable Object who, String message, Object irritants) {
    List<Record> parts = new ArrayList<>(4);
    parts.add(kind);
    if (who != null) {
      parts.add(simple(ConditionTypes.WHO, who));
    }
    parts.add(simple(ConditionTypes.MESSAGE, SchemeString.of(message)));
    parts.add(simple(ConditionTypes.IRRITANTS, irritants));
    return new CompoundCondition(parts);
  }

  static Object assertion(@Nullable String who, String message, Object irritants) {
    return standard(simple(ConditionTypes.ASSERTION), symbol(who), message, irritants);
  }

  static Object error(@Nullable String who, String message, Object irritants) {
    return standard(simple(ConditionTypes.ERROR), symbol(who), message, irritants);
  }

  static Object restriction(@Nullable String who, String message, Object irritants) {
    Record kind = simple(ConditionTypes.IMPLEMENTATION_RESTRICTION);
    return standard(kind, symbol(who), message, irritants);
  }

  /** Also an assertion violation, which R6RS asks for where letrec reads too early. */
  static Object undefined(String variable, String message) {
    return combine(
        simple(ConditionTypes.UNDEFINED),
        standard(simple(ConditionTypes.ASSERTION), symbol(variable), message, Nil.NIL));
  }

  /**
   * @param module of Guile's that has the name, or null
   */
  static Object unbound(Symbol variable, @Nullable String module) {
    String message =
        module == null ? "unbound variable" : "not implemented, a name of Guile's " + module;
    return combine(
        simple(ConditionTypes.UNDEFINED),
        standard(simple(ConditionTypes.ASSERTION), null, message, Lists.of(variable)));
  }

  private static @Nullable Symbol symbol(@Nullable String who) {
    return who == null ? null : Symbol.of(who);
  }

  public static boolean isCondition(Object object) {
    return object instanceof CompoundCondition || Record.is(object, ConditionTypes.CONDITION);
  }

  /** The simple conditions of a condition; none for any other object. */
  public static List<Record> parts(Object condition) {
    if (condition instanceof CompoundCondition compound) {
      return compound.parts();
    }
    return Record.is(condition, ConditionTypes.CONDITION) ? List.of((Record) condition) : List.of();
  }

  /** The first part of that type or of one that descends from it, or null. */
  public static @Nullable Record find(Object condition, RecordType type) {
    for (Record part : parts(condition)) {
      if (part.type.isSubtypeOf(type)) {
        return part;
      }
    }
    return null;
  }

  public static boolean is(Object condition, RecordType type) {
    return find(condition, type) != null;
  }

  /** A field that the type itself adds, of the first part of that type; null if there is none. */
  public static @Nullable Object field(Object condition, RecordType type, int index) {
    Record part = find(condition, type);
    return part == null ? null : part.fields[type.firstField() + index];
  }

  /** The text of the message; null if there is none. */
  public static @Nullable String message(Object condition) {
    Object message = field(condition, ConditionTypes.MESSAGE, 0);
    return message == null ? null : message.toString();
  }

  /** Who complains: a symbol, a string, false or null. */
  public static @Nullable Object who(Object condition) {
    return field(condition, ConditionTypes.WHO, 0);
  }

  /** The irritants in order; empty if there are none. */
  public static List<Object> irritants(Object condition) {
    List<Object> irritants = new ArrayList<>();
    Object rest = field(condition, ConditionTypes.IRRITANTS, 0);
    while (rest instanceof Pair pair && irritants.size() < 1000) {
      irritants.add(pair.car);
      rest = pair.cdr;
    }
    return irritants;
  }
}
