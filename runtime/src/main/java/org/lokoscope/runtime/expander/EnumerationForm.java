// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.expander;

import java.util.Arrays;
import java.util.List;
import org.lokoscope.runtime.core.Core;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.source.SourceSpan;

/** {@code (define-enumeration type (symbol ...) maker)}. */
final class EnumerationForm {

  private final Expander expander;

  EnumerationForm(Expander expander) {
    this.expander = expander;
  }

  void define(Object x, Body body) {
    Object[] items = expander.items(x, 4, 4);
    SourceSpan span = expander.place;
    Syntax name = expander.identifier(items[1], "an enumeration needs a name");
    Syntax maker = expander.identifier(items[3], "a constructor needs a name");
    Object[] words = Syntax.items(items[2]);
    if (words == null) {
      throw expander.malformed(x);
    }
    Object[] symbols = new Object[words.length];
    for (int i = 0; i < words.length; i++) {
      symbols[i] = symbol(expander, words[i]);
    }
    Binding universe =
        body.defineHidden(
            name.symbol().name(),
            () -> expander.call(span, "make-enumeration", new Core.Const(Lists.of(symbols))));
    body.bind(name, new Name(symbols));
    body.bind(maker, new Maker(symbols, universe));
  }

  private static Symbol symbol(Expander expander, Object word) {
    return expander.identifier(word, "an enumeration holds symbols").symbol();
  }

  private static void check(Expander expander, Object word, Object[] symbols) {
    Symbol symbol = symbol(expander, word);
    if (!Arrays.asList(symbols).contains(symbol)) {
      throw expander.error(word, symbol + " does not belong to this enumeration");
    }
  }

  /** {@code (type symbol)}: the symbol itself, once it has been checked. */
  private static final class Name extends Binding.Special {
    private final Object[] symbols;

    Name(Object[] symbols) {
      this.symbols = symbols;
    }

    @Override
    Core expand(Expander expander, Object x) {
      Object[] items = expander.items(x, 2, 2);
      check(expander, items[1], symbols);
      return new Core.Const(Syntax.strip(items[1]));
    }
  }

  /** {@code (maker symbol ...)}: the set of these symbols. */
  private static final class Maker extends Binding.Special {
    private final Object[] symbols;
    private final Binding universe;

    Maker(Object[] symbols, Binding universe) {
      this.symbols = symbols;
      this.universe = universe;
    }

    @Override
    Core expand(Expander expander, Object x) {
      Object[] items = expander.items(x, 1, Integer.MAX_VALUE);
      Object[] chosen = new Object[items.length - 1];
      for (int i = 0; i < chosen.length; i++) {
        check(expander, items[i + 1], symbols);
        chosen[i] = Syntax.strip(items[i + 1]);
      }
      SourceSpan span = expander.place;
      Core universe = RecordCalls.ref(expander, this.universe);
      Core make = expander.call(span, "enum-set-constructor", universe);
      return new Core.Call(make, List.of(new Core.Const(Lists.of(chosen))), span);
    }
  }
}
