// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.library;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.expander.Binding;
import org.lokoscope.runtime.expander.Imports;

/**
 * What a library of the system imports. The first import set that has a name gives it its meaning;
 * a set is looked at when those before it do not have some name.
 */
final class LazyImports implements Imports {

  private final List<SourceLibrary.Import> sets;
  private final Function<SourceLibrary.Import, Exports> importer;
  private final List<Exports> known = new ArrayList<>();

  LazyImports(List<SourceLibrary.Import> sets, Function<SourceLibrary.Import, Exports> importer) {
    this.sets = sets;
    this.importer = importer;
  }

  @Override
  public @Nullable Binding lookup(Symbol name) {
    for (int i = 0; i < sets.size(); i++) {
      if (i == known.size()) {
        known.add(importer.apply(sets.get(i)));
      }
      Binding binding = known.get(i).lookup(name);
      if (binding != null) {
        return binding;
      }
    }
    return null;
  }
}
