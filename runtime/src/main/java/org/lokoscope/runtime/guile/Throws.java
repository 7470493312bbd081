// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.guile;

import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.condition.ConditionTypes;
import org.lokoscope.runtime.condition.Conditions;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.Nil;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.datum.Record;
import org.lokoscope.runtime.datum.RecordType;
import org.lokoscope.runtime.datum.SchemeString;
import org.lokoscope.runtime.datum.Symbol;

/**
 * Between Guile's throws, which have a key and arguments, and conditions. A throw is a condition of
 * the type {@link #TYPE}; other conditions have the keys and arguments that Guile gives to the same
 * mistakes.
 */
public final class Throws {

  static final RecordType TYPE =
      new RecordType(
          Symbol.of("&throw"),
          ConditionTypes.SERIOUS,
          Symbol.of("&throw"),
          false,
          false,
          new Symbol[] {Symbol.of("key"), Symbol.of("args")},
          new boolean[2]);

  private static final Symbol QUIT = Symbol.of("quit");

  private static final Symbol OTHER = Symbol.of("%exception");

  private Throws() {}

  /**
   * A throw as a condition.
   *
   * @param args a list; if it is {@code (who message irritants . more)}, the condition says so
   */
  static Object make(Object key, Object args) {
    Record kind = Conditions.simple(TYPE, key, args);
    Object[] parts = Lists.length(args) >= 3 ? Lists.toArray(args) : new Object[3];
    boolean standard =
        parts[1] instanceof SchemeString && (Lists.length(parts[2]) >= 0 || isFalse(parts[2]));
    if (standard) {
      Object who = parts[0] == Boolean.FALSE ? null : parts[0];
      Object irritants = isFalse(parts[2]) ? Nil.NIL : parts[2];
      return Conditions.standard(kind, who, parts[1].toString(), irritants);
    }
    return Conditions.standard(kind, null, "throw to key " + key + " with args", Lists.of(args));
  }

  private static boolean isFalse(Object x) {
    return x == Boolean.FALSE;
  }

  static Object keywordArgument(String message, Object what) {
    return make(
        Symbol.of("keyword-argument-error"),
        Lists.of(Boolean.FALSE, SchemeString.of(message), Nil.NIL, Lists.of(what)));
  }

  /** The status with which a throw to {@code quit} ends the program; null for anything else. */
  public static @Nullable Object quitStatus(Object payload) {
    if (Conditions.field(payload, TYPE, 0) != QUIT) {
      return null;
    }
    return Conditions.field(payload, TYPE, 1) instanceof Pair args ? args.car : (Object) 0L;
  }

  /** The key under which {@code catch} sees a raised object. */
  static Object key(Object payload) {
    Object own = Conditions.field(payload, TYPE, 0);
    if (own != null) {
      return own;
    }
    if (!Conditions.isCondition(payload)) {
      return OTHER;
    }
    return Symbol.of(key(payload, String.valueOf(Conditions.message(payload))));
  }

  private static String key(Object condition, String message) {
    if (Conditions.is(condition, ConditionTypes.UNDEFINED)) {
      return "unbound-variable";
    }
    if (Conditions.is(condition, ConditionTypes.IO)) {
      return "system-error";
    }
    if (Conditions.is(condition, ConditionTypes.SYNTAX)) {
      return "syntax-error";
    }
    if (Conditions.is(condition, ConditionTypes.LEXICAL)) {
      return "read-error";
    }
    if (Conditions.is(condition, ConditionTypes.ASSERTION)) {
      return assertionKey(message);
    }
    return Conditions.is(condition, ConditionTypes.ERROR) ? "misc-error" : OTHER.name();
  }

  private static String assertionKey(String message) {
    if (message.startsWith("wrong number of arguments")) {
      return "wrong-number-of-args";
    }
    if (message.startsWith("expected an index") || message.startsWith("expected a length")) {
      return "out-of-range";
    }
    if (message.startsWith("expected ")
        || message.startsWith("attempt to call")
        || message.startsWith("the list is too short")) {
      return "wrong-type-arg";
    }
    if (message.contains("out of range") || message.startsWith("range ends")) {
      return "out-of-range";
    }
    return message.contains("zero") ? "numerical-overflow" : "misc-error";
  }

