// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.expander;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.lokoscope.runtime.core.Core;
import org.lokoscope.runtime.core.Local;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.Nil;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.datum.SchemeString;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.source.Annotation;
import org.lokoscope.runtime.source.SourceSpan;

/** The forms that a body treats itself: definitions, and what may hold some. */
final class DefinitionForms {

  private final Expander expander;
  private final Body body;

  DefinitionForms(Expander expander, Body body) {
    this.expander = expander;
    this.body = body;
  }

  void expand(CoreForm form, Object x) {
    switch (form) {
      case BEGIN, INCLUDE, INCLUDE_CI, INCLUDE_FROM_PATH, INCLUDE_RESOLVE, COND_EXPAND, EVAL_WHEN ->
          body.addAll(splice(x));
      case DEFINE -> define(x);
      case DEFINE_STAR -> expander.optional.define(x, body);
      case DEFINE_PUBLIC -> {
        define(x);
        ModuleForms.exportDefined(expander, x);
      }
      case DEFINE_STAR_PUBLIC -> {
        expander.optional.define(x, body);
        ModuleForms.exportDefined(expander, x);
      }
      case DEFINE_MODULE, USE_MODULES, IMPORT, EXPORT, RE_EXPORT ->
          ModuleForms.declare(expander, form, x);
      case DEFINE_AT_TOP_LEVEL -> body.addExpression(TopLevelForms.define(expander, x));
      case DECLARE_GENERIC -> TopLevelForms.declareGeneric(expander, x);
      case DEFINE_SYNTAX -> defineSyntax(x);
      case DEFINE_VALUES -> defineValues(x);
      case LET_SYNTAX -> letSyntax(x, false);
      case LETREC_SYNTAX -> letSyntax(x, true);
      case DEFINE_RECORD_TYPE -> expander.records.define(x, body);
      case DEFINE_CONDITION_TYPE -> expander.conditionTypes.define(x, body);
      case DEFINE_ENUMERATION -> expander.enumerations.define(x, body);
      default -> throw new IllegalStateException(form.keyword());
    }
  }

  void define(Object x) {
    if (!Syntax.isPair(x) || !Syntax.isPair(Syntax.cdr(x))) {
      throw expander.malformed(x);
    }
    Object target = Syntax.cadr(x);
    Object rest = Syntax.cddr(x);
    if (Syntax.isPair(target)) {
      defineProcedure(target, rest, x);
      return;
    }
    Syntax name = expander.identifier(target, "define needs a variable");
    Object[] values = Syntax.items(rest);
    if (values == null || values.length > 1) {
      throw expander.malformed(x);
    }
    body.define(
        name,
        values.length == 0
            ? () -> new Core.Const(Special.UNSPECIFIED)
            : () -> expander.named(values[0], name));
  }

  /** {@code (define (name . formals) body ...)}; the name may be such a list itself. */
  private void defineProcedure(Object target, Object rest, Object x) {
    SourceSpan span = expander.place;
    Object name = Syntax.car(target);
    Object formals = Syntax.cdr(target);
    if (Syntax.isPair(name)) {
      Syntax lambda = Syntax.of(Symbol.of("lambda"), builtinContext("lambda"));
      Object inner = new Pair(lambda, new Pair(formals, rest));
      defineProcedure(name, new Pair(inner, Nil.NIL), x);
      return;
    }
    Syntax identifier = expander.identifier(name, "define needs a variable");
    body.define(
        identifier,
        () ->
            new Core.Lambda(
                List.of(new Formals(expander, formals).clause(expander, rest)),
                identifier.symbol().name(),
                span));
  }

  /** A context in which one name of the system has its meaning. */
  private Wrap builtinContext(String name) {
    Binding binding = expander.host.builtin(name);
    return Wrap.ofRib(new ImportRib(symbol -> symbol.name().equals(name) ? binding : null));
  }

  private void defineSyntax(Object x) {
    if (!Syntax.isPair(x) || !Syntax.isPair(Syntax.cdr(x))) {
      throw expander.malformed(x);
    }
    if (Syntax.isPair(Syntax.cadr(x))) {
      defineSyntaxProcedure(x);
      return;
    }
    Object[] items = expander.items(x, 3, 3);
    Syntax name = expander.identifier(items[1], "define-syntax needs an identifier");
    body.bind(name, expander.syntax.keyword(items[2]));
  }

  /** Guile's {@code (define-syntax (name x) body ...)}. */
  private void defineSyntaxProcedure(Object x) {
    Object target = Syntax.cadr(x);
    Syntax name = expander.identifier(Syntax.car(target), "define-syntax needs an identifier");
    Syntax lambda = Syntax.of(Symbol.of("lambda"), builtinContext("lambda"));
    Object procedure = new Pair(lambda, new Pair(Syntax.cdr(target), Syntax.cddr(x)));
    body.bind(name, expander.syntax.keyword(procedure));
  }

  private void letSyntax(Object x, boolean recursive) {
    Object[] items = expander.items(x, 2, Integer.MAX_VALUE);
    Object[] bindings = Syntax.items(items[1]);
    if (bindings == null) {
      throw expander.malformed(x);
    }
    Rib rib = new Rib();
    Wrap scope = Wrap.ofRib(rib);
    for (Object binding : bindings) {
      Object[] parts = Syntax.items(binding);
      if (parts == null || parts.length != 2) {
        throw expander.malformed(x);
      }
      Syntax name = expander.identifier(parts[0], "a keyword must be an identifier");
      Object transformer = recursive ? Syntax.of(parts[1], scope) : parts[1];
      if (!rib.add(name, expander.syntax.keyword(transformer))) {
        throw expander.error(name, name.symbol() + " is bound twice");
      }
    }
    Object[] forms = new Object[items.length - 2];
    for (int i = 0; i < forms.length; i++) {
      forms[i] = Syntax.of(items[i + 2], scope);
    }
    if (expander.dialect.scopesLetSyntax()) {
      body.addExpression(() -> expander.body(Lists.of(forms)));
    } else {
      body.addAll(forms);
    }
  }

