// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.expander;

import org.lokoscope.runtime.core.Core;

/** Gives procedures the names of the variables that hold them. */
final class ProcedureNames {

  private ProcedureNames() {}

  static Core give(Core value, String name) {
    return switch (value) {
      case Core.Lambda lambda when lambda.name().isEmpty() ->
          new Core.Lambda(lambda.clauses(), name, lambda.span());
      case Core.Let let ->
          let.body() instanceof Core.Lambda
              ? new Core.Let(let.variables(), let.values(), give(let.body(), name))
              : value;
      default -> value;
    };
  }
}
