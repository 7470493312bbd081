// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.expander;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.condition.GuileNames;
import org.lokoscope.runtime.core.Core;
import org.lokoscope.runtime.core.Global;
import org.lokoscope.runtime.core.Local;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.source.SourceSpan;
import org.lokoscope.runtime.source.SyntaxException;

/**
 * Expands the code of one unit. {@link #expression} is the heart; the forms are grouped in classes
 * of their own, which call back here for their parts.
 */
final class Expander {

  /** Several times what the reader lets pass, for the sake of what macros add. */
  private static final int MAX_DEPTH = 50_000;

  final Host host;
  final Unit unit;
  private final MacroUse macros = new MacroUse(this);
  private final BasicForms basic = new BasicForms(this);
  private final BindingForms binding = new BindingForms(this);
  private final ConditionalForms conditional = new ConditionalForms(this);
  private final QuasiquoteForm quasiquote = new QuasiquoteForm(this);
  private final ControlForms control = new ControlForms(this);
  private final MatchForms match = new MatchForms(this);
  private final MatchBindings matchBindings = new MatchBindings(this);
  private final RecordCalls recordCalls = new RecordCalls(this);
  final SyntaxForms syntax = new SyntaxForms(this);
  final RecordForms records = new RecordForms(this, recordCalls);
  final ConditionTypeForm conditionTypes = new ConditionTypeForm(this, recordCalls);
  final EnumerationForm enumerations = new EnumerationForm(this);
  final OptionalForms optional = new OptionalForms(this);

  final Dialect dialect;

  /** The Guile module that this unit is; null for other libraries and programs. */
  final @Nullable ModuleScope module;

  /** What stands for the ellipsis in the body of {@code with-ellipsis}; null for the usual one. */
  @Nullable Syntax ellipsis;

  /** What the macros of a Guile module need of it; null for other libraries and programs. */
  final @Nullable OwnDefinitions own;

  /** Where undefined names become variables; null where they are mistakes. */
  @Nullable OpenNames open;

  /** How many expressions are around the current one. */
  private int depth;

  /** 0 for run time, 1 within transformers, and so on. */
  int level;

  /** The body of the unit, once it is being expanded. */
  @Nullable Body top;

  /** What the code that is being expanded needs. */
  Set<Unit> needed;

  /** The place of the innermost form that no macro introduced. */
  SourceSpan place = SourceSpan.NONE;

  Expander(Host host, Unit unit, Dialect dialect, @Nullable ModuleScope module) {
    this.dialect = dialect;
    this.module = module;
    this.own = module == null ? null : new OwnDefinitions(this);
    this.host = host;
    this.unit = unit;
    this.needed = unit.dependencies();
  }

  // Errors.

  /** What is wrong with the innermost form. */
  SyntaxException error(String message) {
    return new SyntaxException(message, place);
  }

  /**
   * @param x what to show and where to point
   */
  SyntaxException error(Object x, String message) {
    String shown = Syntax.isPair(x) ? ": " + DatumText.shorten(x) : "";
    return new SyntaxException(message + shown, Syntax.span(x, place));
  }

  /** The items of a proper list of that many, which includes the keyword. */
  Object[] items(Object x, int min, int max) {
    Object[] items = Syntax.items(x);
    if (items == null || items.length < min || items.length > max) {
      throw malformed(x);
    }
    return items;
  }

  SyntaxException malformed(Object x) {
    Syntax head = keywordOf(x);
    return error(x, head == null ? "malformed form" : head.symbol() + ": malformed form");
  }

  Syntax identifier(Object x, String message) {
    if (!Syntax.isIdentifier(x)) {
      throw error(x, message + ", not " + DatumText.shorten(x));
    }
    return (Syntax) x;
  }

  // Names.

  /** Whether a binding is one of a keyword, not of a variable. */
  static boolean isKeyword(@Nullable Binding meaning) {
    return meaning instanceof Binding.Form
        || meaning instanceof Binding.Macro
        || meaning instanceof Binding.Special;
  }

  /** Whether {@code x} is that word; an unbound name counts as the word that it looks like. */
  boolean isKeyword(Object x, String word) {
    if (!Syntax.isIdentifier(x)) {
      return false;
    }
    Syntax identifier = (Syntax) x;
    Binding binding = identifier.resolve();
    return binding == null
        ? identifier.symbol().name().equals(word)
        : binding == host.builtin(word);
  }

