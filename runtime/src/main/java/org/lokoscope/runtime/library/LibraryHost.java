// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.library;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.core.Core;
import org.lokoscope.runtime.core.GlobalTable;
import org.lokoscope.runtime.datum.SchemeString;
import org.lokoscope.runtime.expander.Binding;
import org.lokoscope.runtime.expander.Evaluator;
import org.lokoscope.runtime.expander.ExpansionLimit;
import org.lokoscope.runtime.expander.Host;
import org.lokoscope.runtime.expander.Unit;
import org.lokoscope.runtime.primitives.PrimitiveTable;
import org.lokoscope.runtime.printer.Printer;
import org.lokoscope.runtime.source.Annotation;
import org.lokoscope.runtime.source.SourceSpan;
import org.lokoscope.runtime.source.SyntaxException;

/**
 * What the expander sees of the libraries and of the file system. Units run in the expander's
 * machine once; whatever the expansion of a library asks is noted in the notebook that is open. The
 * lock of the {@link LibraryManager} guards it.
 */
final class LibraryHost implements Host {

  private static final Set<String> FEATURES =
      Set.of(
          "r6rs",
          "r7rs",
          "lokoscope",
          "loko",
          "exact-closed",
          "exact-complex",
          "ieee-float",
          "full-unicode",
          "ratios",
          "jvm",
          "swank");

  private final Predicate<Object> libraries;
  private final Predicate<String> srfis;
  private final Builtins builtins;
  private final GlobalTable globals;
  private final Supplier<Evaluator> makeEvaluator;
  private final Sources sources;
  private final Set<Unit> instantiated = new HashSet<>();

  /** Those of them that have got something from outside. */
  private final Set<Unit> unrepeatable = new HashSet<>();

  private final SearchPath path;
  private final ExpansionLimit limit;
  private @Nullable Evaluator evaluator;
  private Observations observations = new Observations();

  /**
   * @param libraries whether a library of that name can be found
   * @param srfis whether there is something behind {@code srfi-N}
   */
  LibraryHost(
      Predicate<Object> libraries,
      Predicate<String> srfis,
      Builtins builtins,
      GlobalTable globals,
      Supplier<Evaluator> makeEvaluator,
      Sources sources,
      SearchPath path,
      ExpansionLimit limit) {
    this.limit = limit;
    this.libraries = libraries;
    this.srfis = srfis;
    this.builtins = builtins;
    this.globals = globals;
    this.makeEvaluator = makeEvaluator;
    this.sources = sources;
    this.path = path;
  }

  PrimitiveTable primitives() {
    return builtins.primitives();
  }

  @Override
  public Binding builtin(String name) {
    return builtins.binding(name);
  }

  @Override
  public Binding.GlobalVariable defineGlobal(String name, Unit owner) {
    return new Binding.GlobalVariable(globals.create(name), owner);
  }

  @Override
  public void instantiate(Unit unit, SourceSpan use) {
    for (Unit each : UnitOrder.of(unit)) {
      Core code = each.code();
      if (code == null) {
        throw new SyntaxException(
            "a macro uses variables of " + each.name() + " before they have values", use);
      }
      if (instantiated.add(each)) {
        run(each, code);
      }
      if (unrepeatable.contains(each)) {
        observations.cannotBeRepeated();
      }
    }
  }

  /** What its variables hold may depend on what it has seen outside, whoever uses them later. */
  private void run(Unit unit, Core code) {
    Observations own = new Observations();
    Observations before = observe(own);
    try {
      evaluator().evaluate(code);
    } finally {
      observe(before);
    }
    if (!own.canBeRepeated() || !own.written().isEmpty()) {
      unrepeatable.add(unit);
    }
  }

  /** A macro has got something from outside, or has made the library manager do something. */
  void cannotBeRepeated() {
    observations.cannotBeRepeated();
  }

  /** A macro reads a file, which counts as if it were included. */
  void lookedAt(Path file) {
    try {
      observations.included(file, SearchPath.read(file, file.toString(), SourceSpan.NONE));
    } catch (SyntaxException noText) {
      cannotBeRepeated();
    }
  }

  @Override
  public Evaluator evaluator() {
    if (evaluator == null) {
      evaluator = makeEvaluator.get();
    }
    return evaluator;
  }

  @Override
  public ExpansionLimit limit() {
    return limit;
  }

  @Override
  public boolean hasLibrary(Object name) {
    return observations.exists(name, libraries);
  }

  /** The notebook that is open. */
  Observations observations() {
    return observations;
  }

  /** Notes from now on, in another notebook, what is asked; returns the one that was used. */
  Observations observe(Observations next) {
    Observations before = observations;
    observations = next;
    return before;
  }

  @Override
  public boolean hasFeature(String feature) {
    return FEATURES.contains(feature) || (feature.startsWith("srfi-") && srfis.test(feature));
  }

  private static Path beside(String file, SourceSpan use) {
    try {
      return Path.of(use.file()).resolveSibling(file);
    } catch (InvalidPathException malformed) {
      throw new SyntaxException(
          "include: not a file name: " + Printer.write(SchemeString.of(file)), use);
    }
  }

  /** Another file may be found another time. */
  @Override
  public @Nullable String findInLibraries(String name) {
    observations.cannotBeRepeated();
    Path found = path.find(name);
    return found == null ? null : found.toAbsolutePath().toString();
  }

  @Override
  public List<Annotation> include(String file, boolean foldCase, SourceSpan use) {
    Path found = orElsewhere(beside(file, use), file);
    return included(found, foldCase ? "#!fold-case " : "", use);
  }

  /** The standards leave open where to look: next come the working directory and the libraries. */
  private Path orElsewhere(Path beside, String file) {
    if (path.isFile(beside)) {
      return beside;
    }
    Path here = Path.of(file);
    Path found = path.isFile(here) ? here : path.find(file);
    return found == null ? beside : found;
  }

  private List<Annotation> included(Path found, String head, SourceSpan use) {
    String text = path.source(found, found.toString(), use);
    observations.included(found, text);
    return sources.forms(head + text, found.toString());
  }

  @Override
  public List<Annotation> includeFromPath(String file, SourceSpan use) {
    Path found = path.find(file);
    if (found == null) {
      throw new SyntaxException(
          "include-from-path: no file "
              + Printer.write(SchemeString.of(file))
              + " in "
              + path.description(),
          use);
    }
    return included(found, "", use);
  }
}
