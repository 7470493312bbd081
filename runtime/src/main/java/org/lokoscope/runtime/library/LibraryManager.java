// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.library;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.core.Global;
import org.lokoscope.runtime.core.GlobalTable;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.expander.Binding;
import org.lokoscope.runtime.expander.Evaluator;
import org.lokoscope.runtime.expander.ExpansionLimit;
import org.lokoscope.runtime.expander.Unit;
import org.lokoscope.runtime.primitives.PrimitiveTable;
import org.lokoscope.runtime.printer.Notation;
import org.lokoscope.runtime.reader.NumberParser;
import org.lokoscope.runtime.source.Annotation;
import org.lokoscope.runtime.source.SourceListener;
import org.lokoscope.runtime.source.SourceSpan;
import org.lokoscope.runtime.source.SyntaxException;

/**
 * The way into the libraries of one image: from program texts to core forms. It joins the parts and
 * holds their one lock, so that several processes may expand code; the parts have no locks of their
 * own and call each other freely. Expansion runs on a deep stack, where the lock is taken, and may
 * come back here through its macros on the same thread. What is wrong with a text comes out as a
 * {@link SyntaxException}.
 *
 * <p>{@link LibraryRegistry} knows which libraries there are, {@link StandardLibraries} has those
 * of the system, {@link LibraryFiles} finds files, {@link LibraryLoader} makes libraries of them,
 * {@link ProgramLoader} programs, and {@link InteractiveLoader} expands for the prompt.
 */
public final class LibraryManager {

  private final Sources sources;
  private final Builtins builtins;
  private final GlobalTable globals;
  private final ExpansionLimit limit;
  private final SearchPath path = new SearchPath();
  private final LibraryFiles files;
  private final LibraryHost host;
  private final LibraryRegistry registry;
  private final StandardLibraries standard;
  private final Importer importer;
  private final LibraryLoader loader;
  private final ProgramLoader programs;
  private final InteractiveLoader interactive;

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

  private final GuileModules guile;
  private final Modules modules;

  public LibraryManager(
      PrimitiveTable primitives,
      GlobalTable globals,
      NumberParser numbers,
      Supplier<Evaluator> evaluator,
      ExpansionLimit limit) {
    this.sources = new Sources(numbers);
    this.files = new LibraryFiles(path, sources);
    this.globals = globals;
    this.limit = limit;
    this.builtins = new Builtins(primitives);
    this.registry = new LibraryRegistry(new Origins(), this::expandDeclared);
    this.host =
        new LibraryHost(
            registry::exists, this::hasSrfi, builtins, globals, evaluator, sources, path, limit);
    PrivateLibraries privates = new PrivateLibraries(host, builtins, numbers);
    builtins.privates(privates);
    ImportSets importSets = new ImportSets(registry::find);
    this.importer = new Importer(importSets);
    SystemLibraries systemFiles =
        new SystemLibraries(host, numbers, set -> importer.parse(set).exports());
    this.standard = new StandardLibraries(sources, builtins, privates, systemFiles);
    this.guile = new GuileModules(host, registry::find, importSets);
    this.loader = new LibraryLoader(host, files, registry, importer, guile);
    this.programs = new ProgramLoader(host, sources, registry, importer, guile, loader::declare);
    this.interactive = new InteractiveLoader(host, registry, importer);
    this.modules = new Modules(host, registry, guile, this::locked);
  }

  /** Where libraries come from: the system's stand before files. */
  private final class Origins implements LibraryRegistry.Source {

    @Override
    public boolean has(LibraryName name) {
      return standard.has(name) || loader.hasBeside(name) || files.has(name);
    }

    @Override
    public Library load(LibraryName name, SourceSpan use) {
      Library known = standard.find(name);
      return known != null ? known : loader.fromFile(name, use);
    }
  }

  private final class Replays implements LibraryCache.Replays {

    @Override
    public Replay of(Unit unit, boolean lenient, Function<String, @Nullable String> stamps) {
      return new Replay(path, registry::exists, importer::add, stamps, unit, lenient);
    }

    @Override
    public Replay of(GuileModule module, Function<String, @Nullable String> stamps) {
      return new Replay(
          path,
          registry::exists,
          importer::add,
          module::repeat,
          stamps,
          module.unit,
          module.names(),
          true);
    }
  }

  private Library expandDeclared(Annotation form, String key, SourceSpan use) {
    return loader.fromForm(form, key, use);
  }

  private boolean hasSrfi(String feature) {
    return standard.hasSrfi(feature);
  }

