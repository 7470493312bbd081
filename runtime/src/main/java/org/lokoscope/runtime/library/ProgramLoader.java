// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.library;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.lokoscope.runtime.core.Core;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.expander.Dialect;
import org.lokoscope.runtime.expander.Host;
import org.lokoscope.runtime.expander.TopLevel;
import org.lokoscope.runtime.expander.Unit;
import org.lokoscope.runtime.printer.Notation;
import org.lokoscope.runtime.source.Annotation;
import org.lokoscope.runtime.source.SourceSpan;
import org.lokoscope.runtime.source.SyntaxException;

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

  /** Takes the forms of modules that a program defines before its own. */
  private final Consumer<Map<String, List<Annotation>>> declaration;

  private boolean strict;

  /** How the program that was expanded last writes data. */
  private volatile Notation notation = Notation.R6RS;

  ProgramLoader(
      Host host,
      Sources sources,
      LibraryRegistry registry,
      Importer importer,
      GuileModules modules,
      Consumer<Map<String, List<Annotation>>> declaration) {
    this.host = host;
    this.sources = sources;
    this.registry = registry;
    this.importer = importer;
    this.modules = modules;
    this.declaration = declaration;
  }

  /** Makes unknown names mistakes in programs of all kinds. */
  void strict() {
    strict = true;
  }

  Notation notation() {
    return notation;
  }

  Program load(String text, String file) {
    List<Annotation> forms = withHead(sources.forms(text, file));
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
    TopLevel top = new TopLevel(host, unit, names, dialect);
    return dialect == Dialect.R6RS
        ? closed(new Environment(unit, names, top), body)
        : open(new Environment(unit, names, top), body);
  }

  /** A program whose names all have their meaning before it runs. */
  private static Program closed(Environment scope, List<Annotation> body) {
    Core expanded = scope.top().expand(body);
    return new Program(UnitOrder.before(scope.unit()), expanded, scope);
  }

  /**
   * A program whose top level its process goes on working on. What follows a form that loads a file
   * may need macros of that file, and so has to wait for it.
   */
  private Program open(Environment environment, List<Annotation> body) {
    return open(environment, body, body.size());
  }

  /**
   * The same.
   *
   * @param most how many of the forms can be expanded before the program runs
   */
  private Program open(Environment environment, List<Annotation> body, int most) {
    TopLevel top = environment.top();
    int now = 0;
    while (now < most && !loads(body.get(now))) {
      now++;
    }
    boolean willLoad = now < body.size();
    now = now < most ? now + 1 : now;
    Core[] expanded = new Core[1];
    List<SyntaxException> warnings =
        top.expandOpen(body.subList(0, now), willLoad, core -> expanded[0] = core);
    if (strict && !warnings.isEmpty()) {
      throw warnings.getFirst();
    }
    return new Program(
        UnitOrder.before(environment.unit()),
        expanded[0],
        environment,
        List.copyOf(body.subList(now, body.size())),
        warnings,
        environment);
  }

  private static boolean loads(Annotation form) {
    String keyword = SourceLibrary.keyword(form);
    return keyword.equals("load") || keyword.equals("primitive-load");
  }

  /** The forms with those of a {@code cond-expand} at the head in its place that imports. */
  private List<Annotation> withHead(List<Annotation> forms) {
    List<Annotation> all = new ArrayList<>(forms);
    int next = 0;
    while (next < all.size()) {
      if (choosesHead(all.get(next))) {
        List<Annotation> chosen = SourceLibrary.chosen(all.remove(next), host);
        all.addAll(next, chosen);
      } else if (isHead(all.get(next))) {
        next++;
      } else {
        break;
      }
    }
    return all;
  }

  /** Whether a form is a {@code cond-expand} with an import or a library in one of its clauses. */
  private static boolean choosesHead(Annotation form) {
    return SourceLibrary.keyword(form).equals("cond-expand")
        && Lists.length(form.datum()) > 0
        && SourceLibrary.clauses(form).stream()
            .flatMap(parts -> parts.stream().skip(1))
            .anyMatch(part -> isHead(part) || choosesHead(part));
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
    notation = Notation.GUILE;
    boolean modular = forms.stream().anyMatch(GuileModule::isModuleForm);
    Function<String, Library> named =
        name ->
            registry.find(LibraryName.parse(sources.datum(name), SourceSpan.NONE), SourceSpan.NONE);
    Unit unit = new Unit("program");
    GuileModule module = modules.program(unit, modular ? null : named.apply(DEFAULT_LIBRARY));
    Environment environment = new Environment(unit, module.names(), module.top());
    environment.named(module::name);
    return GuileModule.returns(forms)
        ? open(environment, forms, firstModule(forms))
        : open(environment, lastModule(forms));
  }

  /** Where the first module begins that is not the program's own. */
  private static int firstModule(List<Annotation> forms) {
    int at = 1;
    while (at < forms.size() && GuileModule.defined(forms.get(at)) == null) {
      at++;
    }
    return at;
  }

  /** What the last module of a file has; those before it are there for those who use them. */
  private List<Annotation> lastModule(List<Annotation> forms) {
    Map<String, List<Annotation>> parts = GuileModule.split(forms);
    if (parts.size() < 2) {
      return forms;
    }
    String last = List.copyOf(parts.keySet()).getLast();
    List<Annotation> own = Objects.requireNonNull(parts.remove(last));
    declaration.accept(parts);
    return own;
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
