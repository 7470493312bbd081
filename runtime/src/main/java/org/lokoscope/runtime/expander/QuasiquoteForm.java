// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.expander;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.core.Core;
import org.lokoscope.runtime.datum.Nil;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.source.SourceSpan;

/** Lists and vectors with computed parts. What has none stays one constant. */
final class QuasiquoteForm {

  private final Expander expander;

  QuasiquoteForm(Expander expander) {
    this.expander = expander;
  }

  Core expand(Object x) {
    return quasi(expander.items(x, 2, 2)[1], 0, expander.place);
  }

  private boolean isForm(Object x, String word) {
    return Syntax.isPair(x) && expander.isKeyword(Syntax.car(x), word);
  }

  private Core quasi(Object x, int depth, SourceSpan span) {
    if (Syntax.isPair(x)) {
      return pair(x, depth, span);
    }
    if (Syntax.isVector(x)) {
      Core list = quasi(Pattern.listOf(Arrays.asList(Syntax.vectorItems(x)), Nil.NIL), depth, span);
      return list instanceof Core.Const
          ? new Core.Const(Syntax.strip(x))
          : expander.call(span, "list->vector", list);
    }
    return new Core.Const(Syntax.strip(x));
  }

  private Core pair(Object x, int depth, SourceSpan span) {
    if (isForm(x, "unquote") && Syntax.length(x) == 2) {
      return depth == 0
          ? expander.expression(Syntax.cadr(x))
          : rebuild(x, quasi(Syntax.cdr(x), depth - 1, span), span);
    }
    if (isForm(x, "quasiquote") && Syntax.length(x) == 2) {
      return rebuild(x, quasi(Syntax.cdr(x), depth + 1, span), span);
    }
    Object head = Syntax.car(x);
    if (isForm(head, "unquote-splicing") && Syntax.length(head) >= 1) {
      return splicing(x, head, depth, span);
    }
    if (isForm(head, "unquote") && Syntax.length(head) != 2 && depth == 0) {
      return several(Syntax.items(head), Syntax.cdr(x), "cons", span);
    }
    return cons(quasi(head, depth, span), quasi(Syntax.cdr(x), depth, span), span);
  }

  private Core splicing(Object x, Object head, int depth, SourceSpan span) {
    if (depth == 0) {
      return several(Syntax.items(head), Syntax.cdr(x), "append", span);
    }
    Core inner = rebuild(head, quasi(Syntax.cdr(head), depth - 1, span), span);
    return cons(inner, quasi(Syntax.cdr(x), depth, span), span);
  }

  /** The operands of an unquote before what follows it. */
  private Core several(Object @Nullable [] form, Object rest, String joiner, SourceSpan span) {
    if (form == null) {
      throw expander.error(rest, "quasiquote: malformed unquote");
    }
    Core[] values = new Core[form.length];
    for (int i = 1; i < form.length; i++) {
      values[i] = expander.expression(form[i]);
    }
    Core result = quasi(rest, 0, span);
    for (int i = form.length - 1; i > 0; i--) {
      boolean last = joiner.equals("append") && isEmpty(result);
      result = last ? values[i] : expander.call(span, joiner, values[i], result);
    }
    return result;
  }

  private static boolean isEmpty(Core core) {
    return core instanceof Core.Const constant && constant.value() == Nil.NIL;
  }

  /** The form with the same keyword and another rest. */
  private Core rebuild(Object x, Core rest, SourceSpan span) {
    return cons(new Core.Const(Syntax.strip(Syntax.car(x))), rest, span);
  }

  private Core cons(Core car, Core cdr, SourceSpan span) {
    if (car instanceof Core.Const first && cdr instanceof Core.Const rest) {
      return new Core.Const(new Pair(first.value(), rest.value()));
    }
    return expander.call(span, "cons", car, cdr);
  }
}
