// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.library;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.expander.Binding;
import org.lokoscope.runtime.expander.TopLevel;
import org.lokoscope.runtime.expander.Unit;
import org.lokoscope.runtime.source.Annotation;
import org.lokoscope.runtime.source.SourceSpan;

/**
 * The modules of Guile that were loaded, which other modules may look into beyond what they export.
 * The lock of the {@link LibraryManager} guards it.
 */
final class GuileModules implements GuileModule.Surroundings {

  /** Is told of what modules have got from others. */
  interface Observer {
    void observe(String way, SourceLibrary.Import set, Library library, Observations observed);
  }

  private final LibraryHost host;
  private Observer observer = (_, _, _, _) -> {};
  private final ImportSets.Finder libraries;
  private final ImportSets importSets;
  private final Map<String, GuileModule> modules = new HashMap<>();
  private final Map<String, GuileModule> underway = new HashMap<>();

  GuileModules(LibraryHost host, ImportSets.Finder libraries, ImportSets importSets) {
    this.host = host;
    this.libraries = libraries;
    this.importSets = importSets;
  }

  /**
   * The library that a module is, made of its forms.
   *
   * @param installed whether it belongs to an installed Guile
   * @param observed what its expansion asks is noted there
   */
  LibraryCache.Expanded expand(
      String key, List<Annotation> forms, boolean installed, Observations observed) {
    GuileModule module = unexpanded(key, installed);
    Observations before = host.observe(observed);
    underway.put(key, module);
    try {
      module.unit.complete(module.expand(forms));
    } finally {
      underway.remove(key);
      host.observe(before);
    }
    modules.put(key, module);
    return new LibraryCache.Expanded(
        LibraryName.NO_VERSION,
        true,
        module,
        module.unit,
        module.top(),
        module.exports(),
        observed);
  }

  /** A module that is yet to be filled. */
  GuileModule unexpanded(String key, boolean installed) {
    return new GuileModule(this, new Unit(key), null, installed);
  }

  /** Takes note of a module that came from a cache. */
  void add(String key, GuileModule module) {
    modules.put(key, module);
  }

  void observer(Observer next) {
    observer = next;
  }

  /**
   * The module that a program is.
   *
   * @param behind the library whose names stand behind all others, or null
   */
  GuileModule program(Unit unit, @Nullable Library behind) {
    return new GuileModule(this, unit, behind, false);
  }

  /** The module of that name that was loaded from a file, or null. */
  @Nullable GuileModule loaded(String key) {
    return modules.get(key);
  }

  @Override
  public @Nullable GuileModule underway(LibraryName name) {
    return underway.get(name.key());
  }

  @Override
  public void observe(String way, Object what, SourceSpan place, Library library) {
    observer.observe(way, new SourceLibrary.Import(what, place), library, host.observations());
  }

  @Override
  public void cannotBeRepeated() {
    host.cannotBeRepeated();
  }

  @Override
  public Library find(LibraryName name, SourceSpan use) {
    return libraries.find(name, use);
  }

  @Override
  public ImportSets.Imported importSet(Object set, SourceSpan span) {
    return importSets.parse(set, span);
  }

  @Override
  public @Nullable Binding hiddenName(LibraryName module, Symbol name) {
    GuileModule known = modules.get(module.key());
    return known == null ? null : known.top().lookup(name);
  }

  @Override
  public TopLevel topLevel(GuileModule module, ImportedNames names) {
    return new TopLevel(host, module.unit, names, module);
  }
}
