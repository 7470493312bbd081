// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.expander;

import org.lokoscope.runtime.core.Core;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.datum.Symbol;

/** The forms of Guile's module system. What they do is up to the {@link ModuleScope}. */
final class ModuleForms {

  private ModuleForms() {}

  private static ModuleScope scope(Expander expander, Object x) {
    if (expander.module == null) {
      throw expander.error(
          DatumText.shorten(Syntax.car(x)) + " is allowed only at the top of a file");
    }
    return expander.module;
  }

  static void declare(Expander expander, CoreForm form, Object x) {
    expander.items(x, 1, Integer.MAX_VALUE);
    ModuleScope scope = scope(expander, x);
    Object parts = Syntax.strip(Syntax.cdr(x));
    switch (form) {
      case DEFINE_MODULE -> scope.defineModule(parts, expander.place);
      case USE_MODULES -> scope.useModules(parts, expander.place);
      case IMPORT -> scope.importSets(parts, expander.place);
      default -> {
        while (parts instanceof Pair pair) {
          export(expander, scope, pair.car);
          parts = pair.cdr;
        }
      }
    }
  }

  /**
   * What stands inside of an expression counts whether or not that is reached: {@code (if (defined?
   * 'name) (export name))} exports the name if it is defined.
   */
  static void declareInside(Expander expander, CoreForm form, Object x) {
    declare(expander, form, x);
    if (form != CoreForm.USE_MODULES) {
      scope(expander, x).mayBeMissing(Syntax.strip(Syntax.cdr(x)));
    }
  }

  /** A name, or {@code (inside . outside)}. */
  private static void export(Expander expander, ModuleScope scope, Object spec) {
    if (spec instanceof Symbol name) {
      scope.export(name, name, expander.place);
    } else if (spec instanceof Pair pair
        && pair.car instanceof Symbol inside
        && pair.cdr instanceof Symbol outside) {
      scope.export(inside, outside, expander.place);
    } else {
      throw expander.error("export: malformed export " + DatumText.shorten(spec));
    }
  }

  /** Exports what a definition form defines. */
  static void exportDefined(Expander expander, Object x) {
    Object target = Syntax.cadr(x);
    while (Syntax.isPair(target)) {
      target = Syntax.car(target);
    }
    if (expander.module != null && Syntax.isIdentifier(target)) {
      Syntax name = (Syntax) target;
      expander.module.export(name.symbol(), name.symbol(), expander.place);
    }
  }

  /** {@code (@ module name)}. */
  static Core reference(Expander expander, Object x, boolean hidden) {
    Object[] items = expander.items(x, 3, 3);
    Syntax name = expander.identifier(items[2], "a module holds names");
    Binding binding =
        scope(expander, x)
            .find(Syntax.strip(items[1]), name.symbol(), hidden, Syntax.span(x, expander.place));
    if (binding == null) {
      throw expander.error(
          name, "module " + DatumText.shorten(items[1]) + " has no " + name.symbol());
    }
    return expander.reference(binding, name);
  }
}
