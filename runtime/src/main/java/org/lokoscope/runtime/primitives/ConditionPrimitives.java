// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.primitives;

import java.util.Arrays;
import org.lokoscope.runtime.condition.ConditionTypes;
import org.lokoscope.runtime.condition.Conditions;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.condition.SchemeError;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.Nil;
import org.lokoscope.runtime.datum.Record;
import org.lokoscope.runtime.datum.RecordConstructorDescriptor;
import org.lokoscope.runtime.datum.RecordType;
import org.lokoscope.runtime.datum.SchemeString;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.printer.Printer;
import org.lokoscope.runtime.vm.NativeProcedure;
import org.lokoscope.runtime.vm.Primitive;
import org.lokoscope.runtime.vm.Procedure;

/**
 * Conditions. Each standard type is a constant under its own name, and {@code %rcd:} before the
 * name gives the constructor descriptor.
 */
final class ConditionPrimitives {

  private ConditionPrimitives() {}

  static void register(PrimitiveTable t) {
    types(t);
    accessors(t);
    t.defineN("condition", 0, -1, ConditionPrimitives::combine);
    t.define1("condition?", Conditions::isCondition);
    t.define1("simple-conditions", ConditionPrimitives::parts);
    t.define1("condition-predicate", ConditionPrimitives::predicate);
    t.define2("condition-accessor", ConditionPrimitives::accessor);
    raising(t);
    errorObjects(t);
  }

  private static void types(PrimitiveTable t) {
    for (RecordType type : ConditionTypes.all()) {
      String name = type.name().name();
      t.define(name, type);
      t.define("%rcd:" + name, constructor(type));
    }
    String[] kinds = {
      "message",
      "warning",
      "serious",
      "error",
      "violation",
      "assertion",
      "irritants",
      "who",
      "non-continuable",
      "implementation-restriction",
      "lexical",
      "syntax",
      "undefined",
      "no-infinities",
      "no-nans",
      "i/o",
      "i/o-read",
      "i/o-write",
      "i/o-invalid-position",
      "i/o-filename",
      "i/o-file-protection",
      "i/o-file-is-read-only",
      "i/o-file-already-exists",
      "i/o-file-does-not-exist",
      "i/o-port",
      "i/o-decoding",
      "i/o-encoding"
    };
    for (String kind : kinds) {
      type(t, kind);
    }
  }

  private static RecordConstructorDescriptor constructor(RecordType type) {
    RecordConstructorDescriptor parent = type.parent() == null ? null : constructor(type.parent());
    return new RecordConstructorDescriptor(type, parent, null);
  }

  /** The constructor and the predicate, which R6RS names in several ways. */
  private static void type(PrimitiveTable t, String kind) {
    RecordType type = (RecordType) t.constant("&" + kind);
    String made = made(kind);
    t.defineN("make-" + made, type.size(), type.size(), fields -> new Record(type, fields));
    t.define1(made + "?", object -> Conditions.is(object, type));
  }

  private static String made(String kind) {
    return switch (kind) {
      case "warning", "error", "violation" -> kind;
      case "message", "irritants", "who", "serious" -> kind + "-condition";
      default -> kind.startsWith("i/o") ? kind + "-error" : kind + "-violation";
    };
  }

  private static void accessors(PrimitiveTable t) {
    field(t, "condition-message", ConditionTypes.MESSAGE, 0);
    field(t, "condition-irritants", ConditionTypes.IRRITANTS, 0);
    field(t, "condition-who", ConditionTypes.WHO, 0);
    field(t, "syntax-violation-form", ConditionTypes.SYNTAX, 0);
    field(t, "syntax-violation-subform", ConditionTypes.SYNTAX, 1);
    field(t, "i/o-error-position", ConditionTypes.IO_INVALID_POSITION, 0);
    field(t, "i/o-error-filename", ConditionTypes.IO_FILENAME, 0);
    field(t, "i/o-error-port", ConditionTypes.IO_PORT, 0);
    field(t, "i/o-encoding-error-char", ConditionTypes.IO_ENCODING, 0);
  }

  private static void field(PrimitiveTable t, String name, RecordType type, int index) {
    t.define1(name, object -> field(name, object, type, index));
  }

  private static Object field(String who, Object object, RecordType type, int index) {
    Object value = Conditions.field(object, type, index);
    if (value == null) {
      throw Raise.type(who, "a condition of type " + type.name(), object);
    }
    return value;
  }

  private static Object combine(Object[] conditions) {
    for (Object condition : conditions) {
      check("condition", condition);
    }
    return Conditions.combine(conditions);
  }