  /**
   * @param custom what stands for the ellipsis, or null for the usual one
   */
  boolean isEllipsis(Syntax x, @Nullable Syntax custom) {
    Syntax wanted = custom == null ? ellipsis : custom;
    return wanted == null ? isKeyword(x, "...") : Syntax.isBound(x, wanted);
  }

  /** The binding, seen through a name of the system. */
  static @Nullable Binding meaning(@Nullable Binding binding) {
    return binding instanceof Binding.Builtin builtin ? builtin.meaning() : binding;
  }

  Core primitive(String name, SourceSpan span) {
    Binding binding = meaning(host.builtin(name));
    if (!(binding instanceof Binding.GlobalVariable variable)) {
      throw new SyntaxException("the procedure " + name + " is not implemented", span);
    }
    return global(variable, span);
  }

  Core call(SourceSpan span, String primitive, Core... operands) {
    return new Core.Call(primitive(primitive, span), List.of(operands), span);
  }

  Core global(Binding.GlobalVariable variable, SourceSpan span) {
    if (variable.owner != null && (variable.owner != unit || level > 0)) {
      needed.add(variable.owner);
    }
    if (own != null && variable.owner == unit) {
      own.note(variable);
    }
    return new Core.GlobalRef(variable.global, span);
  }

  /** A reference to what a binding holds at run time. */
  Core reference(@Nullable Binding binding, Syntax name) {
    SourceSpan span = Syntax.span(name, place);
    return switch (meaning(binding)) {
      case Binding.LocalVariable variable -> {
        checkLevel(variable.level, name);
        yield new Core.LocalRef(variable.local, span);
      }
      case Binding.GlobalVariable variable -> {
        if (open != null) {
          open.used(variable.global.name());
        }
        yield global(variable, span);
      }
      case Binding.RecordName record -> reference(record.type, name);
      case Binding.PatternVariable variable ->
          throw error(name, "pattern variable " + name.symbol() + " outside of a template");
      case Binding.Form _, Binding.Macro _, Binding.Special _ -> throw keyword(name);
      case Binding.Builtin builtin -> throw new IllegalStateException(builtin.name());
      case null -> unbound(binding, name);
    };
  }

  private SyntaxException keyword(Syntax name) {
    return error(name, "keyword " + name.symbol() + " used as a variable");
  }

  private Core unbound(@Nullable Binding binding, Syntax name) {
    boolean lenient = module != null && module.isInstalled();
    if (binding instanceof Binding.Builtin builtin && !lenient) {
      throw error(name, builtin.name() + " is not implemented");
    }
    if (own != null && level == 0 && own.isRunning()) {
      return new Core.GlobalRef(neverDefined(name), Syntax.span(name, place));
    }
    String lacking = module == null ? null : GuileNames.moduleOf(name.symbol().name());
    SyntaxException problem =
        error(
            name,
            lacking == null
                ? "unbound identifier " + name.symbol()
                : name.symbol() + " of Guile's " + lacking + " is not implemented");
    if (own != null && level > 0) {
      return global(own.forward(name, lenient ? null : problem), Syntax.span(name, place));
    }
    if (open == null || level > 0) {
      throw problem;
    }
    open.add(problem);
    Binding.GlobalVariable variable = host.defineGlobal(name.symbol().name(), unit);
    variable.global.markAssigned();
    variable.global.setOpen(true);
    variable.global.setLackingModule(lacking);
    open.rib.add(name, variable);
    return global(variable, Syntax.span(name, place));
  }

  /** A variable whose use raises when it is reached. */
  Global neverDefined(Syntax name) {
    Binding.GlobalVariable variable = host.defineGlobal(name.symbol().name(), unit);
    variable.global.markAssigned();
    variable.global.setOpen(true);
    variable.global.setLackingModule(GuileNames.moduleOf(name.symbol().name()));
    return variable.global;
  }

  void checkLevel(int bound, Syntax name) {
    if (bound != level) {
      throw error(
          name,
          bound < level
              ? "variable " + name.symbol() + " has no value at expansion time"
              : "variable " + name.symbol() + " belongs to expansion time");
    }
  }

  // Expressions.

