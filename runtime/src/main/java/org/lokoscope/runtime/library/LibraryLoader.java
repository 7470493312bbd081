// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.library;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.expander.Binding;
import org.lokoscope.runtime.expander.TopLevel;
import org.lokoscope.runtime.expander.Unit;
import org.lokoscope.runtime.source.Annotation;
import org.lokoscope.runtime.source.SourceSpan;
import org.lokoscope.runtime.source.SyntaxException;

/**
 * Makes libraries of their texts: finds the file, takes what the cache has of it, or else expands
 * it and gives it to the cache. What a file defines beside the library that was asked for is
 * declared, and so such a file is not cached. The lock of the {@link LibraryManager} guards it.
 */
final class LibraryLoader {

  private final LibraryHost host;
  private final LibraryFiles files;
  private final LibraryRegistry registry;
  private final Importer importer;
  private final GuileModules modules;

  /** The forms of modules that a file has defined beside the one that was asked for. */
  private final Map<String, List<Annotation>> beside = new HashMap<>();

  /** Null if nothing is kept between runs. */
  private @Nullable LibraryCache cache;

  LibraryLoader(
      LibraryHost host,
      LibraryFiles files,
      LibraryRegistry registry,
      Importer importer,
      GuileModules modules) {
    this.host = host;
    this.files = files;
    this.registry = registry;
    this.importer = importer;
    this.modules = modules;
  }

  void useCache(LibraryCache next) {
    cache = next;
  }

  /** Takes note of the forms of modules that a program has defined before its own, by name. */
  void declare(Map<String, List<Annotation>> modulesOfProgram) {
    beside.putAll(modulesOfProgram);
  }

  /** Whether a file that was read defines a module of that name beside another one. */
  boolean hasBeside(LibraryName name) {
    return beside.containsKey(name.key());
  }

  Library fromFile(LibraryName name, SourceSpan use) {
    String key = name.key();
    List<Annotation> forms = beside.get(key);
    if (forms != null) {
      boolean installed = files.isInstalled(forms.getFirst().span().file());
      return registry.whileLoading(
          key, use, () -> modules.expand(key, forms, installed, new Observations()).library(key));
    }
    LibraryFiles.Found found = files.find(name, use);
    Observations observed = new Observations();
    LibraryCache kept = cache;
    Library cached =
        kept == null
            ? null
            : registry.whileLoading(
                key,
                use,
                () ->
                    kept.load(
                        key,
                        found.file(),
                        found.text(),
                        files.isInstalled(found.file()),
                        observed));
    return cached != null ? cached : fromText(name, found, use, observed);
  }

  private Library fromText(
      LibraryName name, LibraryFiles.Found found, SourceSpan use, Observations observed) {
    String key = name.key();
    List<Annotation> forms = files.forms(found, name, use);
    if (GuileModule.defines(forms, name)) {
      Map<String, List<Annotation>> parts = GuileModule.split(forms);
      List<Annotation> own = Objects.requireNonNull(parts.remove(key));
      beside.putAll(parts);
      boolean installed = files.isInstalled(found.file());
      return registry.whileLoading(
          key,
          use,
          () -> {
            LibraryCache.Expanded expanded = modules.expand(key, own, installed, observed);
            if (cache != null && parts.isEmpty()) {
              cache.store(key, found.file(), found.text(), expanded);
            }
            return expanded.library(key);
          });
    }
    Annotation form = libraryForm(forms, key);
    return registry.whileLoading(
        key,
        use,
        () -> {
          LibraryCache.Expanded expanded = expand(form, key, observed);
          // What else the file defines would be missed if this library came from the cache.
          if (cache != null && forms.size() == 1) {
            cache.store(key, found.file(), found.text(), expanded);
          }
          return expanded.library(key);
        });
  }

  /**
   * The library itself is taken from its file, even if another file that a replay has read defines
   * one of that name. There is such a form, for {@link LibraryFiles} has looked.
   */
  private Annotation libraryForm(List<Annotation> forms, String key) {
    Annotation wanted = null;
    for (Annotation form : forms) {
      String name = SourceLibrary.isLibrary(form) ? SourceLibrary.nameOf(form).key() : null;
      if (key.equals(name)) {
        wanted = wanted == null ? form : wanted;
      } else if (name != null) {
        registry.declareBeside(name, form);
      }
    }
    return Objects.requireNonNull(wanted);
  }

  /** Makes a library of a form that stands in a program, at the prompt or in another's file. */
  Library fromForm(Annotation form, String key, SourceSpan use) {
    return registry.whileLoading(
        key, use, () -> expand(form, key, new Observations()).library(key));
  }

  private LibraryCache.Expanded expand(Annotation form, String key, Observations observed) {
    Observations before = host.observe(observed);
    try {
      return expand(SourceLibrary.parse(form, host), key, observed);
    } finally {
      host.observe(before);
    }
  }

  private LibraryCache.Expanded expand(SourceLibrary source, String key, Observations observed) {
    Unit unit = new Unit(key);
    ImportedNames names = importer.addAll(source.imports, unit, source.lenient, observed);
    TopLevel top = new TopLevel(host, unit, names, source.dialect());
    unit.complete(top.expand(source.body));
    return new LibraryCache.Expanded(
        source.name.version(),
        source.lenient,
        null,
        unit,
        top,
        exports(source, key, top),
        observed);
  }

  private static Map<Symbol, Binding> exports(SourceLibrary source, String key, TopLevel top) {
    Map<Symbol, Binding> exports = new HashMap<>();
    for (SourceLibrary.Export export : source.exports) {
      Binding binding = top.lookup(export.inside());
      if (binding == null) {
        throw new SyntaxException(
            "library " + key + " exports " + export.inside() + ", which it does not define",
            export.span());
      }
      Binding before = exports.put(export.outside(), binding);
      if (before != null && before != binding) {
        throw new SyntaxException(
            "library " + key + " exports " + export.outside() + " twice", export.span());
      }
    }
    return exports;
  }
}
