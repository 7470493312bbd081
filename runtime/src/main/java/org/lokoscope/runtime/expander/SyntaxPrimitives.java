// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.expander;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.condition.ConditionTypes;
import org.lokoscope.runtime.condition.Conditions;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.condition.SchemeError;
import org.lokoscope.runtime.core.Core;
import org.lokoscope.runtime.core.Global;
import org.lokoscope.runtime.datum.Nil;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.datum.Record;
import org.lokoscope.runtime.datum.SchemeString;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.primitives.PrimitiveTable;
import org.lokoscope.runtime.source.SourceSpan;
import org.lokoscope.runtime.vm.Primitive;
import org.lokoscope.runtime.vm.Procedure;

/** The procedures on syntax objects. */
public final class SyntaxPrimitives {

  private static final AtomicLong TEMPORARIES = new AtomicLong();

  /** {@code (%syntax-match pattern form)}: a vector of the variables' values, or false. */
  static final Global MATCH = constant(Primitive.of2("%syntax-match", SyntaxPrimitives::match));

  /** {@code (%syntax-slot values index)}. */
  static final Global SLOT =
      constant(
          Primitive.of2(
              "%syntax-slot", (values, index) -> ((Object[]) values)[(int) (long) (Long) index]));

  /** {@code (%syntax-build template value ...)}. */
  static final Global BUILD =
      constant(
          Primitive.ofN(
              "%syntax-build",
              1, -1, all -> ((Template) all[0]).build(Arrays.copyOfRange(all, 1, all.length))));

  /** {@code (%syntax-no-match form)}: raises. */
  static final Global NO_MATCH =
      constant(
          Primitive.of1(
              "%syntax-no-match",
              form -> {
                throw violation(null, "invalid syntax", form, Boolean.FALSE);
              }));

  private SyntaxPrimitives() {}

  private static Global constant(Procedure procedure) {
    return Global.constant(procedure.name(), procedure);
  }

  static Core match(SourceSpan span) {
    return new Core.GlobalRef(MATCH, span);
  }

  static Core slot(SourceSpan span) {
    return new Core.GlobalRef(SLOT, span);
  }

  static Core build(SourceSpan span) {
    return new Core.GlobalRef(BUILD, span);
  }

  static Core noMatch(SourceSpan span) {
    return new Core.GlobalRef(NO_MATCH, span);
  }

  /**
   * A pattern with the number of its variables.
   *
   * @param size how many variables
   */
  record Matcher(Pattern pattern, int size) {}

  private static Object match(Object matcher, Object form) {
    Matcher compiled = (Matcher) matcher;
    Object[] slots = new Object[compiled.size];
    return compiled.pattern.match(form, slots) ? slots : Boolean.FALSE;
  }

  /** Adds the procedures that programs can use. */
  public static void define(PrimitiveTable table) {
    table.define1("identifier?", x -> Syntax.isIdentifier(x));
    table.define2(
        "free-identifier=?",
        (a, b) ->
            Syntax.isFree(identifier("free-identifier=?", a), identifier("free-identifier=?", b)));
    table.define2(
        "bound-identifier=?",
        (a, b) ->
            Syntax.isBound(
                identifier("bound-identifier=?", a), identifier("bound-identifier=?", b)));
    table.define1("syntax->datum", Syntax::strip);
    table.define1("%syntax-file", x -> SchemeString.of(Syntax.file(x)));
    table.define1("syntax?", Syntax.class::isInstance);
    table.defineN("datum->syntax", 2, 4, a -> Syntax.of(a[1], context(a[0])));
    table.define1("generate-temporaries", SyntaxPrimitives::generateTemporaries);
    table.define1("make-variable-transformer", SyntaxPrimitives::variableTransformer);
    table.defineN("syntax-violation", 3, 4, SyntaxPrimitives::syntaxViolation);
    MatchPrimitives.define(table);
  }

  /** Guile takes the context of any form. */
  private static Wrap context(Object x) {
    Object form = x;
    // What stands behind by half: a form that is its own first part comes to it.
    Object behind = x;
    boolean even = false;
    while (form instanceof Pair pair) {
      form = pair.car;
      if (even && behind instanceof Pair slow) {
        behind = slow.car;
      }
      even = !even;
      if (form == behind) {
        throw Raise.type("datum->syntax", "an identifier", x);
      }
    }
    return form instanceof Syntax syntax ? syntax.wrap() : identifier("datum->syntax", form).wrap();
  }

  private static Syntax identifier(String who, Object x) {
    if (!Syntax.isIdentifier(x)) {
      throw Raise.type(who, "an identifier", x);
    }
    return (Syntax) x;
  }

  private static Object generateTemporaries(Object list) {
    int length = Syntax.length(list);
    if (length < 0) {
      throw Raise.type("generate-temporaries", "a list", list);
    }
    Object result = Nil.NIL;
    for (int i = 0; i < length; i++) {
      Symbol name = Symbol.uninterned("t" + TEMPORARIES.incrementAndGet());
      result = new Pair(Syntax.of(name, new Wrap(new Marks(new Object(), null), shift())), result);
    }
    return result;
  }

  private static Wrap.Ribs shift() {
    return new Wrap.Ribs(Wrap.SHIFT, null);
  }

  private static Object variableTransformer(Object procedure) {
    if (!(procedure instanceof Procedure)) {
      throw Raise.type("make-variable-transformer", "a procedure", procedure);
    }
    return new VariableTransformer(procedure);
  }

  private static Object syntaxViolation(Object[] arguments) {
    Object subform = arguments.length == 4 ? arguments[3] : Boolean.FALSE;
    throw violation(arguments[0], arguments[1].toString(), arguments[2], subform);
  }

  /** As R6RS says: without a who, the name of the form, if it can be told, takes its place. */
  private static SchemeError violation(
      @Nullable Object who, String message, Object form, Object subform) {
    Record syntax =
        Conditions.simple(ConditionTypes.SYNTAX, Syntax.strip(form), Syntax.strip(subform));
    Object name = who == null || who == Boolean.FALSE ? nameOf(form) : who;
    Record text = Conditions.simple(ConditionTypes.MESSAGE, SchemeString.of(message));
    return new SchemeError(
        name == null
            ? Conditions.combine(text, syntax)
            : Conditions.combine(Conditions.simple(ConditionTypes.WHO, name), text, syntax));
  }

  private static @Nullable Object nameOf(Object form) {
    Object head = Syntax.isPair(form) ? Syntax.car(form) : form;
    return Syntax.isIdentifier(head) ? Syntax.strip(head) : null;
  }
}
