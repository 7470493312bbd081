// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.expander;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.core.Core;
import org.lokoscope.runtime.core.Local;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.Nil;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.source.SourceSpan;

/** The forms that choose. */
final class ConditionalForms {

  /** Above this many data a clause of {@code case} searches a list. Guessed. */
  private static final int MAX_TESTS = 8;

  private static final Core UNSPECIFIED = new Core.Const(Special.UNSPECIFIED);

  private final Expander expander;

  ConditionalForms(Expander expander) {
    this.expander = expander;
  }

  Core and(Object x) {
    Object[] items = expander.items(x, 1, Integer.MAX_VALUE);
    if (items.length == 1) {
      return new Core.Const(Boolean.TRUE);
    }
    Core[] tests = new Core[items.length];
    for (int i = 1; i < items.length; i++) {
      tests[i] = expander.expression(items[i]);
    }
    Core result = tests[items.length - 1];
    for (int i = items.length - 2; i > 0; i--) {
      result = new Core.If(tests[i], result, new Core.Const(Boolean.FALSE));
    }
    return result;
  }

  Core or(Object x) {
    Object[] items = expander.items(x, 1, Integer.MAX_VALUE);
    if (items.length == 1) {
      return new Core.Const(Boolean.FALSE);
    }
    Core[] tests = new Core[items.length];
    for (int i = 1; i < items.length; i++) {
      tests[i] = expander.expression(items[i]);
    }
    Core result = tests[items.length - 1];
    for (int i = items.length - 2; i > 0; i--) {
      result = or(tests[i], result, expander.place);
    }
    return result;
  }

  static Core or(Core test, Core otherwise, SourceSpan span) {
    Local value = new Local("test");
    Core reference = new Core.LocalRef(value, span);
    return new Core.Let(
        List.of(value), List.of(test), new Core.If(reference, reference, otherwise));
  }

  Core when(Object x, boolean expected) {
    Object[] items = expander.items(x, 3, Integer.MAX_VALUE);
    Core test = expander.expression(items[1]);
    Core body = sequence(items, 2);
    return expected ? new Core.If(test, body, UNSPECIFIED) : new Core.If(test, UNSPECIFIED, body);
  }

  private Core sequence(Object[] items, int from) {
    if (from == items.length - 1) {
      return expander.expression(items[from]);
    }
    List<Core> all = new ArrayList<>();
    for (int i = from; i < items.length; i++) {
      all.add(expander.expression(items[i]));
    }
    return new Core.Seq(all);
  }

  // cond

  Core cond(Object x) {
    Object[] items = expander.items(x, 2, Integer.MAX_VALUE);
    return clauses(Arrays.copyOfRange(items, 1, items.length), x, null);
  }

  /**
   * @param otherwise what to do if no clause applies; null for nothing
   */
  Core clauses(Object[] clauses, Object whole, @Nullable Core otherwise) {
    List<Core[]> expanded = new ArrayList<>();
    Core result = otherwise == null ? UNSPECIFIED : otherwise;
    for (int i = 0; i < clauses.length; i++) {
      Object[] clause = Syntax.items(clauses[i]);
      if (clause == null || clause.length == 0) {
        throw expander.malformed(whole);
      }
      if (expander.isKeyword(clause[0], "else")) {
        if (i < clauses.length - 1 || clause.length == 1) {
          throw expander.error(clauses[i], "misplaced or empty else clause");
        }
        result = sequence(clause, 1);
      } else {
        expanded.add(clause(clause, clauses[i]));
      }
    }
    for (Core[] clause : expanded.reversed()) {
      result = join(clause, result);
    }
    return result;
  }

  /**
   * Test, and body or null; or test, null, and the procedure that receives its value; or what gives
   * values, null, the procedure that tests them, and the one that receives them.
   */
  private Core[] clause(Object[] clause, Object x) {
    Core test = expander.expression(clause[0]);
    if (clause.length == 1) {
      return new Core[] {test, null};
    }
    if (expander.isKeyword(clause[1], "=>")) {
      if (clause.length != 3) {
        throw expander.error(x, "a clause with => needs exactly one receiver");
      }
      return new Core[] {test, null, expander.expression(clause[2])};
    }
    if (expander.dialect.testsValues()
        && clause.length == 4
        && expander.isKeyword(clause[2], "=>")) {
      return new Core[] {
        test, null, expander.expression(clause[1]), expander.expression(clause[3])
      };
    }
    return new Core[] {test, sequence(clause, 1)};
  }

