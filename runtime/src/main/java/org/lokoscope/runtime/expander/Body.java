// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.expander;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.core.Core;
import org.lokoscope.runtime.core.Local;
import org.lokoscope.runtime.datum.Nil;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.source.SourceSpan;

/**
 * The forms of one scope: the body of a procedure, a library or a program. All of them are looked
 * at first, as far as needed to find the definitions; only then are right-hand sides and
 * expressions expanded, because any of the definitions may concern them.
 */
final class Body {

  /** What a form of the body left behind: a variable with its value, or only an expression. */
  record Item(@Nullable Binding variable, Supplier<Core> value, SourceSpan place) {}

  private final Expander expander;
  private final List<Item> items = new ArrayList<>();

  /** What comes before all of them. */
  private final List<Item> prelude = new ArrayList<>();

  private final DefinitionForms definitions;
  private Rib rib = new Rib();
  private @Nullable Imports imports;

  /** What the unit imports; null in the body of a procedure. */
  private @Nullable Imports around;

  private @Nullable Shadowing shadowing;
  private boolean global;
  private boolean interactive;

  Body(Expander expander) {
    this.expander = expander;
    this.definitions = new DefinitionForms(expander, this);
  }

  /** The body of a procedure or the like; {@code forms} is a list. */
  Core local(Object forms) {
    SourceSpan whole = expander.place;
    Object scope = forms == Nil.NIL ? forms : Syntax.of(forms, Wrap.ofRib(rib));
    Object[] all = Syntax.items(scope);
    if (all == null) {
      throw expander.error(forms, "a body must be a proper list");
    }
    addAll(all);
    expander.place = whole;
    if (items.isEmpty() || items.getLast().variable != null) {
      throw expander.error("no expression at the end of this body");
    }
    return finishLocal();
  }

  /**
   * The body of a library or program.
   *
   * @param definedNames where definitions go; already around the forms
   * @param lenient whether a definition may take the place of an import
   */
  Core global(List<Object> forms, Rib definedNames, Imports outer, boolean lenient) {
    rib = definedNames;
    imports = lenient ? null : outer;
    around = outer;
    global = true;
    expander.top = this;
    shadowing = expander.module == null ? null : new Shadowing(outer);
    if (expander.own != null) {
      expander.own.of(this);
    }
    addAll(forms.toArray());
    Core whole = finishGlobal();
    if (expander.own != null) {
      expander.own.check();
    }
    return whole;
  }

  /**
   * One form at the prompt, whose definitions replace earlier ones. What it defines in place of an
   * import may use that: {@code (define car (let ((old car)) ...))}.
   */
  Core interactive(Object form, Rib definedNames, Imports outer) {
    rib = definedNames;
    shadowing = new Shadowing(outer);
    around = outer;
    global = true;
    interactive = true;
    expander.top = this;
    add(form);
    return finishGlobal();
  }

  /** A form that stands for several, where definitions are not allowed. */
  Core sequence(Object x) {
    Object[] forms = definitions.splice(x);
    if (forms.length == 0) {
      return new Core.Const(Special.UNSPECIFIED);
    }
    List<Core> expressions = new ArrayList<>();
    for (Object form : forms) {
      expressions.add(expander.expression(form));
    }
    return expressions.size() == 1 ? expressions.getFirst() : new Core.Seq(expressions);
  }

  /** What was found so far. */
  List<Item> items() {
    return items;
  }

  /** Lets a name mean a variable that has yet to be defined. */
  void expect(Syntax name, Binding variable) {
    rib.add(name, variable);
  }

  // Looking for definitions.

  void addAll(Object[] forms) {
    SourceSpan before = expander.place;
    for (Object form : forms) {
      expander.place = before;
      add(form);
    }
    expander.place = before;
  }

  void add(Object x) {
    if (shadowing != null) {
      shadowing.note(x);
    }
    for (int step = 0; ; step++) {
      expander.place = Syntax.span(x, expander.place);
      Syntax keyword = Expander.keywordOf(x);
      boolean alone = x == keyword;
      switch (keyword == null ? null : Expander.meaning(keyword.resolve())) {
        case Binding.Form core when !alone && core.form.isDefinition() -> {
          definitions.expand(core.form, x);
          return;
        }
        case Binding.Macro macro -> x = expander.expandMacro(macro.transformer, x, rib, step);
        case null, default -> {
          Object expression = x;
          addExpression(() -> expander.expression(expression));
          return;
        }
      }
    }
  }

  // What definition forms do.

  /** Adds something that defines nothing. It is expanded later. */
  void addExpression(Supplier<Core> value) {
    items.add(new Item(null, value, expander.place));
  }

