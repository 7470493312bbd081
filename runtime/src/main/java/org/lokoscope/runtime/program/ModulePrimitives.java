// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.program;

import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.condition.Fault;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.core.Core;
import org.lokoscope.runtime.core.Global;
import org.lokoscope.runtime.datum.Described;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.expander.Unit;
import org.lokoscope.runtime.library.Environment;
import org.lokoscope.runtime.library.Modules;
import org.lokoscope.runtime.library.Program;
import org.lokoscope.runtime.primitives.Args;
import org.lokoscope.runtime.primitives.PrimitiveTable;
import org.lokoscope.runtime.source.SyntaxException;
import org.lokoscope.runtime.vm.Later;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.NativeProcedure;

/** What Guile's procedures on modules and variables are made of. */
final class ModulePrimitives {

  /** What a module's variable holds where the name is a keyword of syntax. */
  private record Macro(Symbol name) implements Described {

    @Override
    public String describe() {
      return "macro " + name;
    }
  }

  /** The modules that a process knows by name, and the variables that it has got of them. */
  private static final class Known {
    private final Map<String, Environment> modules = new HashMap<>();
    private final Map<Environment, Object> names = new IdentityHashMap<>();
    private final Map<Global, Variable> variables = new IdentityHashMap<>();

    /** Those that have been current, and whose forms run one after the other. */
    private final Set<Environment> open = Collections.newSetFromMap(new IdentityHashMap<>());

    static Known of(Machine machine) {
      return machine.local(Known.class, _ -> new Known());
    }
  }

  private final Image image;

  private ModulePrimitives(Image image) {
    this.image = image;
  }

  static void register(PrimitiveTable t, Image image) {
    ModulePrimitives it = new ModulePrimitives(image);
    t.define1("module?", Environment.class::isInstance);
    t.defineM("%module-named", 1, 1, (m, a) -> orFalse(it.named(m, a[0])));
    t.defineM("%module-interface", 1, 1, (_, a) -> it.publicInterface(a[0]));
    t.define1("%make-module", core -> it.modules().fresh(core != Boolean.FALSE));
    t.defineM("%register-module!", 2, 2, (m, a) -> it.rename(m, a[0], a[1]));
    t.defineM("%module-name", 1, 1, (m, a) -> name(m, a[0]));
    t.define(NativeProcedure.of("%module-variable", 2, 2, it::variable));
    t.defineM("%module-own-variable!", 2, 2, it::ownVariable);
    t.define2("%module-owns?", (m, name) -> module(m).owns(symbol(name)));
    t.define1("%module-own-names", m -> names(module(m)));
    t.define2("%module-remove!", (m, name) -> module(m).remove(symbol(name)));
    t.define1("%module-uses", m -> Lists.of(module(m).used().toArray()));
    t.defineN("%module-use!", 2, 2, a -> it.use(a[0], a[1]));
    t.defineN("%module-alias!", 4, 4, it::alias);
    t.defineM("%set-current-module!", 1, 1, it::setCurrent);
    t.defineM("%begin-module!", 1, 1, it::begin);
    t.define1("%macro?", Macro.class::isInstance);
    t.define1("%macro-name", x -> x instanceof Macro macro ? macro.name : Boolean.FALSE);
    VariablePrimitives.register(t);
  }

  private Modules modules() {
    return image.libraries().modules();
  }

  private static Environment module(Object x) {
    if (x instanceof Environment environment) {
      return environment;
    }
    throw Raise.type("module", "a module", x);
  }

  private static Symbol symbol(Object x) {
    return Args.symbol("module", x);
  }

  private static Object orFalse(@Nullable Object x) {
    return x == null ? Boolean.FALSE : x;
  }

  /** The module of that name that there is; null if there is none. */
  private @Nullable Environment named(Machine machine, Object name) {
    Known known = Known.of(machine);
    try {
      String key = Modules.key(name);
      Environment program = Interaction.of(machine).environment();
      if (program != null && key.equals(Modules.key(name(machine, program)))) {
        return program;
      }
      Environment module = known.modules.get(key);
      if (module == null) {
        module = modules().find(name);
        if (module != null) {
          known.modules.put(key, module);
          known.names.put(module, name);
        }
      }
      return module;
    } catch (SyntaxException wrong) {
      throw Fault.syntax("resolve-module", wrong);
    }
  }

