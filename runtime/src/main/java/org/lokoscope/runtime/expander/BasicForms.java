// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.expander;

import java.util.ArrayList;
import java.util.List;
import org.lokoscope.runtime.core.Core;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.source.SourceSpan;
import org.lokoscope.runtime.source.SyntaxException;

/** Quote, if, set!, begin. */
final class BasicForms {

  private final Expander expander;

  BasicForms(Expander expander) {
    this.expander = expander;
  }

  Core quote(Object x) {
    return new Core.Const(Syntax.strip(expander.items(x, 2, 2)[1]));
  }

  Core ifForm(Object x) {
    Object[] items = expander.items(x, 3, 4);
    return new Core.If(
        expander.expression(items[1]),
        expander.expression(items[2]),
        items.length == 4 ? expander.expression(items[3]) : new Core.Const(Special.UNSPECIFIED));
  }

  Core begin(Object x) {
    Object[] items = expander.items(x, 1, Integer.MAX_VALUE);
    return items.length == 1 ? new Core.Const(Special.UNSPECIFIED) : sequence(items, 1);
  }

  /** The expressions from that index on, of which there is at least one. */
  Core sequence(Object[] items, int from) {
    if (from == items.length - 1) {
      return expander.expression(items[from]);
    }
    List<Core> expressions = new ArrayList<>(items.length - from);
    for (int i = from; i < items.length; i++) {
      expressions.add(expander.expression(items[i]));
    }
    return new Core.Seq(expressions);
  }

  Core set(Object x, MacroUse macros) {
    Object[] items = expander.items(x, 3, 3);
    if (expander.dialect == Dialect.OTHER && Syntax.isPair(items[1])) {
      return setThrough(items);
    }
    Syntax name = expander.identifier(items[1], "set! needs a variable");
    Binding binding = name.resolve();
    SourceSpan span = expander.place;
    return switch (Expander.meaning(binding)) {
      case Binding.LocalVariable variable -> {
        expander.checkLevel(variable.level, name);
        variable.local.markAssigned();
        yield new Core.LocalSet(variable.local, expander.named(items[2], name), span);
      }
      case Binding.GlobalVariable variable -> {
        if (variable.owner != expander.unit || binding instanceof Binding.Builtin) {
          if (expander.module == null || !expander.module.isInstalled()) {
            throw expander.error(items[1], "cannot assign imported variable " + name.symbol());
          }
          yield new Core.GlobalSet(
              expander.neverDefined(name), expander.named(items[2], name), span);
        }
        variable.global.markAssigned();
        yield new Core.GlobalSet(variable.global, expander.named(items[2], name), span);
      }
      case Binding.Macro macro when macro.transformer.isVariable() ->
          expander.expression(macros.expand(macro.transformer, x, null));
      case null -> {
        if (!(expander.reference(binding, name) instanceof Core.GlobalRef reference)) {
          throw expander.malformed(x);
        }
        yield new Core.GlobalSet(reference.variable(), expander.named(items[2], name), span);
      }
      default -> throw expander.error(items[1], "cannot assign keyword " + name.symbol());
    };
  }

  /** {@code (set! (f x) value)}, which is {@code ((setter f) x value)}. */
  private Core setThrough(Object[] items) {
    SourceSpan span = expander.place;
    Object[] call = expander.items(items[1], 1, Integer.MAX_VALUE);
    Core setter = expander.call(span, "%setter", expander.expression(call[0]));
    List<Core> operands = new ArrayList<>();
    for (int i = 1; i < call.length; i++) {
      operands.add(expander.expression(call[i]));
    }
    operands.add(expander.expression(items[2]));
    return new Core.Call(setter, operands, span);
  }

  /** A form such as {@code (endianness big)}. */
  Core word(Object x, String... allowed) {
    Object[] items = expander.items(x, 2, 2);
    Syntax word = expander.identifier(items[1], "expected a word");
    for (String each : allowed) {
      if (each.equals(word.symbol().name())) {
        return new Core.Const(word.symbol());
      }
    }
    throw expander.error(items[1], "expected one of " + String.join(", ", allowed));
  }

  SyntaxException syntaxError(Object x) {
    Object[] items = expander.items(x, 2, Integer.MAX_VALUE);
    StringBuilder text = new StringBuilder(Syntax.strip(items[1]).toString());
    for (int i = 2; i < items.length; i++) {
      text.append(' ').append(DatumText.shorten(items[i]));
    }
    return new SyntaxException(text.toString(), expander.place);
  }

  static boolean isSymbolNamed(Object datum, String name) {
    return datum instanceof Symbol symbol && symbol.name().equals(name);
  }
}
