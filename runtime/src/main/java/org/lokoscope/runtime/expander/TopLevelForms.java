// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.expander;

import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.core.Core;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.source.SourceSpan;

/**
 * Definitions that count at the top level of a file, wherever they stand: those of classes and
 * generic functions in Guile's object system.
 */
final class TopLevelForms {

  private TopLevelForms() {}

  private static Body top(Expander expander) {
    return Objects.requireNonNull(expander.top);
  }

  /** What such a form does where it is an expression. */
  static Core expression(Expander expander, CoreForm form, Object x) {
    return switch (form) {
      case DEFINE_AT_TOP_LEVEL -> define(expander, x).get();
      case DECLARE_GENERIC -> declareGeneric(expander, x);
      default -> LocalEnvironment.capture(expander, x);
    };
  }

  /**
   * {@code (define-at-top-level name value)}. In the value, the name means what it meant before:
   * its old value, what was imported under it, or else {@code #f}.
   */
  static Supplier<Core> define(Expander expander, Object x) {
    Object[] items = expander.items(x, 3, 3);
    Syntax name = expander.identifier(items[1], "a definition needs a variable");
    SourceSpan place = expander.place;
    Binding imported = top(expander).imported(name);
    Binding.GlobalVariable variable =
        top(expander).defineFirst(name, () -> before(expander, imported, name));
    return () -> new Core.GlobalDefine(variable.global, expander.named(items[2], name), place);
  }

  private static Core before(Expander expander, @Nullable Binding imported, Syntax name) {
    return imported == null ? new Core.Const(false) : expander.reference(imported, name);
  }

  /**
   * {@code (declare-generic name value)}: a name that means nothing is defined. A primitive that it
   * means is marked as one that methods are added to.
   */
  static Core declareGeneric(Expander expander, Object x) {
    Object[] items = expander.items(x, 3, 3);
    Syntax name = expander.identifier(items[1], "a method belongs to a name");
    Binding binding = name.resolve();
    SourceSpan place = expander.place;
    switch (Expander.meaning(binding)) {
      case Binding.GlobalVariable variable when variable.global.isConstant() ->
          top(expander)
              .addFirst(
                  null,
                  () ->
                      expander.call(place, "%extends-primitive", expander.global(variable, place)));
      case Binding.GlobalVariable variable when !variable.global.isOpen() -> {}
      case Binding.GlobalVariable _ -> define(expander, name, items[2]);
      case null -> define(expander, name, items[2]);
      default -> {}
    }
    return new Core.Const(Special.UNSPECIFIED);
  }

  private static void define(Expander expander, Syntax name, Object value) {
    top(expander).defineFirst(name, () -> expander.named(value, name));
  }
}