  private Core join(Core[] clause, Core otherwise) {
    if (clause[1] != null) {
      return new Core.If(clause[0], clause[1], otherwise);
    }
    SourceSpan span = expander.place;
    if (clause.length == 2) {
      return or(clause[0], otherwise, span);
    }
    if (clause.length == 4) {
      return joinValues(clause, otherwise, span);
    }
    Local value = new Local("test");
    Core reference = new Core.LocalRef(value, span);
    Core call = new Core.Call(clause[2], List.of(reference), spanOf(clause[2], span));
    return new Core.Let(
        List.of(value), List.of(clause[0]), new Core.If(reference, call, otherwise));
  }

  private Core joinValues(Core[] clause, Core otherwise, SourceSpan span) {
    Local values = new Local("values");
    Core reference = new Core.LocalRef(values, span);
    Core apply = expander.primitive("apply", span);
    Core test = new Core.Call(apply, List.of(clause[2], reference), span);
    Core receive = new Core.Call(apply, List.of(clause[3], reference), span);
    return new Core.Call(
        expander.primitive("call-with-values", span),
        List.of(
            lambda(new Core.Clause(List.of(), null, clause[0]), span),
            lambda(
                new Core.Clause(List.of(), values, new Core.If(test, receive, otherwise)), span)),
        span);
  }

  private static Core lambda(Core.Clause clause, SourceSpan span) {
    return new Core.Lambda(List.of(clause), "", span);
  }

  private static SourceSpan spanOf(Core receiver, SourceSpan otherwise) {
    return switch (receiver) {
      case Core.LocalRef reference -> reference.span();
      case Core.GlobalRef reference -> reference.span();
      default -> otherwise;
    };
  }

  // case

  Core caseForm(Object x) {
    Object[] items = expander.items(x, 2, Integer.MAX_VALUE);
    SourceSpan span = expander.place;
    Local key = new Local("key");
    Core reference = new Core.LocalRef(key, span);
    Core value = expander.expression(items[1]);
    List<Core[]> expanded = new ArrayList<>();
    Core result = UNSPECIFIED;
    for (int i = 2; i < items.length; i++) {
      Object[] clause = Syntax.items(items[i]);
      if (clause == null || clause.length < 2) {
        throw expander.malformed(x);
      }
      if (expander.isKeyword(clause[0], "else")) {
        if (i < items.length - 1) {
          throw expander.error(items[i], "misplaced else clause");
        }
        result = caseBody(clause, reference, span);
      } else {
        Object[] data = Syntax.items(clause[0]);
        if (data == null) {
          throw expander.error(items[i], "a case clause needs a list of data");
        }
        expanded.add(
            new Core[] {caseTest(data, reference, span), caseBody(clause, reference, span)});
      }
    }
    for (Core[] clause : expanded.reversed()) {
      result = new Core.If(clause[0], clause[1], result);
    }
    return new Core.Let(List.of(key), List.of(value), result);
  }

  private Core caseBody(Object[] clause, Core key, SourceSpan span) {
    if (clause.length == 3 && expander.isKeyword(clause[1], "=>")) {
      return new Core.Call(expander.expression(clause[2]), List.of(key), span);
    }
    return sequence(clause, 1);
  }

  private Core caseTest(Object[] data, Core key, SourceSpan span) {
    if (data.length > MAX_TESTS) {
      Object[] plain = new Object[data.length];
      for (int i = 0; i < plain.length; i++) {
        plain[i] = Syntax.strip(data[i]);
      }
      return expander.call(span, "memv", key, new Core.Const(Lists.of(plain)));
    }
    Core test = new Core.Const(Boolean.FALSE);
    for (int i = data.length - 1; i >= 0; i--) {
      Object datum = Syntax.strip(data[i]);
      Core equal =
          expander.call(span, isIdentityEnough(datum) ? "eq?" : "eqv?", key, new Core.Const(datum));
      test = i == data.length - 1 ? equal : new Core.If(equal, new Core.Const(Boolean.TRUE), test);
    }
    return test;
  }

  private static boolean isIdentityEnough(Object datum) {
    return datum instanceof Symbol || datum instanceof Boolean || datum == Nil.NIL;
  }
}