  Core expression(Object x) {
    SourceSpan before = place;
    if (++depth > MAX_DEPTH) {
      throw error(x, "this nests too deeply; perhaps a macro expands without end");
    }
    try {
      return expand(x);
    } catch (RuntimeException | LinkageError | AssertionError thrown) {
      throw macros.error(thrown, "a library that a macro uses");
    } finally {
      depth--;
      place = before;
    }
  }

  private Core expand(Object x) {
    for (int step = 0; ; step++) {
      macros.checkSteps(step, x);
      place = Syntax.span(x, place);
      Syntax keyword = keywordOf(x);
      if (keyword == null) {
        return Syntax.isPair(x) ? application(x) : constant(x);
      }
      Binding binding = keyword.resolve();
      boolean alone = x == keyword;
      switch (meaning(binding)) {
        case Binding.Form core when !alone -> {
          return form(core.form, x);
        }
        case Binding.Macro macro -> x = macros.expand(macro.transformer, x, null);
        case Binding.Special special -> {
          return special.expand(this, x);
        }
        case null, default -> {
          return alone ? reference(binding, keyword) : application(x);
        }
      }
    }
  }

  /** The identifier that decides what a form is, or null. */
  static @Nullable Syntax keywordOf(Object x) {
    Object head = Syntax.isPair(x) ? Syntax.car(x) : x;
    return Syntax.isIdentifier(head) ? (Syntax) head : null;
  }

  /** Whether an empty list was written as Guile's {@code #nil}, which stands for itself. */
  private static boolean isNil(Object x) {
    SourceSpan span = Syntax.span(x, SourceSpan.NONE);
    return span.line() == span.endLine() && span.endColumn() - span.column() == "#nil".length();
  }

  private Core constant(Object x) {
    if (Syntax.isNull(x)) {
      if (module != null && (module.isInstalled() || isNil(x))) {
        return new Core.Const(Syntax.strip(x));
      }
      throw error(x, "() is not an expression; write '() for the empty list");
    }
    Object datum = Syntax.strip(x);
    if (datum instanceof Symbol symbol) {
      throw error(x, "a macro produced the bare symbol " + symbol);
    }
    return new Core.Const(datum);
  }

  private Core application(Object x) {
    Object[] items = Syntax.items(x);
    if (items == null) {
      throw error(x, "a call must be a proper list");
    }
    SourceSpan span = place;
    Core operator = expression(items[0]);
    List<Core> operands = new ArrayList<>(items.length - 1);
    for (int i = 1; i < items.length; i++) {
      operands.add(expression(items[i]));
    }
    return new Core.Call(operator, operands, span);
  }

