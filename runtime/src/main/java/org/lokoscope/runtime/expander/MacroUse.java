// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.expander;

import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.condition.ConditionTypes;
import org.lokoscope.runtime.condition.Conditions;
import org.lokoscope.runtime.condition.Fault;
import org.lokoscope.runtime.condition.SchemeError;
import org.lokoscope.runtime.source.SourceSpan;
import org.lokoscope.runtime.source.SyntaxException;

/** Applies transformers to uses of their macros. */
final class MacroUse {

  private static final Wrap ANTI =
      new Wrap(new Marks(Marks.ANTI, null), new Wrap.Ribs(Wrap.SHIFT, null));

  /** Guessed: far above any macro that ends. */
  private static final int MAX_STEPS = 100_000;

  /** Guessed: the uses of macros in one unit. */
  private static final int MAX_USES = 10_000_000;

  private static final int USES_BETWEEN_LOOKS = 256;

  private final Expander expander;
  private int uses;

  MacroUse(Expander expander) {
    this.expander = expander;
  }

  /** Stops macros that never come to an end, one after the other or one inside the other. */
  void checkSteps(int step, Object form) {
    if (step > MAX_STEPS || uses > MAX_USES) {
      throw expander.error(form, "this macro expands without end");
    }
  }

  private void checkLimit(Object form) {
    String why = expander.host.limit().exceeded();
    if (why != null) {
      throw expander.error(form, why);
    }
  }

  /**
   * @param rib the scope that definitions in the expansion belong to; null for an expression
   */
  Object expand(Transformer transformer, Object form, @Nullable Rib rib) {
    if (++uses % USES_BETWEEN_LOOKS == 0) {
      checkLimit(form);
    }
    expander.place = clause(form, expander.place);
    Object result = transform(transformer, form, Syntax.of(form, ANTI));
    Wrap.Ribs ribs = new Wrap.Ribs(Wrap.SHIFT, null);
    Wrap introduced =
        new Wrap(new Marks(new Object(), null), rib == null ? ribs : new Wrap.Ribs(rib, ribs));
    return Syntax.of(result, introduced);
  }

  /**
   * Where a macro uses another one on a single clause that was written as such, what comes of it
   * belongs to the clause: a list that begins with a list, and so is no expression.
   */
  private static SourceSpan clause(Object form, SourceSpan otherwise) {
    if (!Syntax.isPair(form) || Syntax.span(form, SourceSpan.NONE).line() > 0) {
      return otherwise;
    }
    Object operands = Syntax.cdr(form);
    boolean single = Syntax.isPair(operands) && Syntax.isNull(Syntax.cdr(operands));
    if (!single) {
      return otherwise;
    }
    Object operand = Syntax.car(operands);
    boolean isClause = Syntax.isPair(operand) && Syntax.isPair(Syntax.car(operand));
    return isClause ? Syntax.span(operand, otherwise) : otherwise;
  }

  private Object transform(Transformer transformer, Object form, Object input) {
    return switch (transformer) {
      case Transformer.Rules rules -> applyRules(rules, form, input);
      case Transformer.Of of ->
          guarded(
              () -> expander.host.evaluator().call(of.procedure(expander), input),
              "macro " + name(form));
    };
  }

  private Object applyRules(Transformer.Rules rules, Object form, Object input) {
    boolean whole = rules.kind() != Transformer.Rules.Kind.LIST;
    if (!whole && !Syntax.isPair(input)) {
      throw expander.error(form, "macro " + name(form) + " used as a variable");
    }
    Object matched = whole ? input : Syntax.cdr(input);
    for (Transformer.Rule rule : rules.rules()) {
      Object result = guarded(() -> rule.apply(matched), "macro " + name(form));
      if (result != null) {
        return result;
      }
    }
    throw expander.error(form, "no pattern of macro " + name(form) + " matches");
  }

  private static Object name(Object form) {
    return Syntax.strip(Syntax.isPair(form) ? Syntax.car(form) : form);
  }

  /**
   * Runs something that may raise; what it raises becomes an error at the current place, and so
   * does what the expander itself does wrong.
   */
  <T extends @Nullable Object> T guarded(Supplier<T> action, String who) {
    try {
      return action.get();
    } catch (RuntimeException | LinkageError | AssertionError thrown) {
      throw error(thrown, who);
    }
  }

  /** What was thrown as an error at the current place. */
  SyntaxException error(Throwable thrown, String who) {
    switch (thrown) {
      case SyntaxException wrong -> {
        return wrong;
      }
      case SchemeError raised -> {
        String text = describe(raised.payload());
        boolean complains = Conditions.is(raised.payload(), ConditionTypes.SYNTAX);
        return new SyntaxException(
            complains ? text : who + " raised: " + text, expander.place, raised.payload());
      }
      default -> {
        SyntaxException wrong =
            new SyntaxException(Fault.describe("the expander", thrown), expander.place);
        wrong.initCause(thrown);
        return wrong;
      }
    }
  }

  /** In the order of a report of an uncaught condition: who, what, irritants or forms. */
  private static String describe(Object payload) {
    if (!Conditions.isCondition(payload)) {
      return DatumText.shorten(payload);
    }
    StringBuilder text = new StringBuilder();
    Object who = Conditions.who(payload);
    if (who != null && who != Boolean.FALSE) {
      text.append(who).append(": ");
    }
    String message = Conditions.message(payload);
    text.append(message == null ? "a condition without a message" : message);
    String separator = ": ";
    for (Object irritant : Conditions.irritants(payload)) {
      text.append(separator).append(DatumText.shorten(irritant));
      separator = " ";
    }
    if (Conditions.is(payload, ConditionTypes.SYNTAX)) {
      describeForms(payload, text);
    }
    return text.toString();
  }

  private static void describeForms(Object payload, StringBuilder text) {
    Object form = Objects.requireNonNull(Conditions.field(payload, ConditionTypes.SYNTAX, 0));
    Object subform = Objects.requireNonNull(Conditions.field(payload, ConditionTypes.SYNTAX, 1));
    text.append(": ");
    if (subform != Boolean.FALSE) {
      text.append(DatumText.shorten(subform)).append(" in ");
    }
    text.append(DatumText.shorten(form));
  }
}
