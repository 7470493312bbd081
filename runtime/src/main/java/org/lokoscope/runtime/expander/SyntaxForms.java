// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.expander;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.core.Core;
import org.lokoscope.runtime.core.Local;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.Nil;
import org.lokoscope.runtime.datum.SchemeString;
import org.lokoscope.runtime.source.SourceSpan;
import org.lokoscope.runtime.vm.Procedure;

/** The forms of macro definitions: patterns, templates, transformers. */
final class SyntaxForms {

  private static final Object[] NO_LITERALS = {};

  private final Expander expander;

  SyntaxForms(Expander expander) {
    this.expander = expander;
  }

  // Keywords.

  /** What a keyword stands for whose transformer is that expression. */
  Binding keyword(Object x) {
    Syntax head = Expander.keywordOf(x);
    Binding binding = head == null ? null : head.resolve();
    Binding meaning = Expander.meaning(binding);
    if (meaning instanceof Binding.Form core
        && x != head
        && (core.form == CoreForm.SYNTAX_RULES || core.form == CoreForm.IDENTIFIER_SYNTAX)) {
      return new Binding.Macro(rules(core.form, x));
    }
    if (binding != null && x == head && Expander.isKeyword(meaning)) {
      return binding;
    }
    NextPhase result = expander.evaluateNextPhase(x);
    Core source = result.source();
    List<Unit> needed = result.needed();
    return switch (result.value()) {
      case Transformer transformer -> new Binding.Macro(transformer);
      case VariableTransformer variable ->
          new Binding.Macro(
              new Transformer.Of(variable.procedure(), true, source, needed, result.own()));
      case Procedure procedure ->
          new Binding.Macro(new Transformer.Of(procedure, false, source, needed, result.own()));
      default -> throw expander.error(x, "a macro transformer must be a procedure");
    };
  }

  /**
   * {@code (syntax-parameterize ((keyword transformer) ...) body ...)}: the keywords have other
   * transformers wherever they come up while the body is expanded.
   */
  Core parameterize(Object x) {
    Object[] items = expander.items(x, 3, Integer.MAX_VALUE);
    Object[] bindings = Syntax.items(items[1]);
    if (bindings == null) {
      throw expander.malformed(x);
    }
    List<Binding.Macro> keywords = new ArrayList<>();
    List<Transformer> transformers = new ArrayList<>();
    for (Object each : bindings) {
      Object[] parts = Syntax.items(each);
      if (parts == null || parts.length != 2) {
        throw expander.malformed(x);
      }
      Syntax name = expander.identifier(parts[0], "syntax-parameterize needs keywords");
      if (!(Expander.meaning(name.resolve()) instanceof Binding.Macro keyword)
          || !(Expander.meaning(keyword(parts[1])) instanceof Binding.Macro replacement)) {
        throw expander.error(name, name.symbol() + " is no syntax parameter");
      }
      keywords.add(keyword);
      transformers.add(replacement.transformer);
    }
    List<Transformer> before = exchange(keywords, transformers);
    try {
      return expander.body(Syntax.cdr(Syntax.cdr(x)));
    } finally {
      exchange(keywords, before);
    }
  }

  /** {@code (with-ellipsis ellipsis body ...)}: patterns and templates of the body use that one. */
  Core withEllipsis(Object x) {
    Object[] items = expander.items(x, 3, Integer.MAX_VALUE);
    Syntax before = expander.ellipsis;
    expander.ellipsis = expander.identifier(items[1], "with-ellipsis needs a name");
    try {
      return expander.body(Syntax.cdr(Syntax.cdr(x)));
    } finally {
      expander.ellipsis = before;
    }
  }

  /** Gives keywords other transformers; returns those that they had. */
  private static List<Transformer> exchange(
      List<Binding.Macro> keywords, List<Transformer> transformers) {
    List<Transformer> before = new ArrayList<>();
    for (int i = 0; i < keywords.size(); i++) {
      before.add(keywords.get(i).transformer);
      keywords.get(i).transformer = transformers.get(i);
    }
    return before;
  }

  Transformer rules(CoreForm form, Object x) {
    return form == CoreForm.SYNTAX_RULES ? syntaxRules(x) : identifierSyntax(x);
  }

  /**
   * {@code (syntax-rules [ellipsis] (literal ...) (pattern template) ...)}; Guile's have a text
   * that says what they are for before the rules.
   */
  private Transformer syntaxRules(Object x) {
    Object[] items = expander.items(x, 2, Integer.MAX_VALUE);
    Syntax ellipsis = null;
    int next = 1;
    if (Syntax.isIdentifier(items[1]) && items.length > 2) {
      ellipsis = (Syntax) items[1];
      next = 2;
    }
    Object[] literals = literals(items[next], x);
    boolean documented =
        next + 1 < items.length && Syntax.strip(items[next + 1]) instanceof SchemeString;
    List<Transformer.Rule> rules = new ArrayList<>();
    for (int i = next + (documented ? 2 : 1); i < items.length; i++) {
      Object[] rule = Syntax.items(items[i]);
      if (rule == null || rule.length != 2 || !Syntax.isPair(rule[0])) {
        throw expander.error(items[i], "syntax-rules: malformed rule");
      }
      rules.add(rule(Syntax.cdr(rule[0]), rule[1], literals, ellipsis));
    }
    return new Transformer.Rules(Transformer.Rules.Kind.LIST, rules);
  }