  /** Long because it is one table: a line for each form. */
  private Core form(CoreForm form, Object x) {
    return switch (form) {
      case QUOTE -> basic.quote(x);
      case LAMBDA -> binding.lambda(x);
      case CASE_LAMBDA -> binding.caseLambda(x);
      case LAMBDA_STAR -> optional.lambda(x);
      case CASE_LAMBDA_STAR -> optional.caseLambda(x);
      case PUBLIC_REFERENCE, PRIVATE_REFERENCE ->
          ModuleForms.reference(this, x, form == CoreForm.PRIVATE_REFERENCE);
      case IF -> basic.ifForm(x);
      case SET -> basic.set(x, macros);
      case LET -> binding.let(x);
      case LET_STAR -> binding.letStar(x);
      case LETREC -> binding.letrec(x, false);
      case LETREC_STAR -> binding.letrec(x, true);
      case LET_VALUES -> binding.letValues(x, false);
      case LET_STAR_VALUES -> binding.letValues(x, true);
      case RECEIVE -> binding.receive(x);
      case AND -> conditional.and(x);
      case OR -> conditional.or(x);
      case WHEN -> conditional.when(x, true);
      case UNLESS -> conditional.when(x, false);
      case COND -> conditional.cond(x);
      case CASE -> conditional.caseForm(x);
      case DO -> binding.doLoop(x);
      case QUASIQUOTE -> quasiquote.expand(x);
      case DELAY -> control.delay(x, "%make-delayed");
      case DELAY_FORCE, MAKE_LAZY -> control.delay(x, "%make-lazy");
      case ASSERT -> control.assertForm(x);
      case GUARD -> control.guard(x, conditional);
      case PARAMETERIZE -> control.parameterize(x);
      case TIME -> control.time(x);
      case RECORD_TYPE_DESCRIPTOR -> recordCalls.typeDescriptor(x);
      case RECORD_CONSTRUCTOR_DESCRIPTOR -> recordCalls.constructorDescriptor(x);
      case MATCH -> match.match(x);
      case MATCH_LAMBDA -> match.lambda(x, false);
      case MATCH_LAMBDA_STAR -> match.lambda(x, true);
      case MATCH_LET -> matchBindings.let(x);
      case MATCH_LET_STAR -> matchBindings.letStar(x);
      case MATCH_LETREC -> matchBindings.letrec(x);
      case SYNTAX -> syntax.syntax(x);
      case SYNTAX_CASE -> syntax.syntaxCase(x);
      case QUASISYNTAX -> syntax.quasisyntax(x);
      case WITH_SYNTAX -> syntax.withSyntax(x);
      case SYNTAX_RULES, IDENTIFIER_SYNTAX -> new Core.Const(syntax.rules(form, x));
      case SYNTAX_ERROR -> throw basic.syntaxError(x);
      case BEGIN -> basic.begin(x);
      case SYNTAX_PARAMETERIZE -> syntax.parameterize(x);
      case WITH_ELLIPSIS -> syntax.withEllipsis(x);
      case LET_SYNTAX, LETREC_SYNTAX -> body(new Pair(x, org.lokoscope.runtime.datum.Nil.NIL));
      case INCLUDE, INCLUDE_CI, INCLUDE_FROM_PATH, INCLUDE_RESOLVE, COND_EXPAND, EVAL_WHEN ->
          new Body(this).sequence(x);
      case DEFINE_AT_TOP_LEVEL, DECLARE_GENERIC, THE_ENVIRONMENT ->
          TopLevelForms.expression(this, form, x);
      case ENDIANNESS -> basic.word(x, "big", "little");
      case BUFFER_MODE -> basic.word(x, "none", "line", "block");
      case EOL_STYLE -> basic.word(x, "lf", "cr", "crlf", "nel", "crnel", "ls", "none");
      case ERROR_HANDLING_MODE -> basic.word(x, "ignore", "raise", "replace");
      case FILE_OPTIONS -> control.fileOptions(x);
      case EXPORT, RE_EXPORT, USE_MODULES -> {
        if (module == null) {
          throw misplaced(form, x);
        }
        ModuleForms.declareInside(this, form, x);
        yield new Core.Const(Special.UNSPECIFIED);
      }
      default -> throw misplaced(form, x);
    };
  }

  private SyntaxException misplaced(CoreForm form, Object x) {
    return switch (form) {
      case DEFINE,
          DEFINE_STAR,
          DEFINE_PUBLIC,
          DEFINE_STAR_PUBLIC,
          DEFINE_SYNTAX,
          DEFINE_VALUES,
          DEFINE_RECORD_TYPE,
          DEFINE_CONDITION_TYPE,
          DEFINE_ENUMERATION ->
          error(x, "a definition where an expression is expected");
      case IMPORT, EXPORT, RE_EXPORT, DEFINE_MODULE, USE_MODULES, LIBRARY, DEFINE_LIBRARY ->
          error(x, form.keyword() + " is allowed only at the top of a file");
      default -> error(x, "misplaced keyword " + form.keyword());
    };
  }

  /** The forms of a body that is not empty, with definitions of its own. */
  Core body(Object forms) {
    SourceSpan before = place;
    Core body = new Body(this).local(forms);
    place = before;
    return body;
  }

  /** An expression whose value gets a name: procedures remember it. */
  Core named(Object x, Syntax name) {
    return ProcedureNames.give(expression(x), name.symbol().name());
  }

  // Macros.

  /**
   * @param step how often this form has been expanded already
   */
  Object expandMacro(Transformer transformer, Object x, Rib rib, int step) {
    macros.checkSteps(step, x);
    return macros.expand(transformer, x, rib);
  }

  /** Expands and runs an expression of the next phase. */
  NextPhase evaluateNextPhase(Object x) {
    return NextPhase.of(this, macros, x);
  }

  /** A new variable for the identifier. */
  Local local(Syntax identifier) {
    return new Local(identifier.symbol().name());
  }

  /** Binds an identifier to a new local variable in a scope. */
  Local bind(Rib rib, Syntax identifier) {
    Local local = local(identifier);
    if (!rib.add(identifier, new Binding.LocalVariable(local, level))) {
      throw error(identifier, "variable " + identifier.symbol() + " is bound twice");
    }
    return local;
  }
}
