// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.library;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.lokoscope.runtime.core.Core;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.expander.Host;
import org.lokoscope.runtime.expander.TopLevel;
import org.lokoscope.runtime.expander.Unit;
import org.lokoscope.runtime.reader.CircularForms;
import org.lokoscope.runtime.source.Annotation;
import org.lokoscope.runtime.source.SourceSpan;

/**
 * Makes environments for {@code eval} and the prompt, and expands one form after the other in them.
 * Each form sees what those before it have defined. The lock of the {@link LibraryManager} guards
 * it and the environments.
 */
final class InteractiveLoader {

  private final Host host;
  private final LibraryRegistry registry;
  private final Importer importer;

  /** Is told of the names of libraries that are redefined. */
  private Consumer<String> redefinitions = _ -> {};

  InteractiveLoader(Host host, LibraryRegistry registry, Importer importer) {
    this.host = host;
    this.registry = registry;
    this.importer = importer;
  }

  void whenRedefined(Consumer<String> next) {
    redefinitions = next;
  }

  /** Lets a library be looked for anew when it is imported next; false if there was none. */
  boolean forget(String key) {
    redefinitions.accept(key);
    return registry.forget(key);
  }

  /** An environment with what these import sets bring. */
  Environment environment(List<Object> sets) {
    ImportedNames names = new ImportedNames();
    Unit unit = new Unit("interaction");
    TopLevel top = new TopLevel(host, unit, names, ProgramLoader.dialect(sets));
    Environment environment = new Environment(unit, names, top);
    for (Object set : sets) {
      importer.add(new SourceLibrary.Import(set, SourceSpan.NONE), environment);
    }
    return environment;
  }

  /** Expands a definition, an expression, an import or a library, annotated or plain. */
  Program expand(Environment environment, Object form) {
    Annotation annotated =
        form instanceof Annotation already ? already : new Annotation(form, form, SourceSpan.NONE);
    CircularForms.refuse(annotated);
    Core body = core(environment, annotated);
    return new Program(UnitOrder.before(environment.unit()), body);
  }

  private Core core(Environment environment, Annotation form) {
    if (SourceLibrary.isLibrary(form)) {
      String key = SourceLibrary.nameOf(form).key();
      redefinitions.accept(key);
      registry.redefine(key, form);
      return new Core.Const(Special.UNSPECIFIED);
    }
    if (SourceLibrary.keyword(form).equals("import") && Lists.length(form.datum()) > 0) {
      List<SourceLibrary.Import> sets = new ArrayList<>();
      SourceLibrary.addImports(form, sets);
      sets.forEach(set -> importer.add(set, environment));
      return new Core.Const(Special.UNSPECIFIED);
    }
    return environment.top().expandInteractive(form);
  }
}