  private static void check(String who, Object condition) {
    if (!Conditions.isCondition(condition)) {
      throw Raise.type(who, "a condition", condition);
    }
  }

  private static Object parts(Object condition) {
    check("simple-conditions", condition);
    return Lists.fromList(Conditions.parts(condition));
  }

  private static RecordType conditionType(String who, Object a) {
    RecordType type = RecordPrimitives.type(who, a);
    if (!type.isSubtypeOf(ConditionTypes.CONDITION)) {
      throw Raise.type(who, "a condition type", a);
    }
    return type;
  }

  private static Object predicate(Object a) {
    RecordType type = conditionType("condition-predicate", a);
    return Primitive.of1(type.name() + "?", object -> Conditions.is(object, type));
  }

  private static Object accessor(Object a, Object procedure) {
    RecordType type = conditionType("condition-accessor", a);
    Procedure simple = Args.procedure("condition-accessor", procedure);
    String name = simple.name();
    return NativeProcedure.of(
        name,
        1,
        1,
        (machine, arguments) -> {
          Record part = Conditions.find(arguments[0], type);
          if (part == null) {
            throw Raise.type(name, "a condition of type " + type.name(), arguments[0]);
          }
          return simple.apply1(machine, part);
        });
  }

  private static void raising(PrimitiveTable t) {
    t.defineN("error", 2, -1, a -> raise(Conditions.simple(ConditionTypes.ERROR), "error", a));
    t.defineN(
        "assertion-violation",
        2,
        -1,
        a -> raise(Conditions.simple(ConditionTypes.ASSERTION), "assertion-violation", a));
    t.defineN(
        "implementation-restriction-violation",
        2,
        -1,
        a ->
            raise(
                Conditions.simple(ConditionTypes.IMPLEMENTATION_RESTRICTION),
                "implementation-restriction-violation",
                a));
    t.defineN("r7rs:error", 1, -1, ConditionPrimitives::simpleError);
    t.define1("%assertion-failed", ConditionPrimitives::assertionFailed);
    t.defineN("undefined-violation", 0, 2, ConditionPrimitives::undefined);
  }

  private static Object raise(Record kind, String procedure, Object[] a) {
    boolean fits = a[0] == Boolean.FALSE || a[0] instanceof Symbol || a[0] instanceof SchemeString;
    if (!fits) {
      throw Raise.type(procedure, "a symbol, a string or #f as the first argument", a[0]);
    }
    String message = Args.string(procedure, a[1]).toString();
    Object[] irritants = Arrays.copyOfRange(a, 2, a.length);
    Object who = a[0] == Boolean.FALSE ? null : a[0];
    throw new SchemeError(Conditions.standard(kind, who, message, Lists.of(irritants)));
  }

  /** R7RS: a message, which need not be a string, and irritants. */
  private static Object simpleError(Object[] a) {
    Object[] irritants = Arrays.copyOfRange(a, 1, a.length);
    throw new SchemeError(
        Conditions.standard(
            Conditions.simple(ConditionTypes.ERROR),
            null,
            Printer.display(a[0]),
            Lists.of(irritants)));
  }

  private static Object assertionFailed(Object form) {
    throw Raise.assertion("assert", "assertion failed", form);
  }

  /** An optional who and an optional message. */
  private static Object undefined(Object[] a) {
    Object who = a.length > 0 && a[0] != Boolean.FALSE ? a[0] : null;
    String message = a.length > 1 ? a[1].toString() : "undefined";
    throw new SchemeError(
        Conditions.standard(Conditions.simple(ConditionTypes.UNDEFINED), who, message, Nil.NIL));
  }

  /** What R7RS programs ask of a raised object: any serious condition will do. */
  private static void errorObjects(PrimitiveTable t) {
    t.define1(
        "error-object?",
        a -> Conditions.is(a, ConditionTypes.SERIOUS) || Conditions.is(a, ConditionTypes.MESSAGE));
    t.define1("error-object-message", ConditionPrimitives::errorMessage);
    t.define1("error-object-irritants", a -> Lists.fromList(Conditions.irritants(a)));
    t.define1(
        "read-error?",
        a -> Conditions.is(a, ConditionTypes.LEXICAL) || Conditions.is(a, ConditionTypes.IO_READ));
    t.define1("file-error?", a -> Conditions.is(a, ConditionTypes.IO_FILENAME));
  }

  private static Object errorMessage(Object a) {
    check("error-object-message", a);
    String message = Conditions.message(a);
    return SchemeString.of(message == null ? "" : message);
  }
}
