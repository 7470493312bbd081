// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.expander;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.core.Core;
import org.lokoscope.runtime.source.SourceSpan;

/** What a macro does with a use of itself. */
sealed interface Transformer {

  /** Whether {@code (set! keyword value)} goes to it. */
  boolean isVariable();

  /** A procedure of the program, with the code that it comes from. */
  final class Of implements Transformer {
    private final boolean isVariable;
    final Core source;

    /** What must run before the source. */
    final List<Unit> needed;

    /** The variables that it uses of the module that it is of, while that is not complete. */
    private Set<Binding.GlobalVariable> own;

    /** Null until it is first used, if it comes from a cache. */
    private @Nullable Object procedure;

    /** One that comes from a cache. */
    Of(boolean isVariable, Core source, List<Unit> needed) {
      this(null, isVariable, source, needed, Set.of());
    }

    Of(
        @Nullable Object procedure,
        boolean isVariable,
        Core source,
        List<Unit> needed,
        Set<Binding.GlobalVariable> own) {
      this.procedure = procedure;
      this.isVariable = isVariable;
      this.source = source;
      this.needed = needed;
      this.own = own;
    }

    @Override
    public boolean isVariable() {
      return isVariable;
    }

    Object procedure(Expander expander) {
      Host host = expander.host;
      SourceSpan use = expander.place;
      for (Binding.GlobalVariable variable : own) {
        Unit unit = Objects.requireNonNull(variable.owner);
        if (unit == expander.unit && expander.own != null) {
          expander.own.run(own);
          break;
        }
        if (unit.code() != null) {
          host.instantiate(unit, use);
          own = Set.of();
          break;
        }
      }
      if (procedure == null) {
        needed.forEach(unit -> host.instantiate(unit, use));
        Object value = host.evaluator().evaluate(source);
        procedure = value instanceof VariableTransformer variable ? variable.procedure() : value;
      }
      return procedure;
    }
  }

  /**
   * Rules tried in order.
   *
   * @param kind what a use must look like
   */
  record Rules(Kind kind, List<Rule> rules) implements Transformer {
    enum Kind {
      /** {@code syntax-rules}: the pattern is for what follows the keyword. */
      LIST,
      /** {@code identifier-syntax}: the pattern is for the whole form. */
      WHOLE,
      /** {@code identifier-syntax} with a rule for {@code set!}. */
      VARIABLE
    }

    @Override
    public boolean isVariable() {
      return kind == Kind.VARIABLE;
    }
  }

  /**
   * @param slots which variables of the pattern the template uses, in the template's order
   */
  record Rule(Pattern pattern, int variables, Template template, int[] slots) {

    /** The expansion, or null if the pattern does not match. */
    @Nullable Object apply(Object form) {
      Object[] matched = new Object[variables];
      if (!pattern.match(form, matched)) {
        return null;
      }
      Object[] values = new Object[slots.length];
      for (int i = 0; i < slots.length; i++) {
        values[i] = matched[slots[i]];
      }
      return template.build(values);
    }
  }
}
