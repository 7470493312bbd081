// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.library;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.core.Core;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.expander.Binding;
import org.lokoscope.runtime.expander.ModuleScope;
import org.lokoscope.runtime.expander.TopLevel;
import org.lokoscope.runtime.expander.Unit;
import org.lokoscope.runtime.source.Annotation;
import org.lokoscope.runtime.source.SourceSpan;
import org.lokoscope.runtime.source.SyntaxException;

/**
 * A module of Guile: a file of its own, or the program. Its forms say what it uses and exports
 * while it is expanded, wherever they stand, also when macros produce them. What it exports is
 * fixed when its expansion is over. The lock of the {@link LibraryManager} guards it.
 */
final class GuileModule implements ModuleScope {

  /** What every module sees. */
  private static final LibraryName CORE =
      new LibraryName(List.of(Symbol.of("guile")), LibraryName.NO_VERSION);

  private static final String USER = "(guile-user)";

  /** What a module sees of all that is outside of it. */
  interface Surroundings {

    /** The module of that name that is being expanded, or null. */
    @Nullable GuileModule underway(LibraryName name);

    Library find(LibraryName name, SourceSpan use);

    ImportSets.Imported importSet(Object set, SourceSpan span);

    /** Takes note of what a module has got from another one, in one of the ways of Observations. */
    void observe(String way, Object what, SourceSpan place, Library library);

    /** Takes note that what a module has got cannot be asked for again. */
    void cannotBeRepeated();

    /** What a name means in a module that does not export it, or null. */
    @Nullable Binding hiddenName(LibraryName module, Symbol name);

    /** The scope of a module's forms, which tell the module what they want of it. */
    TopLevel topLevel(GuileModule module, ImportedNames names);
  }

  private record Export(Symbol inside, SourceSpan span) {}

  private final Surroundings around;
  private final ImportedNames names = new ImportedNames();
  private final Map<Symbol, Export> exports = new HashMap<>();
  private final Set<Symbol> optional = new HashSet<>();
  private final TopLevel top;
  final Unit unit;
  private final boolean installed;

  /** The name that its file gives it, a list; null before. */
  private @Nullable Object name;

  /**
   * @param behind the library whose names stand behind all others, or null
   * @param installed whether it belongs to an installed Guile
   */
  GuileModule(Surroundings around, Unit unit, @Nullable Library behind, boolean installed) {
    this.installed = installed;
    this.around = around;
    this.unit = unit;
    if (behind != null) {
      names.add(new Exports(behind.exports()), true, SourceSpan.NONE);
    }
    names.add(new Exports(around.find(CORE, SourceSpan.NONE).exports()), true, SourceSpan.NONE);
    this.top = around.topLevel(this, names);
  }

  /** Whether a form belongs to this module system. */
  static boolean isModuleForm(Annotation form) {
    String keyword = SourceLibrary.keyword(form);
    return keyword.equals("define-module") || keyword.equals("use-modules");
  }

  /** Whether the forms of a file define the module of that name. */
  static boolean defines(List<Annotation> forms, LibraryName name) {
    for (Annotation form : forms) {
      LibraryName defined = defined(form);
      if (defined != null && defined.key().equals(name.key())) {
        return true;
      }
    }
    return false;
  }

  /**
   * The forms of each module that a file defines, by name. What stands before the first definition
   * belongs to that.
   */
  static Map<String, List<Annotation>> split(List<Annotation> forms) {
    Map<String, List<Annotation>> modules = new LinkedHashMap<>();
    List<Annotation> before = new ArrayList<>();
    List<Annotation> current = before;
    for (Annotation form : forms) {
      LibraryName name = defined(form);
      if (name != null) {
        List<Annotation> fresh = modules.isEmpty() ? before : new ArrayList<>();
        current = modules.computeIfAbsent(name.key(), _ -> fresh);
      }
      current.add(form);
    }
    return modules;
  }