  private Object[] literals(Object x, Object whole) {
    Object[] literals = Syntax.items(x);
    if (literals == null) {
      throw expander.malformed(whole);
    }
    for (Object literal : literals) {
      Syntax name = expander.identifier(literal, "a literal must be an identifier");
      if (!expander.dialect.allowsEllipsisLiterals()
          && (expander.isKeyword(name, "...") || expander.isKeyword(name, "_"))) {
        throw expander.error(literal, name.symbol() + " cannot be a literal");
      }
    }
    return literals;
  }

  private Transformer.Rule rule(
      Object pattern, Object template, Object[] literals, @Nullable Syntax ellipsis) {
    Pattern.Compiler patterns = new Pattern.Compiler(expander, literals, ellipsis);
    Pattern compiled = patterns.compile(pattern, 0);
    List<Binding.PatternVariable> variables = new ArrayList<>();
    Object scope = inScope(template, patterns.variables, variables);
    Set<Object> own = Collections.newSetFromMap(new IdentityHashMap<>());
    own.addAll(variables);
    Template.Compiler templates =
        new Template.Compiler(expander, ellipsis) {
          @Override
          boolean isUsable(Binding.PatternVariable variable) {
            return own.contains(variable);
          }

          /** That a name is a literal counts for more (R7RS 4.3.2). */
          @Override
          boolean isEllipsis(Object x, boolean dots) {
            return super.isEllipsis(x, dots) && !patterns.isLiteral((Syntax) x);
          }
        };
    Template built = templates.compile(scope);
    int[] slots = new int[templates.used.size()];
    for (int i = 0; i < slots.length; i++) {
      slots[i] = variables.indexOf(templates.used.get(i));
    }
    return new Transformer.Rule(compiled, variables.size(), built, slots);
  }

  /** Binds the variables of a pattern around something. */
  private Object inScope(
      Object x, List<Pattern.Found> found, List<Binding.PatternVariable> variables) {
    Rib rib = new Rib();
    for (Pattern.Found variable : found) {
      Local local = expander.local(variable.identifier());
      Binding.PatternVariable binding =
          new Binding.PatternVariable(local, variable.depth(), expander.level);
      variables.add(binding);
      rib.add(variable.identifier(), binding);
    }
    return found.isEmpty() || x == Nil.NIL ? x : Syntax.of(x, Wrap.ofRib(rib));
  }

  private Transformer identifierSyntax(Object x) {
    Object[] items = expander.items(x, 2, 3);
    if (items.length == 2) {
      return new Transformer.Rules(
          Transformer.Rules.Kind.WHOLE, referenceRules(template(items[1])));
    }
    Object[] reference = Syntax.items(items[1]);
    Object[] assignment = Syntax.items(items[2]);
    if (reference == null
        || reference.length != 2
        || assignment == null
        || assignment.length != 2
        || Syntax.length(assignment[0]) != 3) {
      throw expander.malformed(x);
    }
    Object set = Syntax.car(assignment[0]);
    Object pattern =
        Lists.of(set, Syntax.cadr(assignment[0]), Syntax.cadr(Syntax.cdr(assignment[0])));
    List<Transformer.Rule> rules = new ArrayList<>();
    rules.add(rule(pattern, assignment[1], new Object[] {set}, null));
    rules.addAll(referenceRules(template(reference[1])));
    return new Transformer.Rules(Transformer.Rules.Kind.VARIABLE, rules);
  }

  private Template template(Object x) {
    return new Template.Compiler(expander, null) {
      @Override
      boolean isUsable(Binding.PatternVariable variable) {
        return false;
      }
    }.compile(x);
  }

  private static List<Transformer.Rule> referenceRules(Template template) {
    Transformer.Rule alone =
        new Transformer.Rule(new Pattern.AnyIdentifier(), 0, template, new int[0]);
    Transformer.Rule operator =
        new Transformer.Rule(
            new Pattern.Cons(new Pattern.AnyIdentifier(), new Pattern.Variable(0)),
            1,
            new Template.Cons(template, new Template.Variable(0)),
            new int[1]);
    return List.of(alone, operator);
  }

  // Syntax as a value.

  Core syntax(Object x) {
    Template.Compiler compiler = templateCompiler();
    Template template = compiler.compile(expander.items(x, 2, 2)[1]);
    return build(template, compiler, List.of());
  }

  private Template.Compiler templateCompiler() {
    int level = expander.level;
    return new Template.Compiler(expander, null) {
      @Override
      boolean isUsable(Binding.PatternVariable variable) {
        return variable.level == level;
      }
    };
  }