  /** The lock is taken on the deep thread, where macros may come back here. */
  private <T extends @Nullable Object> T locked(Supplier<T> action) {
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

  // What is set up before the first expansion.

  /** Adds a directory where libraries are looked for, after those that were added before. */
  public synchronized void addFolder(Path folder) {
    path.add(folder);
  }

  /**
   * Adds a directory of an installed Guile, behind all others. Its modules may use names that
   * nothing defines, which are errors only when they are reached.
   */
  public synchronized void addInstalledGuile(Path folder) {
    path.addInstalled(folder);
  }

  /** Who is told of the texts of libraries that are read from files from now on. */
  public synchronized void onText(SourceListener listener) {
    path.onText(listener);
  }

  /**
   * Takes the texts of libraries from there instead of the disk.
   *
   * @param texts by the names of the files; null for a name of which there is none
   */
  public synchronized void useKept(UnaryOperator<@Nullable String> texts) {
    path.useKept(texts);
  }

  /** Where libraries are looked for, in this order, an installed Guile included. */
  public synchronized List<Path> searchPath() {
    return path.all();
  }

  /** The directories where libraries are looked for, each under its name. */
  public synchronized Map<String, Path> directories() {
    return path.directories();
  }

  /** Looks for libraries in these directories alone, from the next import on. */
  public synchronized void directories(Map<String, Path> directories) {
    host.cannotBeRepeated();
    path.directories(directories);
  }

  /** How the files of libraries end, the preferred ends first. */
  public synchronized List<String> extensions() {
    return path.extensions();
  }

  public synchronized void extensions(List<String> extensions) {
    host.cannotBeRepeated();
    path.extensions(extensions);
  }

  /** Keeps expanded libraries in a directory, and takes them from there. */
  public synchronized void useCache(CacheFolder folder) {
    LibraryCache cache =
        new LibraryCache(
            folder,
            globals,
            new ForeignNames(builtins, this::findByKey),
            registry::loaded,
            new Replays(),
            guile);
    loader.useCache(cache);
    files.known(cache::has);
    importer.observer(cache::observeImport);
    guile.observer(cache::observeImport);
    interactive.whenRedefined(cache::forget);
  }

  /** Makes it a mistake that a program uses names that nothing defines; else there are warnings. */
  public synchronized void strict() {
    programs.strict();
  }

  private Library findByKey(String key) {
    Library known = registry.loaded().get(key);
    return known != null
        ? known
        : registry.find(LibraryName.parse(sources.datum(key), SourceSpan.NONE), SourceSpan.NONE);
  }

  /** Modules as objects. */
  public Modules modules() {
    return modules;
  }

  // Expansion.

  /**
   * Expands a program, which may start with libraries of its own.
   *
   * @param file as messages shall name it; includes are relative to it
   */
  public Program expandProgram(String text, String file) {
    return locked(() -> programs.load(text, file));
  }

  /**
   * The library of that name, expanded.
   *
   * @param name symbols and integers
   * @throws SyntaxException if there is none, or if it is wrong
   */
  public Library find(List<Object> name) {
    return locked(
        () -> registry.find(new LibraryName(name, LibraryName.NO_VERSION), SourceSpan.NONE));
  }

  /** An environment with what these import sets bring. */
  public Environment environment(List<Object> sets) {
    return locked(() -> interactive.environment(sets));
  }

  /** An environment with what these libraries export. */
  public Environment environment(String... names) {
    return environment(Stream.of(names).map(sources::datum).toList());
  }

  /**
   * Lets a library be loaded anew when it is imported next.
   *
   * @return false if it was neither loaded nor declared
   */
  public boolean uninstall(Object name) {
    return locked(() -> interactive.forget(LibraryName.parse(name, SourceSpan.NONE).key()));
  }

  /** Whether a library of that name can be found; false if it is no name. */
  public boolean isAvailable(Object name) {
    return locked(() -> registry.exists(name));
  }

  /**
   * Expands one form for {@code eval} or the prompt: a definition, an expression, an import or a
   * library.
   *
   * @param form annotated or plain
   */
  public Program expandInteractive(Environment environment, Object form) {
    return locked(() -> interactive.expand(environment, form));
  }

  // What can be asked about it.

  /** The variable that a library exports under a name, or null; others than variables are none. */
  public @Nullable Global exportedVariable(Library library, String name) {
    Binding binding = library.exports().get(Symbol.of(name));
    Binding meaning = binding instanceof Binding.Builtin builtin ? builtin.meaning() : binding;
    return meaning instanceof Binding.GlobalVariable variable ? variable.global() : null;
  }

  /** A unit with all that it needs, in the order in which they must run. */
  public synchronized List<Unit> instantiationOrder(Unit unit) {
    return UnitOrder.of(unit);
  }

  /** The notation of the program: that of R7RS if it imports libraries of that report alone. */
  public Notation notation() {
    return programs.notation();
  }

  /** A macro has got something from outside, such as a file or the time. */
  public void lookedOutside() {
    host.cannotBeRepeated();
  }

  /** The names of the libraries that were loaded or declared, and of the system's, as data. */
  public List<Object> installedLibraries() {
    return locked(
        () -> {
          Set<String> names = new TreeSet<>(registry.names());
          names.addAll(standard.names());
          names.removeIf(name -> name.startsWith("(lokoscope private "));
          return names.stream().map(sources::datum).toList();
        });
  }

  /** What a library exports that was loaded, in order; nothing if it was not. */
  public List<Symbol> loadedExports(Object name) {
    return locked(
        () -> {
          String key = LibraryName.parse(name, SourceSpan.NONE).key();
          Library library = registry.loaded().get(key);
          return library == null
              ? List.<Symbol>of()
              : library.exports().keySet().stream()
                  .sorted(Comparator.comparing(Symbol::name))
                  .toList();
        });
  }

  /** A macro reads a file. */
  public void lookedAt(Path file) {
    host.lookedAt(file);
  }

  /** The file of that name in one of the directories of libraries, or null. */
  public synchronized @Nullable Path findFile(String name) {
    return path.find(name);
  }

  /** The libraries that come with the system, as programs write their names. */
  public synchronized Set<String> systemLibraries() {
    return standard.names();
  }

  /** The names that a library of the system exports without there being anything behind them. */
  public synchronized List<String> missingNames() {
    return standard.missingNames();
  }
}
