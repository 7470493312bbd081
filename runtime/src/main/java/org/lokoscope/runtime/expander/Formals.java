// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.expander;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.core.Core;
import org.lokoscope.runtime.core.Local;
import org.lokoscope.runtime.datum.Nil;

/** The parameters of a procedure: a list, perhaps with a dotted rest. */
final class Formals {

  final List<Local> parameters = new ArrayList<>();
  final Rib rib;
  @Nullable Local rest;

  Formals(Expander expander, Object x) {
    this(expander, x, new Rib());
  }

  /** Adds the parameters to a rib that may hold others already. */
  Formals(Expander expander, Object x, Rib rib) {
    this.rib = rib;
    while (Syntax.isPair(x)) {
      Object item = Syntax.car(x);
      parameters.add(
          expander.bind(rib, expander.identifier(item, "a parameter must be an identifier")));
      x = Syntax.cdr(x);
    }
    if (!Syntax.isNull(x)) {
      rest = expander.bind(rib, expander.identifier(x, "a parameter must be an identifier"));
    }
  }

  /** Something in the scope of the parameters. */
  Object scope(Object x) {
    return x == Nil.NIL ? x : Syntax.of(x, Wrap.ofRib(rib));
  }

  Core.Clause clause(Expander expander, Object body) {
    return new Core.Clause(parameters, rest, expander.body(scope(body)));
  }
}
