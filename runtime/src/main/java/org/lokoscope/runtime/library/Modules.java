// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.library;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.core.Core;
import org.lokoscope.runtime.core.Global;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.expander.Binding;
import org.lokoscope.runtime.expander.Dialect;
import org.lokoscope.runtime.expander.Host;
import org.lokoscope.runtime.expander.TopLevel;
import org.lokoscope.runtime.expander.Unit;
import org.lokoscope.runtime.source.Annotation;
import org.lokoscope.runtime.source.SourceSpan;

/**
 * Modules as objects that programs can ask and change, as Guile has them: each is an {@link
 * Environment}. What a module's name stands for is decided by whoever keeps them. All methods take
 * the lock of the {@link LibraryManager}.
 */
public final class Modules {

  private static final LibraryName CORE =
      new LibraryName(List.of(Symbol.of("guile")), LibraryName.NO_VERSION);

  /** What a name means in a module. */
  public enum Meaning {
    NOTHING,
    SYNTAX,
    VARIABLE
  }

  /** Runs something under the lock. */
  interface Lock {
    <T extends @Nullable Object> T locked(Supplier<T> action);
  }

  private final Host host;
  private final LibraryRegistry registry;
  private final GuileModules files;
  private final Lock lock;

  Modules(Host host, LibraryRegistry registry, GuileModules files, Lock lock) {
    this.host = host;
    this.registry = registry;
    this.files = files;
    this.lock = lock;
  }

  /**
   * The module of that name, loaded if need be; null if there is none.
   *
   * @param name a list of symbols and integers
   */
  public @Nullable Environment find(Object name) {
    return lock.locked(
        () -> {
          LibraryName key = name(name);
          if (!registry.exists(key)) {
            return null;
          }
          Library library = registry.find(key, SourceSpan.NONE);
          GuileModule module = files.loaded(key.key());
          if (module != null) {
            Environment environment = new Environment(module.unit, module.names(), module.top());
            environment.own(Map.of());
            return environment;
          }
          Environment environment = empty();
          environment.add(core());
          add(environment, library, new Exports(library.exports()));
          environment.own(library.exports());
          return environment;
        });
  }

  /**
   * What a module exports, filtered as {@code use-modules} does it.
   *
   * @param specification what can stand in {@code use-modules}, without {@code #:renamer}
   */
  public Environment publicInterface(Object specification) {
    return lock.locked(
        () -> {
          UsedModule used = new UsedModule(specification, SourceSpan.NONE);
          Library library = registry.find(used.name(), SourceSpan.NONE);
          Exports seen = used.filter(new Exports(library.exports()), false);
          Environment environment = empty();
          add(environment, library, seen);
          environment.own(seen.bindings());
          return environment;
        });
  }

  private static void add(Environment environment, Library library, Exports seen) {
    environment.add(seen);
    if (library.unit() != null) {
      environment.unit().dependencies().add(library.unit());
    }
  }

  /**
   * A module in which nothing is defined.
   *
   * @param withCore whether it sees the names of Guile's core
   */
  public Environment fresh(boolean withCore) {
    return lock.locked(
        () -> {
          Environment environment = empty();
          if (withCore) {
            environment.add(core());
          }
          return environment;
        });
  }

  private Environment empty() {
    ImportedNames names = new ImportedNames();
    Unit unit = new Unit("module");
    Environment environment =
        new Environment(unit, names, new TopLevel(host, unit, names, Dialect.OTHER));
    environment.own(Map.of());
    return environment;
  }

  private Exports core() {
    return new Exports(registry.find(CORE, SourceSpan.NONE).exports());
  }

  private static LibraryName name(Object datum) {
    return LibraryName.guile(LibraryName.parse(datum, SourceSpan.NONE), LibraryName.NO_VERSION);
  }

  /** The name by which a module is known, in one spelling. */
  public static String key(Object name) {
    return name(name).key();
  }

  /** Lets a module see what another one exports. */
  public void use(Environment environment, Environment used) {
    lock.locked(
        () -> {
          environment.uses(used);
          environment.unit().dependencies().addAll(used.unit().dependencies());
          return null;
        });
  }

  /** The name of the module that a form of a source begins, a list; null if it begins none. */
  public static @Nullable Object begun(Object form) {
    return form instanceof Annotation annotated && GuileModule.defined(annotated) != null
        ? ((Pair) Objects.requireNonNull(((Pair) annotated.datum()).cdr)).car
        : null;
  }

  /**
   * A new module whose forms are to run one after the other. It takes the place of any other of its
   * name.
   */
  public Environment begin(Object name) {
    return lock.locked(
        () -> {
          String key = key(name);
          Unit unit = new Unit("module " + key);
          unit.complete(new Core.Const(Special.UNSPECIFIED));
          GuileModule module = files.program(unit, null);
          files.add(key, module);
          registry.put(key, Library.growing(key, unit, module::promised));
          Environment environment = new Environment(unit, module.names(), module.top());
          environment.named(() -> name);
          return environment;
        });
  }

  /** Whether the name can be used, and as what. */
  public Meaning meaning(Environment environment, Symbol name) {
    return lock.locked(
        () ->
            switch (resolved(environment, name)) {
              case null -> Meaning.NOTHING;
              case Binding.GlobalVariable variable ->
                  variable.global().isOpen() ? Meaning.NOTHING : Meaning.VARIABLE;
              default -> Meaning.SYNTAX;
            });
  }

  private static @Nullable Binding resolved(Environment environment, Symbol name) {
    Binding binding = environment.top().lookup(name);
    return binding instanceof Binding.Builtin builtin ? builtin.meaning() : binding;
  }

  private static Binding.GlobalVariable variableBinding(Environment environment, Symbol name) {
    return (Binding.GlobalVariable) Objects.requireNonNull(resolved(environment, name));
  }

  /** The variable of a name that means one. */
  public Global variable(Environment environment, Symbol name) {
    return lock.locked(() -> variableBinding(environment, name).global());
  }

  /** What must run before the variable has its value, in this order. */
  public List<Unit> needs(Environment environment, Symbol name) {
    return lock.locked(
        () -> {
          Unit owner = variableBinding(environment, name).owner();
          List<Unit> needed = new ArrayList<>();
          if (owner != null) {
            UnitOrder.of(owner).stream().filter(u -> u.code() != null).forEach(needed::add);
          }
          return needed;
        });
  }

  /** The module's own variable of that name, made if it has none. */
  public Global define(Environment environment, Symbol name) {
    return lock.locked(() -> environment.top().define(name));
  }

  /** Gives a name the meaning that another has in another module. */
  public void alias(Environment environment, Symbol name, Environment from, Symbol original) {
    lock.locked(
        () -> {
          Binding binding = from.top().lookup(original);
          if (binding != null) {
            environment.add(new Exports(Map.of(name, binding)));
            environment.unit().dependencies().addAll(from.unit().dependencies());
            environment.ownToo(name, binding);
          }
          return null;
        });
  }
}
