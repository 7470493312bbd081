// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.expander;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.core.Core;
import org.lokoscope.runtime.core.Local;
import org.lokoscope.runtime.datum.Keyword;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.Nil;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.source.SourceSpan;

/**
 * The parameters of {@code lambda*}: required ones, then {@code #:optional}, {@code #:key} with
 * {@code #:allow-other-keys}, and {@code #:rest} or a dotted rest. What is not required comes as a
 * list, from which the body takes it; defaults see the parameters before them.
 */
final class OptionalFormals {

  private enum Section {
    REQUIRED,
    OPTIONAL,
    KEY,
    REST
  }

  private record Optional(Syntax name, @Nullable Object value, Keyword keyword) {}

  private final Expander expander;
  private final SourceSpan span;
  private final List<Syntax> required = new ArrayList<>();
  private final List<Optional> optional = new ArrayList<>();
  private final List<Optional> keys = new ArrayList<>();
  private @Nullable Syntax rest;
  private boolean hasKeys;
  private boolean othersAllowed;

  // The clause that is being built.
  private final List<Wrap> scopes = new ArrayList<>();
  private final List<Local> variables = new ArrayList<>();
  private final List<Core> values = new ArrayList<>();

  OptionalFormals(Expander expander, Object formals) {
    this.expander = expander;
    this.span = expander.place;
    Section section = Section.REQUIRED;
    Object x = formals;
    while (Syntax.isPair(x)) {
      Object item = Syntax.car(x);
      String marker = marker(item);
      if (marker == null) {
        add(section, item);
      } else {
        section = section(marker, section, item);
      }
      x = Syntax.cdr(x);
    }
    if (!Syntax.isNull(x)) {
      add(Section.REST, x);
    }
  }

  /** The name of a keyword, also as {@code #!optional}; null for a parameter. */
  private static @Nullable String marker(Object item) {
    return switch (Syntax.bare(item)) {
      case Keyword keyword -> keyword.name();
      case Symbol symbol when symbol.name().startsWith("#!") -> symbol.name().substring(2);
      default -> null;
    };
  }

  private Section section(String marker, Section before, Object item) {
    return switch (marker) {
      case "optional" -> Section.OPTIONAL;
      case "key" -> {
        hasKeys = true;
        yield Section.KEY;
      }
      case "rest" -> Section.REST;
      case "allow-other-keys" -> {
        othersAllowed = true;
        yield before;
      }
      default -> throw expander.error(item, "unknown keyword #:" + marker + " among parameters");
    };
  }

  private void add(Section section, Object item) {
    switch (section) {
      case REQUIRED -> required.add(parameter(item));
      case OPTIONAL -> optional.add(optional(item, 2));
      case KEY -> keys.add(optional(item, 3));
      case REST -> {
        if (rest != null) {
          throw expander.error(item, "there can be only one rest parameter");
        }
        rest = parameter(item);
      }
    }
  }

  private Syntax parameter(Object item) {
    return expander.identifier(item, "a parameter must be an identifier");
  }

  /** {@code name}, {@code (name default)} or {@code (name default keyword)}. */
  private Optional optional(Object item, int most) {
    if (!Syntax.isPair(item)) {
      Syntax name = parameter(item);
      return new Optional(name, null, Keyword.of(name.symbol().name()));
    }
    Object[] parts = Syntax.items(item);
    if (parts == null || parts.length > most) {
      throw expander.error(item, "malformed optional parameter");
    }
    Syntax name = parameter(parts[0]);
    Keyword keyword = Keyword.of(name.symbol().name());
    if (parts.length == 3) {
      if (!(Syntax.bare(parts[2]) instanceof Keyword other)) {
        throw expander.error(parts[2], "expected a keyword");
      }
      keyword = other;
    }
    return new Optional(name, parts.length > 1 ? parts[1] : null, keyword);
  }

  /** The fewest arguments. */
  int least() {
    return required.size();
  }

  /** The most arguments, or -1 for no limit. */
  int most() {
    return rest != null || hasKeys ? -1 : required.size() + optional.size();
  }

  /**
   * The procedure's clause.
   *
   * @param body a list of forms
   */
  Core.Clause clause(Object body) {
    Rib rib = new Rib();
    List<Local> parameters = new ArrayList<>();
    for (Syntax name : required) {
      parameters.add(expander.bind(rib, name));
    }
    scopes.add(Wrap.ofRib(rib));
    boolean plain = optional.isEmpty() && !hasKeys && rest == null;
    Local arguments = null;
    if (!plain) {
      arguments = new Local("arguments");
      takeOptional(arguments);
    }
    Core core = expander.body(inScope(body));
    for (int i = variables.size() - 1; i >= 0; i--) {
      core = new Core.Let(List.of(variables.get(i)), List.of(values.get(i)), core);
    }
    return new Core.Clause(parameters, arguments, core);
  }

  /** Where there are keyword parameters, the first keyword ends the optional arguments. */
  private void takeOptional(Local arguments) {
    String isThere = hasKeys ? "%positional?" : "pair?";
    Local left = arguments;
    for (Optional parameter : optional) {
      Local before = left;
      bind(
          parameter.name,
          new Core.If(
              expander.call(span, isThere, reference(before)),
              expander.call(span, "car", reference(before)),
              value(parameter)));
      left = new Local("arguments");
      let(
          left,
          new Core.If(
              expander.call(span, isThere, reference(before)),
              expander.call(span, "cdr", reference(before)),
              hasKeys ? reference(before) : new Core.Const(Nil.NIL)));
    }
    if (rest != null) {
      bind(rest, reference(left));
    }
    if (hasKeys) {
      takeKeys(left);
    } else if (rest == null) {
      let(
          new Local("checked"),
          new Core.If(
              expander.call(span, "null?", reference(left)),
              new Core.Const(Boolean.TRUE),
              expander.call(span, "%too-many-arguments", reference(left))));
    }
  }

  private void takeKeys(Local left) {
    Object[] words = keys.stream().map(Optional::keyword).toArray();
    Local given = new Local("given");
    let(
        given,
        expander.call(
            span,
            "%keyword-arguments",
            reference(left),
            new Core.Const(Lists.of(words)),
            new Core.Const(othersAllowed),
            new Core.Const(rest != null)));
    for (int i = 0; i < words.length; i++) {
      Local one = new Local("argument");
      let(one, expander.call(span, "vector-ref", reference(given), new Core.Const((long) i)));
      bind(
          keys.get(i).name,
          new Core.If(
              expander.call(span, "%given?", reference(one)), reference(one), value(keys.get(i))));
    }
  }

  private Core value(Optional parameter) {
    return parameter.value == null
        ? new Core.Const(Boolean.FALSE)
        : expander.named(inScope(parameter.value), parameter.name);
  }

  private Core reference(Local local) {
    return new Core.LocalRef(local, span);
  }

  private void let(Local variable, Core value) {
    variables.add(variable);
    values.add(value);
  }

  private void bind(Syntax name, Core value) {
    Rib rib = new Rib();
    let(expander.bind(rib, (Syntax) inScope(name)), value);
    scopes.add(Wrap.ofRib(rib));
  }

  private Object inScope(Object x) {
    for (Wrap scope : scopes) {
      x = x == Nil.NIL ? x : Syntax.of(x, scope);
    }
    return x;
  }
}