  /** All values in one vector, then each variable with its own. */
  private void defineValues(Object x) {
    Object[] items = expander.items(x, 3, 3);
    SourceSpan span = expander.place;
    List<Syntax> names = new ArrayList<>();
    Object rest = items[1];
    while (Syntax.isPair(rest)) {
      names.add(expander.identifier(Syntax.car(rest), "define-values needs variables"));
      rest = Syntax.cdr(rest);
    }
    boolean hasRest = !Syntax.isNull(rest);
    if (hasRest) {
      names.add(expander.identifier(rest, "define-values needs variables"));
    }
    Binding all = body.defineHidden("values", () -> collect(names.size(), hasRest, items[2], span));
    Syntax anywhere = Syntax.of(Symbol.of("values"), Wrap.EMPTY);
    for (int i = 0; i < names.size(); i++) {
      Core index = new Core.Const((long) i);
      Supplier<Core> value =
          () -> expander.call(span, "vector-ref", expander.reference(all, anywhere), index);
      body.define(names.get(i), value);
    }
  }

  private Core collect(int count, boolean hasRest, Object producer, SourceSpan span) {
    List<Local> parameters = new ArrayList<>();
    Core[] references = new Core[count];
    for (int i = 0; i < count; i++) {
      parameters.add(new Local("value"));
      references[i] = new Core.LocalRef(parameters.get(i), span);
    }
    Local rest = hasRest ? parameters.removeLast() : null;
    Core vector = expander.call(span, "vector", references);
    return expander.call(
        span,
        "call-with-values",
        BindingForms.thunk(expander.expression(producer), span),
        new Core.Lambda(List.of(new Core.Clause(parameters, rest, vector)), "", span));
  }

  /** The forms that {@code begin}, {@code include} or {@code cond-expand} stands for. */
  Object[] splice(Object x) {
    Object[] items = expander.items(x, 1, Integer.MAX_VALUE);
    if (!(Expander.meaning(((Syntax) items[0]).resolve()) instanceof Binding.Form keyword)) {
      throw expander.malformed(x);
    }
    return switch (keyword.form) {
      case INCLUDE -> include(items, (file, use) -> expander.host.include(file, false, use));
      case INCLUDE_CI -> include(items, (file, use) -> expander.host.include(file, true, use));
      case INCLUDE_FROM_PATH -> include(items, expander.host::includeFromPath);
      case INCLUDE_RESOLVE -> includeResolved(items, x);
      case COND_EXPAND -> condExpand(items, x);
      case EVAL_WHEN -> Arrays.copyOfRange(items, Math.min(2, items.length), items.length);
      default -> Arrays.copyOfRange(items, 1, items.length);
    };
  }

  /** Reads the forms of a file. */
  private interface Inclusion {
    List<Annotation> forms(String file, SourceSpan use);
  }

  private Object[] include(Object[] items, Inclusion inclusion) {
    List<Object> forms = new ArrayList<>();
    Wrap context = ((Syntax) items[0]).wrap();
    for (int i = 1; i < items.length; i++) {
      if (!(Syntax.strip(items[i]) instanceof SchemeString file)) {
        throw expander.error(items[i], "include needs the name of a file as a string");
      }
      SourceSpan use = Syntax.span(items[i], expander.place);
      for (Annotation form : inclusion.forms(file.toString(), use)) {
        forms.add(Syntax.of(form, context));
      }
    }
    return forms.toArray();
  }

  /** {@code (include/resolve ("directory" ...) "file")}, below a directory of libraries. */
  private Object[] includeResolved(Object[] items, Object x) {
    Object[] folders = items.length == 3 ? Syntax.items(items[1]) : null;
    if (folders == null || !(Syntax.strip(items[2]) instanceof SchemeString file)) {
      throw expander.malformed(x);
    }
    StringBuilder name = new StringBuilder();
    for (Object folder : folders) {
      if (!(Syntax.strip(folder) instanceof SchemeString part)) {
        throw expander.malformed(x);
      }
      name.append(part).append('/');
    }
    String found = expander.host.findInLibraries(name.append(file).toString());
    if (found == null) {
      throw expander.error(items[2], "include/resolve: no library directory has " + name);
    }
    SourceSpan use = Syntax.span(items[2], expander.place);
    Wrap context = ((Syntax) items[0]).wrap();
    return expander.host.include(found, false, use).stream()
        .map(form -> Syntax.of(form, context))
        .toArray();
  }

  private Object[] condExpand(Object[] items, Object x) {
    for (int i = 1; i < items.length; i++) {
      Object[] clause = Syntax.items(items[i]);
      if (clause == null || clause.length == 0) {
        throw expander.malformed(x);
      }
      if (holds(Syntax.strip(clause[0]))) {
        return Arrays.copyOfRange(clause, 1, clause.length);
      }
    }
    return new Object[0];
  }

  private boolean holds(Object requirement) {
    try {
      return Features.holds(requirement, expander.host, expander.module != null);
    } catch (IllegalArgumentException malformed) {
      throw expander.error("cond-expand: malformed feature requirement");
    }
  }
}