  /** Binds an identifier to a new variable. The value is expanded later. */
  Binding define(Syntax name, Supplier<Core> value) {
    Binding variable = variable(name);
    items.add(new Item(variable, value, expander.place));
    return variable;
  }

  /**
   * The variable of the top level that an identifier names, from now on defined. It begins with a
   * value of its own.
   */
  Binding.GlobalVariable defineFirst(Syntax name, Supplier<Core> initial) {
    Binding known = rib.lookup(name.symbol(), name.wrap().marks());
    if (known instanceof Binding.GlobalVariable variable && !variable.global.isOpen()) {
      variable.global.markAssigned();
      return variable;
    }
    Binding.GlobalVariable variable =
        known instanceof Binding.GlobalVariable open
            ? open
            : expander.host.defineGlobal(name.symbol().name(), expander.unit);
    variable.global.setOpen(false);
    variable.global.markAssigned();
    rib.replace(name, variable);
    addFirst(variable, initial);
    return variable;
  }

  /** Adds what comes before everything else in the unit. */
  void addFirst(@Nullable Binding variable, Supplier<Core> value) {
    prelude.add(new Item(variable, value, expander.place));
  }

  /** The imported variable that a name of the top level would mean, or null. */
  @Nullable Binding imported(Syntax name) {
    Binding imported =
        around == null || name.wrap().marks() != null ? null : around.lookup(name.symbol());
    return Expander.meaning(imported) instanceof Binding.GlobalVariable ? imported : null;
  }

  /** A new variable that no identifier names. */
  Binding defineHidden(String name, Supplier<Core> value) {
    Binding variable =
        global
            ? expander.host.defineGlobal(name, expander.unit)
            : new Binding.LocalVariable(new Local(name), expander.level);
    items.add(new Item(variable, value, expander.place));
    return variable;
  }

  private Binding variable(Syntax name) {
    if (!global) {
      return bind(name, new Binding.LocalVariable(new Local(name.symbol().name()), expander.level));
    }
    boolean redefines = interactive || expander.module != null;
    if (redefines
        && rib.lookup(name.symbol(), name.wrap().marks()) instanceof Binding.GlobalVariable known) {
      known.global.setOpen(false);
      known.global.markAssigned();
      return known;
    }
    Binding.GlobalVariable variable =
        expander.host.defineGlobal(name.symbol().name(), expander.unit);
    if (interactive) {
      variable.global.markAssigned();
    }
    Binding imported = shadowing == null ? null : shadowing.usedBefore(name);
    if (imported != null) {
      variable.global.markAssigned();
      items.addFirst(new Item(variable, () -> expander.reference(imported, name), expander.place));
    }
    return bind(name, variable);
  }

  /** Binds an identifier, as a keyword or otherwise. */
  Binding bind(Syntax name, Binding binding) {
    Symbol symbol = name.symbol();
    if (interactive || (global && expander.module != null)) {
      rib.replace(name, binding);
      return binding;
    }
    if (imports != null && name.wrap().marks() == null && imports.lookup(symbol) != null) {
      throw expander.error(name, symbol + " is imported and cannot be defined here");
    }
    if (!rib.add(name, binding)) {
      throw expander.error(name, symbol + " is defined twice");
    }
    return binding;
  }

  // The result.

  private Core value(Item item) {
    expander.place = item.place;
    return item.value.get();
  }

  private Core effect(Item item) {
    Core value = value(item);
    return item.variable instanceof Binding.GlobalVariable variable
        ? new Core.GlobalDefine(variable.global, value, item.place)
        : value;
  }

  private Core finishLocal() {
    int definitionEnd = items.size() - 1;
    while (definitionEnd > 0 && items.get(definitionEnd - 1).variable == null) {
      definitionEnd--;
    }
    List<Local> variables = new ArrayList<>(definitionEnd);
    List<Core> values = new ArrayList<>(definitionEnd);
    for (Item item : items.subList(0, definitionEnd)) {
      variables.add(
          item.variable instanceof Binding.LocalVariable variable
              ? variable.local
              : new Local("effect"));
      values.add(value(item));
    }
    List<Core> expressions = new ArrayList<>();
    for (Item item : items.subList(definitionEnd, items.size())) {
      expressions.add(value(item));
    }
    Core body = expressions.size() == 1 ? expressions.getFirst() : new Core.Seq(expressions);
    return variables.isEmpty() ? body : new Core.Letrec(variables, values, body, true);
  }

  private Core finishGlobal() {
    List<Core> expressions = new ArrayList<>();
    items.forEach(item -> expressions.add(effect(item)));
    expressions.addAll(0, prelude.stream().map(this::effect).toList());
    return switch (expressions.size()) {
      case 0 -> new Core.Const(Special.UNSPECIFIED);
      case 1 -> expressions.getFirst();
      default -> new Core.Seq(expressions);
    };
  }
}
