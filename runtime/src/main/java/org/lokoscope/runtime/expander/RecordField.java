// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.expander;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.core.Core;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.Symbol;

/**
 * A field of a record type that is being defined.
 *
 * @param accessor what shall read it, or null
 * @param mutator what shall write it, or null
 */
record RecordField(
    Syntax name, boolean mutable, @Nullable Syntax accessor, @Nullable Syntax mutator) {

  /** Fields as the procedural layer wants them: {@code #((mutable name) ...)}. */
  static Core vector(List<RecordField> fields) {
    Object[] vector = new Object[fields.size()];
    for (int i = 0; i < vector.length; i++) {
      RecordField field = fields.get(i);
      vector[i] = Lists.of(Symbol.of(field.mutable ? "mutable" : "immutable"), field.name.symbol());
    }
    return new Core.Const(vector);
  }
}