  private Object publicInterface(Object specification) {
    try {
      return modules().publicInterface(specification);
    } catch (SyntaxException wrong) {
      throw Fault.syntax("resolve-interface", wrong);
    }
  }

  private Object rename(Machine machine, Object module, Object name) {
    Known known = Known.of(machine);
    known.names.put(module(module), name);
    try {
      known.modules.put(Modules.key(name), module(module));
    } catch (SyntaxException wrong) {
      throw Fault.syntax("set-module-name!", wrong);
    }
    return Special.UNSPECIFIED;
  }

  private static Object name(Machine machine, Object x) {
    Environment module = module(x);
    Object name = Known.of(machine).names.get(module);
    if (name == null) {
      name = module.name();
    }
    if (name != null) {
      return name;
    }
    return module == Interaction.of(machine).environment()
        ? Lists.of(Symbol.of("guile-user"))
        : Boolean.FALSE;
  }

  private static Object names(Environment module) {
    return Lists.of(module.ownNames().stream().map(Symbol::of).toArray());
  }

  private Object use(Object module, Object used) {
    modules().use(module(module), module(used));
    return Special.UNSPECIFIED;
  }

  private Object alias(Object[] a) {
    modules().alias(module(a[0]), symbol(a[1]), module(a[2]), symbol(a[3]));
    return Special.UNSPECIFIED;
  }

  private Object setCurrent(Machine machine, Object[] a) {
    Environment before = Interaction.of(machine).environment();
    Object name = before == null ? null : name(machine, before);
    if (before != null && name != null && name != Boolean.FALSE) {
      rename(machine, before, name);
      Known.of(machine).open.add(before);
    }
    Known.of(machine).open.add(module(a[0]));
    image.interactIn(module(a[0]), machine);
    return Special.UNSPECIFIED;
  }

  /** Makes the module current that a form of a source begins, if it begins one. */
  static void begin(Image image, Machine machine, Object form) {
    new ModulePrimitives(image).begin(machine, new Object[] {form});
  }

  private Object begin(Machine machine, Object[] a) {
    Object name = Modules.begun(a[0]);
    if (name == null) {
      return Special.UNSPECIFIED;
    }
    String key = Modules.key(name);
    Environment current = Interaction.of(machine).environment();
    if (current != null && key.equals(Modules.key(name(machine, current)))) {
      return Special.UNSPECIFIED;
    }
    Known known = Known.of(machine);
    Environment module = known.modules.get(key);
    if (module == null || !known.open.contains(module)) {
      module = modules().begin(name);
      rename(machine, module, name);
    }
    return setCurrent(machine, new Object[] {module});
  }

  private static Variable variable(Machine machine, Global global) {
    return Known.of(machine).variables.computeIfAbsent(global, Variable::of);
  }

  /** A module's own variable, made if there is none. */
  private Object ownVariable(Machine machine, Object[] a) {
    return variable(machine, modules().define(module(a[0]), symbol(a[1])));
  }

  /** The variable that a name means, after what gives it its value has run; or #f. */
  private Object variable(Machine machine, Object[] a) {
    Environment module = module(a[0]);
    Symbol name = symbol(a[1]);
    switch (modules().meaning(module, name)) {
      case NOTHING -> {
        return Boolean.FALSE;
      }
      case SYNTAX -> {
        return Variable.holding(new Macro(name));
      }
      default -> {
        List<Unit> needed = modules().needs(module, name);
        Variable variable = variable(machine, modules().variable(module, name));
        if (needed.isEmpty()) {
          return variable;
        }
        Program program = new Program(needed, new Core.Const(Boolean.TRUE));
        Object ran = image.start(program, machine).apply0(machine);
        return Later.then(machine, ran, "module-variable", (_, _) -> variable);
      }
    }
  }
}