  /**
   * @param computed the values of the indexes that were reserved, in order
   */
  private Core build(Template template, Template.Compiler compiler, List<Core> computed) {
    if (template instanceof Template.Constant constant) {
      return new Core.Const(constant.syntax());
    }
    SourceSpan span = expander.place;
    List<Core> operands = new ArrayList<>();
    operands.add(new Core.Const(template));
    int next = 0;
    for (Binding.PatternVariable variable : compiler.used) {
      operands.add(
          variable == null ? computed.get(next++) : new Core.LocalRef(variable.local, span));
    }
    return new Core.Call(SyntaxPrimitives.build(span), operands, span);
  }

  Core quasisyntax(Object x) {
    QuasisyntaxCompiler compiler = new QuasisyntaxCompiler(expander);
    Template template = compiler.compile(expander.items(x, 2, 2)[1]);
    return build(template, compiler, compiler.computed);
  }

  /** {@code (syntax-case form (literal ...) clause ...)}. */
  Core syntaxCase(Object x) {
    Object[] items = expander.items(x, 3, Integer.MAX_VALUE);
    SourceSpan span = expander.place;
    Object[] literals = literals(items[2], x);
    Local form = new Local("form");
    Core value = expander.expression(items[1]);
    Core reference = new Core.LocalRef(form, span);
    Core result = new Core.Call(SyntaxPrimitives.noMatch(span), List.of(reference), span);
    for (int i = items.length - 1; i > 2; i--) {
      Object[] clause = Syntax.items(items[i]);
      if (clause == null || clause.length < 2 || clause.length > 3) {
        throw expander.error(items[i], "syntax-case: malformed clause");
      }
      result = clause(clause, literals, reference, result, span);
    }
    return new Core.Let(List.of(form), List.of(value), result);
  }

  private Core clause(
      Object[] clause, Object[] literals, Core form, Core otherwise, SourceSpan span) {
    boolean fender = clause.length == 3;
    if (!fender) {
      return matching(
          clause[0],
          literals,
          form,
          Arrays.copyOfRange(clause, 1, 2),
          parts -> expander.expression(parts[0]),
          otherwise,
          span);
    }
    Local next = new Local("next");
    Core fail = new Core.Call(new Core.LocalRef(next, span), List.of(), span);
    Core match =
        matching(
            clause[0],
            literals,
            form,
            Arrays.copyOfRange(clause, 1, 3),
            parts ->
                new Core.If(expander.expression(parts[0]), expander.expression(parts[1]), fail),
            fail,
            span);
    return new Core.Let(List.of(next), List.of(BindingForms.thunk(otherwise, span)), match);
  }

  /** What to do with the parts of a clause, in the scope of its pattern. */
  private interface Success {
    Core expand(Object[] parts);
  }

  private Core matching(
      Object pattern,
      Object[] literals,
      Core form,
      Object[] parts,
      Success success,
      Core otherwise,
      SourceSpan span) {
    Pattern.Compiler compiler = new Pattern.Compiler(expander, literals, null);
    Pattern compiled = compiler.compile(pattern, 0);
    List<Binding.PatternVariable> variables = new ArrayList<>();
    Object scope = inScope(Lists.of(parts), compiler.variables, variables);
    Core body = success.expand(Objects.requireNonNull(Syntax.items(scope)));
    Local matched = new Local("matched");
    Core reference = new Core.LocalRef(matched, span);
    List<Local> locals = new ArrayList<>();
    List<Core> values = new ArrayList<>();
    for (int i = 0; i < variables.size(); i++) {
      locals.add(variables.get(i).local);
      values.add(
          new Core.Call(
              SyntaxPrimitives.slot(span), List.of(reference, new Core.Const((long) i)), span));
    }
    Core matcher = new Core.Const(new SyntaxPrimitives.Matcher(compiled, variables.size()));
    Core test = new Core.Call(SyntaxPrimitives.match(span), List.of(matcher, form), span);
    Core bound = locals.isEmpty() ? body : new Core.Let(locals, values, body);
    return new Core.Let(List.of(matched), List.of(test), new Core.If(reference, bound, otherwise));
  }

  /** {@code (with-syntax ((pattern value) ...) body ...)}. */
  Core withSyntax(Object x) {
    Object[] items = expander.items(x, 3, Integer.MAX_VALUE);
    SourceSpan span = expander.place;
    Object[] bindings = Syntax.items(items[1]);
    if (bindings == null) {
      throw expander.malformed(x);
    }
    Object[] patterns = new Object[bindings.length];
    Core[] values = new Core[bindings.length];
    for (int i = 0; i < bindings.length; i++) {
      Object[] parts = Syntax.items(bindings[i]);
      if (parts == null || parts.length != 2) {
        throw expander.malformed(x);
      }
      patterns[i] = parts[0];
      values[i] = expander.expression(parts[1]);
    }
    Local form = new Local("values");
    Core reference = new Core.LocalRef(form, span);
    Core match =
        matching(
            Lists.of(patterns),
            NO_LITERALS,
            reference,
            Arrays.copyOfRange(items, 2, items.length),
            parts -> expander.body(Lists.of(parts)),
            new Core.Call(SyntaxPrimitives.noMatch(span), List.of(reference), span),
            span);
    return new Core.Let(List.of(form), List.of(expander.call(span, "list", values)), match);
  }
}