  /** The name of the module that a form begins, or null. */
  static @Nullable LibraryName defined(Annotation form) {
    return SourceLibrary.keyword(form).equals("define-module")
            && ((Pair) form.datum()).cdr instanceof Pair rest
        ? LibraryName.guile(LibraryName.parse(rest.car, form.span()), LibraryName.NO_VERSION)
        : null;
  }

  /**
   * Whether a file goes back to a module that it has left, be it that of the prompt: then its forms
   * have to run one after the other.
   */
  static boolean returns(List<Annotation> forms) {
    Set<String> left = new HashSet<>();
    String current = USER;
    for (Annotation form : forms) {
      LibraryName name = defined(form);
      if (name != null && !name.key().equals(current)) {
        left.add(current);
        current = name.key();
        if (left.contains(current)) {
          return true;
        }
      }
    }
    return false;
  }

  Core expand(List<Annotation> forms) {
    return top.expand(forms);
  }

  /** What the module exports; only after its expansion. */
  Map<Symbol, Binding> exports() {
    Map<Symbol, Binding> bindings = new HashMap<>();
    exports.forEach(
        (outside, export) -> {
          Binding binding = top.lookup(export.inside);
          boolean missing =
              binding == null
                  || (binding instanceof Binding.GlobalVariable variable
                      && variable.global().isOpen());
          if (missing && (installed || optional.contains(outside))) {
            return;
          }
          if (binding == null) {
            throw new SyntaxException(
                "module "
                    + unit.name()
                    + " exports "
                    + export.inside
                    + ", which it does not define",
                export.span);
          }
          bindings.put(outside, binding);
        });
    return bindings;
  }

  /** The name that its file gives it; null if it gives none. */
  @Nullable Object name() {
    return name;
  }

  ImportedNames names() {
    return names;
  }

  TopLevel top() {
    return top;
  }

  @Override
  public void defineModule(Object parts, SourceSpan place) {
    if (Lists.length(parts) < 1) {
      throw new SyntaxException("define-module: malformed form", place);
    }
    List<Object> items = new ArrayList<>(List.of(Lists.toArray(parts)));
    Object given = items.removeFirst();
    String key = LibraryName.parse(given, place).key();
    if (name != null && !LibraryName.parse(name, place).key().equals(key)) {
      throw new SyntaxException("define-module: here is another module, " + name, place);
    }
    name = given;
    while (!items.isEmpty()) {
      String option = UsedModule.option(items.removeFirst());
      if (option == null) {
        throw new SyntaxException("define-module: an option must be a keyword", place);
      }
      setOption(option, items, place);
    }
  }

  private void setOption(String option, List<Object> items, SourceSpan place) {
    switch (option) {
      case "no-backtrace", "pure" -> {}
      case "use-module", "use-syntax" -> use(value(option, items, place), place);
      case "autoload" -> {
        Object module = value(option, items, place);
        Object select = value(option, items, place);
        autoload(Lists.of(module, Symbol.of(":select"), select), select, place);
      }
      case "export",
          "re-export",
          "replace",
          "export-syntax",
          "re-export-syntax",
          "re-export-and-replace" ->
          exportAll(value(option, items, place), place);
      case "version", "duplicates", "filename", "declarative?" -> value(option, items, place);
      default -> throw new SyntaxException("define-module: unknown option #:" + option, place);
    }
  }

  private static Object value(String option, List<Object> items, SourceSpan place) {
    if (items.isEmpty()) {
      throw new SyntaxException("define-module: #:" + option + " needs a value", place);
    }
    return items.removeFirst();
  }

  private void exportAll(Object list, SourceSpan place) {
    Object rest = list;
    while (rest instanceof Pair pair) {
      Object inside = pair.car instanceof Pair renamed ? renamed.car : pair.car;
      Object outside = pair.car instanceof Pair renamed ? renamed.cdr : pair.car;
      if (!(inside instanceof Symbol from) || !(outside instanceof Symbol to)) {
        throw new SyntaxException("define-module: malformed export", place);
      }
      export(from, to, place);
      rest = pair.cdr;
    }
  }

