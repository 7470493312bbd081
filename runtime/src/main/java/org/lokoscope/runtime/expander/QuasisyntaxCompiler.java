// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.expander;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.core.Core;

/** Templates of {@code quasisyntax}: some of their parts are computed. */
final class QuasisyntaxCompiler extends Template.Compiler {

  private final Expander expander;
  private final int level;
  private int depth;

  /** The computed parts, in the order of their reserved indexes. */
  final List<Core> computed = new ArrayList<>();

  QuasisyntaxCompiler(Expander expander) {
    super(expander, null);
    this.expander = expander;
    this.level = expander.level;
  }

  @Override
  boolean isUsable(Binding.PatternVariable variable) {
    return variable.level == level;
  }

  private boolean isForm(Object x, String word) {
    return Syntax.isPair(x) && expander.isKeyword(Syntax.car(x), word);
  }

  @Override
  @Nullable Template special(Object x) {
    if (isForm(x, "unsyntax") && Syntax.length(x) == 2) {
      return depth == 0 ? compute(Syntax.cadr(x)) : nested(x, -1);
    }
    if (isForm(x, "quasisyntax") && Syntax.length(x) == 2) {
      return nested(x, 1);
    }
    Object head = Syntax.car(x);
    if (depth == 0 && isForm(head, "unsyntax-splicing")) {
      return several(Syntax.items(head), Syntax.cdr(x), true);
    }
    if (depth == 0 && isForm(head, "unsyntax") && Syntax.length(head) != 2) {
      return several(Syntax.items(head), Syntax.cdr(x), false);
    }
    if (depth > 0 && isForm(head, "unsyntax-splicing")) {
      Template inner = nested(head, -1);
      return new Template.Cons(inner, compile(Syntax.cdr(x)));
    }
    return null;
  }

  /** A form whose operands are one level further in or out. */
  private Template nested(Object x, int step) {
    depth += step;
    Template rest = compile(Syntax.cdr(x));
    depth -= step;
    return new Template.Cons(new Template.Constant(Syntax.car(x)), rest);
  }

  private Template compute(Object x) {
    int index = reserve();
    computed.add(expander.expression(x));
    return new Template.Variable(index);
  }

  private Template several(Object @Nullable [] form, Object rest, boolean splice) {
    if (form == null) {
      throw expander.error(rest, "quasisyntax: malformed unsyntax");
    }
    int[] indexes = new int[form.length];
    for (int i = 1; i < form.length; i++) {
      indexes[i] = ((Template.Variable) compute(form[i])).index();
    }
    Template result = compile(rest);
    for (int i = form.length - 1; i > 0; i--) {
      result =
          splice
              ? new Template.Splice(indexes[i], result)
              : new Template.Cons(new Template.Variable(indexes[i]), result);
    }
    return result;
  }
}
