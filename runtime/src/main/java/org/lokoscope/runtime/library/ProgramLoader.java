package org.lokoscope.runtime.library;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.lokoscope.runtime.core.Core;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.expander.Dialect;
import org.lokoscope.runtime.expander.Host;
import org.lokoscope.runtime.expander.TopLevel;
import org.lokoscope.runtime.expander.Unit;
import org.lokoscope.runtime.printer.Notation;
import org.lokoscope.runtime.source.Annotation;
import org.lokoscope.runtime.source.SourceSpan;

/**
 * Makes programs of their texts: finds out by whose rules one is written, declares the libraries at
 * its head, imports and expands. The lock of the {@link LibraryManager} guards it, but for the
 * notation.
 */
final class ProgramLoader {

  /** What a program gets that imports nothing. */
  private static final String DEFAULT_LIBRARY = "(lokoscope default)";

  private final Host host;
  private final Sources sources;
  private final LibraryRegistry registry;
  private final Importer importer;
  private final GuileModules modules;

  /** How the program that was expanded last writes data. */
  private volatile Notation notation = Notation.R6RS;

  ProgramLoader(
      Host host,
      Sources sources,
      LibraryRegistry registry,
      Importer importer,
      GuileModules modules) {
    this.host = host;
    this.sources = sources;
    this.registry = registry;
    this.importer = importer;
    this.modules = modules;
  }

  Notation notation() {
    return notation;
  }

  Program load(String text, String file) {
    List<Annotation> forms = sources.forms(text, file);
    return isGuileProgram(forms, file) ? guileProgram(forms) : program(forms);
  }

  private Program program(List<Annotation> forms) {
    List<SourceLibrary.Import> imports = new ArrayList<>();
    int next = 0;
    while (next < forms.size() && isHead(forms.get(next))) {
      Annotation form = forms.get(next++);
      if (SourceLibrary.isLibrary(form)) {
        registry.declare(SourceLibrary.nameOf(form).key(), form);
      } else {
        SourceLibrary.addImports(form, imports);
      }
    }
    if (imports.isEmpty() && next < forms.size()) {
      imports.add(new SourceLibrary.Import(sources.datum(DEFAULT_LIBRARY), SourceSpan.NONE));
    }
    Dialect dialect = dialect(imports.stream().map(SourceLibrary.Import::set).toList());
    notation = dialect == Dialect.R7RS ? Notation.R7RS : Notation.R6RS;
    return program(imports, dialect, forms.subList(next, forms.size()));
  }

  private Program program(
      List<SourceLibrary.Import> imports, Dialect dialect, List<Annotation> body) {
    Unit unit = new Unit("program");
    ImportedNames names =
        importer.addAll(imports, unit, dialect.allowsShadowing(), new Observations());
    Core expanded = new TopLevel(host, unit, names, dialect).expand(body);
    return new Program(UnitOrder.before(unit), expanded);
  }

  private static boolean isHead(Annotation form) {
    return SourceLibrary.isLibrary(form) || SourceLibrary.keyword(form).equals("import");
  }

  /** Files that start like no standard's programs, but use Guile's modules or are called so. */
  private static boolean isGuileProgram(List<Annotation> forms, String file) {
    if (forms.isEmpty() || isHead(forms.getFirst())) {
      return false;
    }
    return file.endsWith(".scm") || forms.stream().anyMatch(GuileModule::isModuleForm);
  }

  private Program guileProgram(List<Annotation> forms) {
    boolean modular = forms.stream().anyMatch(GuileModule::isModuleForm);
    Function<String, Library> named =
        name ->
            registry.find(LibraryName.parse(sources.datum(name), SourceSpan.NONE), SourceSpan.NONE);
    Unit unit = new Unit("program");
    Core body = modules.program(unit, modular ? null : named.apply(DEFAULT_LIBRARY), forms);
    return new Program(UnitOrder.before(unit), body);
  }

  /** Whose rules count where these sets are imported. */
  static Dialect dialect(List<?> importSets) {
    if (importSets.stream().anyMatch(set -> isOf("rnrs", set))) {
      return Dialect.R6RS;
    }
    return importSets.stream().anyMatch(set -> isOf("scheme", set)) ? Dialect.R7RS : Dialect.OTHER;
  }

  /** Whether an import set is of a library with that first word. */
  private static boolean isOf(String word, Object set) {
    Object datum = set;
    while (datum instanceof Pair pair
        && pair.cdr instanceof Pair rest
        && rest.car instanceof Pair) {
      datum = rest.car;
    }
    return datum instanceof Pair pair
        && pair.car instanceof Symbol symbol
        && symbol.name().equals(word);
  }
}
