// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.expander;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.core.Core;
import org.lokoscope.runtime.core.Global;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.source.SourceSpan;
import org.lokoscope.runtime.source.SyntaxException;

/** The outermost scope of a unit: what it imports and what it defines. */
public final class TopLevel {

  private final Expander expander;
  private final Imports imports;
  private final Dialect dialect;
  private final Rib defined = new Rib();
  private final ImportRib imported;
  private final Wrap context;

  public TopLevel(Host host, Unit unit, Imports imports, Dialect dialect) {
    this(host, unit, imports, dialect, null);
  }

  /** The scope of a Guile module. */
  public TopLevel(Host host, Unit unit, Imports imports, ModuleScope module) {
    this(host, unit, imports, Dialect.OTHER, module);
  }

  private TopLevel(
      Host host, Unit unit, Imports imports, Dialect dialect, @Nullable ModuleScope module) {
    this.expander = new Expander(host, unit, dialect, module);
    if (module != null && module.isInstalled()) {
      expander.open = new OpenNames(defined);
    }
    this.imports = imports;
    this.dialect = dialect;
    this.imported = new ImportRib(imports);
    this.context = new Wrap(null, new Wrap.Ribs(defined, new Wrap.Ribs(imported, null)));
  }

  /** Expands the whole body of the unit. */
  public Core expand(List<?> forms) {
    List<Object> wrapped = new ArrayList<>(forms.size());
    for (Object form : forms) {
      wrapped.add(Syntax.of(form, context));
    }
    Core body =
        guarded(
            () -> new Body(expander).global(wrapped, defined, imports, dialect.allowsShadowing()));
    return expander.module == null ? body : new FirstValues(expander).of(body);
  }

  /**
   * Expands the body of a program whose top level stays open: unknown names become variables that
   * may be defined while it runs.
   *
   * @param willLoad whether the program loads a file for certain
   * @return the warnings: unknown names, unless the program may define them itself
   */
  public List<SyntaxException> expandOpen(
      List<?> forms, boolean willLoad, Consumer<? super Core> expanded) {
    OpenNames open = new OpenNames(defined);
    expander.open = open;
    expanded.accept(expand(forms));
    if (!willLoad && !open.reflects()) {
      return open.unbound();
    }
    // Nothing is compiled yet: whatever is defined or assigned later, no code keeps an old value.
    defined.forEach(
        (_, _, binding) -> {
          if (binding instanceof Binding.GlobalVariable variable) {
            variable.global.markAssigned();
          }
        });
    return List.of();
  }

  /** Expands one more form; unknown names become variables that may be defined later. */
  public Core expandInteractive(Object form) {
    expander.open = new OpenNames(defined);
    expander.place = SourceSpan.NONE;
    return guarded(
        () -> new Body(expander).interactive(Syntax.of(form, context), defined, imports));
  }

  private Core guarded(Supplier<Core> expansion) {
    return new MacroUse(expander).guarded(expansion, "a library that a macro uses");
  }

  /** What a name means here, or null. */
  public @Nullable Binding lookup(Symbol name) {
    Binding own = defined.lookup(name, null);
    return own != null ? own : imports.lookup(name);
  }

  /** What a name means here if it is defined here, or null. */
  public @Nullable Binding lookupDefined(Symbol name) {
    return defined.lookup(name, null);
  }

  /** The variable of a name that is defined here, if need be from now on. */
  public Global define(Symbol name) {
    if (lookupDefined(name) instanceof Binding.GlobalVariable known) {
      known.global.setOpen(false);
      known.global.markAssigned();
      return known.global;
    }
    Binding.GlobalVariable variable = expander.host.defineGlobal(name.name(), expander.unit);
    variable.global.markAssigned();
    defined.replace(Syntax.of(name, context), variable);
    return variable.global;
  }

  /** What a name means here; a variable that has yet to be defined if it means nothing. */
  public Binding forward(Symbol name) {
    Binding known = lookup(name);
    if (known != null) {
      return known;
    }
    Binding.GlobalVariable variable = expander.host.defineGlobal(name.name(), expander.unit);
    variable.global.markAssigned();
    variable.global.setOpen(true);
    defined.replace(Syntax.of(name, context), variable);
    return variable;
  }

  /** Lets a name mean nothing that was defined here. */
  public void remove(Symbol name) {
    if (lookupDefined(name) != null) {
      Binding.GlobalVariable open = expander.host.defineGlobal(name.name(), expander.unit);
      open.global.setOpen(true);
      defined.replace(Syntax.of(name, context), open);
    }
  }

  /** The scope of the imported names: one object, which macros of this scope refer to. */
  public Object importScope() {
    return imported;
  }

  /** The same for a unit whose expansion is not repeated. */
  public static Object importScope(Imports imports) {
    return new ImportRib(imports);
  }

  /** The scope of the names that are defined here: one object, which macros refer to. */
  public Object definedScope() {
    return defined;
  }

  /** Writes down what is defined here. */
  public void writeDefinitions(GraphWriter writer) {
    writer.write((long) defined.size());
    defined.forEach(
        (name, marks, binding) -> {
          writer.write(name);
          writer.write(marks);
          writer.write(binding);
        });
  }

  /** Defines what {@link #writeDefinitions} has written. */
  public void readDefinitions(GraphReader reader) {
    long count = (Long) reader.read();
    for (long i = 0; i < count; i++) {
      Symbol name = (Symbol) reader.read();
      Marks marks = (Marks) reader.readPart();
      defined.put(name, marks, (Binding) reader.read());
    }
  }

  /** The names that are defined here. */
  public Set<String> definedNames() {
    return defined.names();
  }
}