  /** The arguments that the handler of {@code catch} gets after the key. */
  static Object arguments(Object payload) {
    Object own = Conditions.field(payload, TYPE, 1);
    if (own != null) {
      return own;
    }
    String message = Conditions.message(payload);
    if (message == null) {
      return Lists.of(payload);
    }
    Errno reason = Conditions.is(payload, ConditionTypes.IO) ? Errno.of(payload) : null;
    if (reason != null) {
      return systemError(payload, reason);
    }
    Object who = Conditions.who(payload);
    Object[] irritants = Conditions.irritants(payload).toArray();
    if (Conditions.is(payload, ConditionTypes.UNDEFINED) && irritants.length == 1) {
      return Lists.of(
          Boolean.FALSE,
          SchemeString.of("Unbound variable: ~S"),
          Lists.of(irritants),
          Boolean.FALSE);
    }
    if (Conditions.is(payload, ConditionTypes.ASSERTION)) {
      Object known = asGuileSays(message, who, irritants);
      if (known != null) {
        return known;
      }
    }
    Object shownWho = who == null ? Boolean.FALSE : SchemeString.of(who.toString());
    if (Conditions.is(payload, ConditionTypes.ERROR) || who == null) {
      Object[] all = new Object[irritants.length + 1];
      all[0] = SchemeString.of(message);
      System.arraycopy(irritants, 0, all, 1, irritants.length);
      return Lists.of(shownWho, format("~A", irritants.length), Lists.of(all), Boolean.FALSE);
    }
    return Lists.of(
        shownWho, format(message, irritants.length), Lists.of(irritants), Lists.of(irritants));
  }

  /** What Guile's own procedures say of the same mistake, or null. */
  private static @Nullable Object asGuileSays(
      String message, @Nullable Object who, Object[] irritants) {
    Object named = who == null ? Boolean.FALSE : SchemeString.of(who.toString());
    if (message.startsWith("wrong number of arguments")) {
      Object procedure = who == null ? SchemeString.of("procedure") : who;
      return Lists.of(
          Boolean.FALSE,
          SchemeString.of("Wrong number of arguments to ~A"),
          Lists.of(procedure),
          Boolean.FALSE);
    }
    if (message.contains("by zero")) {
      return Lists.of(named, SchemeString.of("Numerical overflow"), Boolean.FALSE, Boolean.FALSE);
    }
    if (irritants.length != 1) {
      return null;
    }
    Object one = Lists.of(irritants);
    if (message.startsWith("attempt to call")) {
      return Lists.of(Boolean.FALSE, SchemeString.of("Wrong type to apply: ~S"), one, one);
    }
    if (message.startsWith("expected an index") || message.startsWith("expected a length")) {
      return Lists.of(named, SchemeString.of("Argument out of range: ~S"), one, one);
    }
    return message.startsWith("expected ")
        ? Lists.of(
            named,
            SchemeString.of(
                "Wrong type argument (expecting " + withoutArticle(message.substring(9)) + "): ~S"),
            one,
            one)
        : null;
  }

  private static String withoutArticle(String thing) {
    return thing.startsWith("a ")
        ? thing.substring(2)
        : thing.startsWith("an ") ? thing.substring(3) : thing;
  }

  /** A mistake of the operating system as {@code system-error} has it. */
  private static Object systemError(Object payload, Errno reason) {
    Object who = Conditions.who(payload);
    Object file = Conditions.field(payload, ConditionTypes.IO_FILENAME, 0);
    SchemeString text = SchemeString.of(reason.text());
    return Lists.of(
        who == null ? Boolean.FALSE : SchemeString.of(who.toString()),
        SchemeString.of(file == null ? "~A" : "~A: ~S"),
        file == null ? Lists.of(text) : Lists.of(text, file),
        Lists.of((long) reason.number()));
  }

  private static SchemeString format(String start, int irritants) {
    return SchemeString.of(start + " ~S".repeat(irritants));
  }
}
