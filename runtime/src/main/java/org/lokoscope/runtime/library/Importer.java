// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.library;

import java.util.List;
import org.lokoscope.runtime.expander.Unit;

/**
 * Brings what import sets name into a scope, and makes the libraries run before the unit that
 * imports them. The lock of the {@link LibraryManager} guards it.
 */
final class Importer {

  /** Is told of each import of a library or program. */
  interface Observer {
    void imported(SourceLibrary.Import set, Library library, Observations observed);
  }

  private final ImportSets importSets;
  private Observer observer = (_, _, _) -> {};

  Importer(ImportSets importSets) {
    this.importSets = importSets;
  }

  void observer(Observer next) {
    observer = next;
  }

  ImportSets.Imported parse(SourceLibrary.Import set) {
    return importSets.parse(set.set(), set.span());
  }

  /** Imports a set, and returns the library that it is of. */
  Library add(SourceLibrary.Import set, ImportedNames names, Unit unit, boolean lenient) {
    ImportSets.Imported imported = parse(set);
    names.add(imported.exports(), lenient, set.span());
    require(imported, unit);
    return imported.library();
  }

  /** Imports a set at the prompt. */
  void add(SourceLibrary.Import set, Environment environment) {
    ImportSets.Imported imported = parse(set);
    environment.add(imported.exports());
    require(imported, environment.unit());
  }

  private static void require(ImportSets.Imported imported, Unit unit) {
    if (imported.forRun() && imported.library().unit() != null) {
      unit.dependencies().add(imported.library().unit());
    }
  }

  ImportedNames addAll(
      List<SourceLibrary.Import> imports, Unit unit, boolean lenient, Observations observed) {
    ImportedNames names = new ImportedNames();
    for (SourceLibrary.Import set : imports) {
      observer.imported(set, add(set, names, unit, lenient), observed);
    }
    return names;
  }
}
