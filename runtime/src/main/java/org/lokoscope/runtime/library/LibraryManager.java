package org.lokoscope.runtime.library;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.lokoscope.runtime.core.Core;
import org.lokoscope.runtime.core.GlobalTable;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.Nil;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.expander.Binding;
import org.lokoscope.runtime.expander.Dialect;
import org.lokoscope.runtime.expander.Evaluator;
import org.lokoscope.runtime.expander.ExpansionLimit;
import org.lokoscope.runtime.expander.TopLevel;
import org.lokoscope.runtime.expander.Unit;
import org.lokoscope.runtime.primitives.PrimitiveTable;
import org.lokoscope.runtime.printer.Notation;
import org.lokoscope.runtime.reader.CircularForms;
import org.lokoscope.runtime.reader.NumberParser;
import org.lokoscope.runtime.reader.SourceReader;
import org.lokoscope.runtime.source.Annotation;
import org.lokoscope.runtime.source.SourceSpan;
import org.lokoscope.runtime.source.SyntaxException;

/**
 * All libraries of one image, and the way from program texts to core forms. One lock guards it, so
 * that several processes may expand code. What is wrong with a text comes out as a {@link
 * SyntaxException}.
 */
public final class LibraryManager {

  /** What a program gets that imports nothing. */
  private static final String DEFAULT_LIBRARY = "(lokoscope default)";

  private final LibraryHost host;
  private final Builtins builtins;
  private final PrivateLibraries privates;
  private final ExportTable table;
  private final SystemLibraries system;
  private final NumberParser numbers;
  private final ExpansionLimit limit;
  private final SearchPath path = new SearchPath();
  private final ImportSets importSets = new ImportSets(this::find);

  /** How the program that was expanded last writes data. */
  private volatile Notation notation = Notation.R6RS;

  private final Map<String, Library> libraries = new HashMap<>();

  /** Those of the libraries that are modules of Guile. */
  private final Map<String, GuileModule> modules = new HashMap<>();

  /** Libraries whose text has been seen but that nobody needed yet. */
  private final Map<String, Annotation> declared = new HashMap<>();

  /** The libraries that are being expanded, outermost first, with the place of each import. */
  private final Map<String, SourceSpan> loading = new LinkedHashMap<>();

  /** Null if nothing is kept between runs. */
  private LibraryCache cache;

  private final GlobalTable globals;

  /** How many expansions are going on, one inside the other. */
  private int nested;

  /**
   * @param evaluator makes, when first needed, what runs macro transformers
   */
  public LibraryManager(
      PrimitiveTable primitives,
      GlobalTable globals,
      NumberParser numbers,
      Supplier<Evaluator> evaluator) {
    this(primitives, globals, numbers, evaluator, new ExpansionLimit());
  }

  public LibraryManager(
      PrimitiveTable primitives,
      GlobalTable globals,
      NumberParser numbers,
      Supplier<Evaluator> evaluator,
      ExpansionLimit limit) {
    this.numbers = numbers;
    this.globals = globals;
    this.limit = limit;
    this.builtins = new Builtins(primitives);
    this.host = new LibraryHost(this, builtins, globals, evaluator, numbers, limit);
    this.privates = new PrivateLibraries(host, builtins, numbers);
    this.builtins.privates(privates);
    this.table = new ExportTable(builtins);
    this.system =
        new SystemLibraries(
            host, numbers, set -> importSets.parse(set.set(), set.span()).exports());
  }

  /** Adds a folder where libraries are looked for, after those that were added before. */
  public synchronized void addFolder(Path folder) {
    path.add(folder);
  }

  /** The lock is taken on the deep thread, where macros may come back here. */
  private <T> T locked(Supplier<T> action) {
    return DeepStack.run(
        () -> {
          synchronized (this) {
            if (nested++ == 0) {
              limit.begin();
            } else {
              host.cannotBeRepeated();
            }
            try {
              return action.get();
            } finally {
              nested--;
            }
          }
        });
  }

  // Programs.

  /**
   * Expands a program, which may start with libraries of its own.
   *
   * @param file as messages shall name it; includes are relative to it
   */
  public Program expandProgram(String text, String file) {
    return locked(() -> program(text, file));
  }

