// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.expander;

import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.datum.Symbol;

/** The outermost rib of a library or program. Only names without marks are imported. */
final class ImportRib extends Rib {

  private final Imports imports;

  ImportRib(Imports imports) {
    this.imports = imports;
  }

  @Override
  @Nullable Binding lookup(Symbol name, @Nullable Marks nameMarks) {
    return nameMarks == null ? imports.lookup(name) : null;
  }
}