  @Override
  public void export(Symbol inside, Symbol outside, SourceSpan place) {
    exports.put(outside, new Export(inside, place));
  }

  @Override
  public void useModules(Object specifications, SourceSpan place) {
    Object rest = specifications;
    while (rest instanceof Pair pair) {
      use(pair.car, place);
      rest = pair.cdr;
    }
  }

  private void use(Object specification, SourceSpan place) {
    UsedModule used = new UsedModule(specification, place);
    if (used.name().key().equals(unit.name())) {
      return;
    }
    GuileModule underway = around.underway(used.name());
    if (underway != null) {
      names.add(used.filter(new Exports(underway.promised()), installed), true, place);
      around.cannotBeRepeated();
      return;
    }
    Library library = bring(used, place);
    if (library.grows()) {
      around.cannotBeRepeated();
    } else {
      around.observe(Observations.USED, specification, place, library);
    }
  }

  private Library bring(UsedModule used, SourceSpan place) {
    Library library = around.find(used.name(), place);
    if (library.grows()) {
      names.add(
          name -> used.filter(new Exports(library.exports()), installed).bindings().get(name));
    }
    add(library, used.filter(new Exports(library.exports()), installed), place);
    return library;
  }

  /** Does again what has been observed. */
  Library repeat(String way, SourceLibrary.Import set) {
    if (way.equals(Observations.USED)) {
      return bring(new UsedModule(set.set(), set.span()), set.span());
    }
    return referred(set.set(), set.span());
  }

  /** What the module has said that it exports, which it may define only later. */
  Map<Symbol, Binding> promised() {
    Map<Symbol, Binding> bindings = new HashMap<>();
    exports.forEach((outside, export) -> bindings.put(outside, top.forward(export.inside)));
    return bindings;
  }

  /** Loads the module when one of its names is used. */
  private void autoload(Object specification, Object select, SourceSpan place) {
    Set<Symbol> expected = new HashSet<>();
    Object rest = select;
    while (rest instanceof Pair pair) {
      if ((pair.car instanceof Pair renamed ? renamed.cdr : pair.car) instanceof Symbol name) {
        expected.add(name);
      }
      rest = pair.cdr;
    }
    names.add(
        name -> {
          if (expected.contains(name)) {
            expected.clear();
            use(specification, place);
          }
          return null;
        });
  }

  @Override
  public void mayBeMissing(Object specifications) {
    Object rest = specifications;
    while (rest instanceof Pair pair) {
      if ((pair.car instanceof Pair renamed ? renamed.cdr : pair.car) instanceof Symbol name) {
        optional.add(name);
      }
      rest = pair.cdr;
    }
  }

  @Override
  public boolean isInstalled() {
    return installed;
  }

  @Override
  public void importSets(Object sets, SourceSpan place) {
    Object rest = sets;
    while (rest instanceof Pair pair) {
      ImportSets.Imported imported = around.importSet(pair.car, place);
      add(imported.library(), imported.exports(), place);
      around.observe(Observations.IMPORTED, pair.car, place, imported.library());
      rest = pair.cdr;
    }
  }

  private void add(Library library, Exports seen, SourceSpan place) {
    names.add(seen, true, place);
    if (library.unit() != null) {
      unit.dependencies().add(library.unit());
    }
  }

  @Override
  public @Nullable Binding find(Object module, Symbol name, boolean hidden, SourceSpan place) {
    LibraryName key = LibraryName.guile(LibraryName.parse(module, place), LibraryName.NO_VERSION);
    Library library = referred(module, place);
    around.observe(Observations.REFERRED, module, place, library);
    Binding exported = library.exports().get(name);
    return exported != null || !hidden ? exported : around.hiddenName(key, name);
  }

  private Library referred(Object module, SourceSpan place) {
    LibraryName key = LibraryName.guile(LibraryName.parse(module, place), LibraryName.NO_VERSION);
    Library library = around.find(key, place);
    if (library.unit() != null) {
      unit.dependencies().add(library.unit());
    }
    return library;
  }
}