  private Program program(String text, String file) {
    List<Annotation> forms = new SourceReader(text, file, numbers).readAll();
    if (isGuileProgram(forms, file)) {
      return guileProgram(forms);
    }
    List<SourceLibrary.Import> imports = new ArrayList<>();
    int next = 0;
    while (next < forms.size() && isHead(forms.get(next))) {
      Annotation form = forms.get(next++);
      if (SourceLibrary.isLibrary(form)) {
        declared.put(SourceLibrary.nameOf(form).key(), form);
      } else {
        SourceLibrary.addImports(form, imports);
      }
    }
    if (imports.isEmpty() && next < forms.size()) {
      imports.add(new SourceLibrary.Import(parse(DEFAULT_LIBRARY), SourceSpan.NONE));
    }
    Unit unit = new Unit("program");
    Dialect dialect = dialect(imports.stream().map(SourceLibrary.Import::set).toList());
    notation = dialect == Dialect.R7RS ? Notation.R7RS : Notation.R6RS;
    ImportedNames names = importAll(imports, unit, dialect.allowsShadowing(), new Observations());
    TopLevel top = new TopLevel(host, unit, names, dialect);
    Core body = top.expand(forms.subList(next, forms.size()));
    return new Program(needed(unit), body);
  }

  private static List<Unit> needed(Unit unit) {
    Set<Unit> order = new LinkedHashSet<>();
    unit.dependencies().forEach(dependency -> order(dependency, order, new LinkedHashSet<>()));
    return List.copyOf(order);
  }

  // Guile's modules.

  /** Files that start like no standard's programs, but use Guile's modules or are called so. */
  private static boolean isGuileProgram(List<Annotation> forms, String file) {
    if (forms.isEmpty() || isHead(forms.getFirst())) {
      return false;
    }
    return file.endsWith(".scm") || forms.stream().anyMatch(GuileModule::isModuleForm);
  }

  private Program guileProgram(List<Annotation> forms) {
    boolean modular = forms.stream().anyMatch(GuileModule::isModuleForm);
    Unit unit = new Unit("program");
    GuileModule module = new GuileModule(this, unit, modular ? null : DEFAULT_LIBRARY);
    Core body = module.expand(forms);
    return new Program(needed(unit), body);
  }

  private Library guileModule(LibraryName name, List<Annotation> forms, SourceSpan use) {
    String key = name.key();
    loading.put(key, use);
    try {
      GuileModule module = new GuileModule(this, new Unit(key), null);
      module.unit.complete(module.expand(forms));
      modules.put(key, module);
      Map<Symbol, Binding> exports = module.exports();
      return new Library(key, LibraryName.NO_VERSION, module.unit, () -> exports);
    } finally {
      loading.remove(key);
    }
  }

  TopLevel topLevel(Unit unit, ImportedNames names, GuileModule module) {
    return new TopLevel(host, unit, names, module);
  }

  Library find(String systemLibrary) {
    return find(LibraryName.parse(parse(systemLibrary), SourceSpan.NONE), SourceSpan.NONE);
  }

  ImportSets.Imported importSet(Object set, SourceSpan span) {
    return importSets.parse(set, span);
  }

  /** What a name means in a Guile module that does not export it, or null. */
  Binding hiddenName(LibraryName module, Symbol name) {
    GuileModule known = modules.get(module.key());
    return known == null ? null : known.top().lookup(name);
  }

  private static boolean isHead(Annotation form) {
    return SourceLibrary.isLibrary(form) || SourceLibrary.keyword(form).equals("import");
  }

  /** The notation of the program: that of R7RS if it imports libraries of that report alone. */
  public Notation notation() {
    return notation;
  }

  private static Dialect dialect(List<?> importSets) {
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

  private Object parse(String text) {
    return new SourceReader(text, "", numbers).read().datum();
  }

  /** Imports a set, and returns the library that it is of. */
  Library importInto(ImportedNames names, SourceLibrary.Import set, Unit unit, boolean lenient) {
    ImportSets.Imported imported = importSets.parse(set.set(), set.span());
    names.add(imported.exports(), lenient, set.span());
    if (imported.forRun() && imported.library().unit() != null) {
      unit.dependencies().add(imported.library().unit());
    }
    return imported.library();
  }

  private ImportedNames importAll(
      List<SourceLibrary.Import> imports, Unit unit, boolean lenient, Observations observed) {
    ImportedNames names = new ImportedNames();
    for (SourceLibrary.Import set : imports) {
      Library library = importInto(names, set, unit, lenient);
      if (cache != null) {
        cache.observeImport(set, library, observed);
      }
    }
    return names;
  }

  /** Adds the unit after all that it needs. */
  static void order(Unit unit, Set<Unit> done, Set<Unit> underway) {
    if (done.contains(unit) || !underway.add(unit)) {
      return;
    }
    for (Unit dependency : unit.dependencies()) {
      order(dependency, done, underway);
    }
    done.add(unit);
  }

  /** A unit with all that it needs, in the order in which they must run. */
  public synchronized List<Unit> instantiationOrder(Unit unit) {
    Set<Unit> order = new LinkedHashSet<>();
    order(unit, order, new LinkedHashSet<>());
    return List.copyOf(order);
  }

  // Libraries.

  /**
   * The library of that name, expanded.
   *
   * @param name symbols and integers
   * @throws SyntaxException if there is none, or if it is wrong
   */
  public Library find(List<Object> name) {
    return locked(() -> find(new LibraryName(name, LibraryName.NO_VERSION), SourceSpan.NONE));
  }

  /** The variable that a library exports under a name, or null; others than variables are none. */
  public org.lokoscope.runtime.core.Global exportedVariable(Library library, String name) {
    Binding binding = library.exports().get(Symbol.of(name));
    Binding meaning = binding instanceof Binding.Builtin builtin ? builtin.meaning() : binding;
    return meaning instanceof Binding.GlobalVariable variable ? variable.global() : null;
  }

  Library find(LibraryName name, SourceSpan use) {
    String key = name.key();
    Library known = libraries.get(key);
    if (known != null) {
      return known;
    }
    if (loading.containsKey(key)) {
      throw new SyntaxException(
          "libraries import each other in a circle: "
              + String.join(" -> ", loading.keySet())
              + " -> "
              + key,
          use);
    }
    Library library = load(name, key, use);
    libraries.put(key, library);
    return library;
  }

  /** Whether a library of that name can be found; false if it is no name. */
  boolean hasLibrary(Object name) {
    try {
      return exists(LibraryName.parse(name, SourceSpan.NONE));
    } catch (SyntaxException malformed) {
      return false;
    }
  }

  /** The library whose name is written like that. */
  Library findByKey(String key) {
    Library known = libraries.get(key);
    return known != null
        ? known
        : find(LibraryName.parse(parse(key), SourceSpan.NONE), SourceSpan.NONE);
  }

  /** The libraries that are there, by name. */
  Map<String, Library> known() {
    return libraries;
  }

  /** A macro has got something from outside, such as a file or the time. */
  public void lookedOutside() {
    host.cannotBeRepeated();
  }

  /** Keeps expanded libraries in a folder, and takes them from there. */
  public synchronized void useCache(CacheFolder folder) {
    cache = new LibraryCache(folder, this, builtins, globals);
  }

  boolean exists(LibraryName name) {
    String key = name.key();
    return libraries.containsKey(key)
        || declared.containsKey(key)
        || table.has(key)
        || system.has(name)
        || path.find(name) != null;
  }

  /** Whether there is something behind {@code srfi-N}. */
  boolean hasSrfi(String feature) {
    return system.hasSrfi(feature);
  }

  private Library load(LibraryName name, String key, SourceSpan use) {
    Annotation form = declared.remove(key);
    if (form == null && key.equals("(lokoscope private builtins)")) {
      return new Library(key, Nil.NIL, null, this::allBuiltins);
    }
    if (form == null && table.has(key)) {
      String version = table.version(key);
      Object list = version.isEmpty() ? Nil.NIL : parse("(" + version + ")");
      return new Library(key, list, null, () -> table.exports(key));
    }
    Library known = form == null ? system.find(name) : null;
    if (known != null) {
      return known;
    }
    if (form == null) {
      return fromFile(name, key, use);
    }
    return whileLoading(key, use, () -> expand(form, key, new Observations()).library(key));
  }

  private Library whileLoading(String key, SourceSpan use, Supplier<Library> action) {
    loading.put(key, use);
    try {
      return action.get();
    } finally {
      loading.remove(key);
    }
  }

  private Map<Symbol, Binding> allBuiltins() {
    Map<Symbol, Binding> all = new HashMap<>();
    for (String name : host.primitives().all().keySet()) {
      all.put(Symbol.of(name), builtins.binding(name));
    }
    for (org.lokoscope.runtime.expander.CoreForm core :
        org.lokoscope.runtime.expander.CoreForm.values()) {
      all.put(Symbol.of(core.keyword()), builtins.binding(core.keyword()));
    }
    for (Symbol name : privates.exportedNames()) {
      all.put(name, builtins.binding(name.name()));
    }
    return all;
  }

  private Library fromFile(LibraryName name, String key, SourceSpan use) {
    Path file = path.find(name);
    if (file == null) {
      String folders = path.description();
      throw new SyntaxException(
          "library "
              + key
              + " not found"
              + (folders.isEmpty() ? "" : "; looked for it in " + folders),
          use);
    }
    String text = SearchPath.read(file, file.toString(), use);
    Observations observed = new Observations();
    Library cached =
        cache == null
            ? null
            : whileLoading(key, use, () -> cache.load(key, file.toString(), text, observed));
    return cached != null ? cached : fromText(name, file.toString(), text, use, observed);
  }

  private Library fromText(
      LibraryName name, String file, String text, SourceSpan use, Observations observed) {
    String key = name.key();
    List<Annotation> forms = new SourceReader(text, file, numbers).readAll();
    if (GuileModule.defines(forms, name)) {
      return guileModule(name, forms, use);
    }
    Annotation form = libraryForm(forms, key, use);
    return whileLoading(
        key,
        use,
        () -> {
          LibraryCache.Expanded expanded = expand(form, key, observed);
          // What else the file defines would be missed if this library came from the cache.
          if (cache != null && forms.size() == 1) {
            cache.store(key, file, text, expanded);
          }
          return expanded.library(key);
        });
  }

  /**
   * The library itself is taken from its file, even if another file that a replay has read defines
   * one of that name.
   */
  private Annotation libraryForm(List<Annotation> forms, String key, SourceSpan use) {
    Annotation wanted = null;
    for (Annotation form : forms) {
      String name = SourceLibrary.isLibrary(form) ? SourceLibrary.nameOf(form).key() : null;
      if (key.equals(name)) {
        wanted = wanted == null ? form : wanted;
      } else if (name != null) {
        declared.putIfAbsent(name, form);
      }
    }
    if (wanted == null) {
      String file = forms.isEmpty() ? "" : forms.getFirst().span().file() + " ";
      throw new SyntaxException("file " + file + "does not define library " + key, use);
    }
    return wanted;
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
    ImportedNames names = importAll(source.imports, unit, source.lenient, observed);
    TopLevel top = new TopLevel(host, unit, names, source.dialect());
    unit.complete(top.expand(source.body));
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
    return new LibraryCache.Expanded(source, unit, top, exports, observed);
  }

  // Interactive use.

  /** An environment with what these import sets bring. */
  public Environment environment(List<Object> sets) {
    return locked(
        () -> {
          Environment environment = new Environment(new Unit("interaction"));
          environment.top(
              new TopLevel(host, environment.unit(), environment::lookup, dialect(sets)));
          for (Object set : sets) {
            importInto(environment, set, SourceSpan.NONE);
          }
          return environment;
        });
  }

  /** An environment with what these libraries export. */
  public Environment environment(String... names) {
    return environment(Stream.of(names).map(this::parse).toList());
  }

  private void importInto(Environment environment, Object set, SourceSpan span) {
    ImportSets.Imported imported = importSets.parse(set, span);
    environment.add(imported.exports());
    if (imported.forRun() && imported.library().unit() != null) {
      environment.unit().dependencies().add(imported.library().unit());
    }
  }

  /**
   * Expands one form for {@code eval} or the prompt: a definition, an expression, an import or a
   * library.
   *
   * @param form annotated or plain
   */
  public Program expandInteractive(Environment environment, Object form) {
    return locked(
        () -> {
          Annotation annotated =
              form instanceof Annotation already
                  ? already
                  : new Annotation(form, form, SourceSpan.NONE);
          CircularForms.refuse(annotated);
          Core body = interactive(environment, annotated);
          Set<Unit> order = new LinkedHashSet<>();
          for (Unit dependency : environment.unit().dependencies()) {
            order(dependency, order, new LinkedHashSet<>());
          }
          order.remove(environment.unit());
          return new Program(List.copyOf(order), body);
        });
  }

  private Core interactive(Environment environment, Annotation form) {
    Core nothing = new Core.Const(org.lokoscope.runtime.datum.Special.UNSPECIFIED);
    if (SourceLibrary.isLibrary(form)) {
      String key = SourceLibrary.nameOf(form).key();
      libraries.remove(key);
      if (cache != null) {
        cache.forget(key);
      }
      declared.put(key, form);
      return nothing;
    }
    if (SourceLibrary.keyword(form).equals("import") && Lists.length(form.datum()) > 0) {
      List<SourceLibrary.Import> sets = new ArrayList<>();
      SourceLibrary.addImports(form, sets);
      for (SourceLibrary.Import set : sets) {
        importInto(environment, set.set(), set.span());
      }
      return nothing;
    }
    return environment.top().expandInteractive(form);
  }

  // For tests of the tables.

  /** The libraries that come with the system, as programs write their names. */
  public synchronized Set<String> systemLibraries() {
    Set<String> names = table.libraries();
    names.addAll(system.libraryNames());
    return names;
  }

  /** The names that a library of the system exports without there being anything behind them. */
  public synchronized List<String> missingNames() {
    Set<String> missing = new LinkedHashSet<>();
    for (String library : table.libraries()) {
      for (Binding binding : table.exports(library).values()) {
        if (binding instanceof Binding.Builtin builtin && !builtins.has(builtin.name())) {
          missing.add(builtin.name());
        }
      }
    }
    return missing.stream().sorted().toList();
  }
}
