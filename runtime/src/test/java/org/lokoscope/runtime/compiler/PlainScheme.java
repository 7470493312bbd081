// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.compiler;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.core.Core;
import org.lokoscope.runtime.core.Global;
import org.lokoscope.runtime.core.GlobalTable;
import org.lokoscope.runtime.core.Local;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.Nil;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.reader.CodePointSource;
import org.lokoscope.runtime.reader.DatumReader;
import org.lokoscope.runtime.source.SourceSpan;
import org.lokoscope.runtime.vm.Procedure;

/** A handful of forms turned into core syntax without hygiene: enough to test a compiler. */
final class PlainScheme {

  private static final SourceSpan SPAN = new SourceSpan("test", 1, 1, 1, 2);

  private final GlobalTable table = new GlobalTable();
  private final Map<String, Global> globals = new HashMap<>();

  void define(Procedure primitive) {
    globals.put(primitive.name(), Global.constant(primitive.name(), primitive));
  }

  Core read(String text) {
    DatumReader reader = new DatumReader(source(text), "test", PlainScheme::number);
    List<Core> forms = new ArrayList<>();
    for (Object datum = reader.read(); datum != Special.EOF; datum = reader.read()) {
      forms.add(expression(datum, Map.of()));
    }
    return new Core.Seq(forms);
  }

  private static CodePointSource source(String text) {
    int[] position = {0};
    return new CodePointSource() {
      @Override
      public int peek() {
        return position[0] < text.length() ? text.charAt(position[0]) : -1;
      }

      @Override
      public int read() {
        int c = peek();
        position[0]++;
        return c;
      }
    };
  }

  private static @Nullable Object number(String text, int radix) {
    try {
      return Long.valueOf(text, radix);
    } catch (NumberFormatException notANumber) {
      return null;
    }
  }

  private Core expression(Object datum, Map<String, Local> scope) {
    return switch (datum) {
      case Symbol s when scope.containsKey(s.name()) ->
          new Core.LocalRef(scope.get(s.name()), SPAN);
      case Symbol s -> new Core.GlobalRef(global(s.name()), SPAN);
      case Pair p -> form(p, scope);
      default -> new Core.Const(datum);
    };
  }

  private Global global(String name) {
    return globals.computeIfAbsent(name, table::create);
  }

  private Core form(Pair form, Map<String, Local> scope) {
    Object[] parts = Lists.toArray(form);
    String head = form.car instanceof Symbol s && !scope.containsKey(s.name()) ? s.name() : "";
    return switch (head) {
      case "quote" -> new Core.Const(parts[1]);
      case "if" ->
          new Core.If(
              expression(parts[1], scope),
              expression(parts[2], scope),
              expression(parts[3], scope));
      case "define" ->
          new Core.GlobalDefine(global(parts[1].toString()), expression(parts[2], scope), SPAN);
      case "set!" -> set(parts, scope);
      case "begin" -> body(form.cdr, scope);
      case "lambda" -> lambda(parts[1], ((Pair) form.cdr).cdr, scope);
      case "let" -> let(parts, ((Pair) form.cdr).cdr, scope);
      case "letrec" -> letrec(parts[1], ((Pair) form.cdr).cdr, scope);
      default ->
          new Core.Call(
              expression(parts[0], scope),
              List.of(parts).subList(1, parts.length).stream()
                  .map(o -> expression(o, scope))
                  .toList(),
              SPAN);
    };
  }

  private Core set(Object[] parts, Map<String, Local> scope) {
    Core value = expression(parts[2], scope);
    Local local = scope.get(parts[1].toString());
    if (local == null) {
      global(parts[1].toString()).markAssigned();
      return new Core.GlobalSet(global(parts[1].toString()), value, SPAN);
    }
    local.markAssigned();
    return new Core.LocalSet(local, value, SPAN);
  }

  private Core body(Object forms, Map<String, Local> scope) {
    List<Core> all = new ArrayList<>();
    for (Object form : Lists.toArray(forms)) {
      all.add(expression(form, scope));
    }
    return all.size() == 1 ? all.getFirst() : new Core.Seq(all);
  }

  private Core lambda(Object formals, Object body, Map<String, Local> scope) {
    Map<String, Local> inner = new HashMap<>(scope);
    List<Local> parameters = new ArrayList<>();
    Object rest = formals;
    while (rest instanceof Pair pair) {
      parameters.add(bind(pair.car, inner));
      rest = pair.cdr;
    }
    Local restParameter = rest == Nil.NIL ? null : bind(rest, inner);
    return new Core.Lambda(
        List.of(new Core.Clause(parameters, restParameter, body(body, inner))), "f", SPAN);
  }

  private static Local bind(Object name, Map<String, Local> scope) {
    Local local = new Local(name.toString());
    scope.put(name.toString(), local);
    return local;
  }

  private Core let(Object[] parts, Object rest, Map<String, Local> scope) {
    if (parts[1] instanceof Symbol name) {
      return namedLet(name, (Pair) rest, scope);
    }
    Map<String, Local> inner = new HashMap<>(scope);
    List<Local> variables = new ArrayList<>();
    List<Core> values = new ArrayList<>();
    for (Object binding : Lists.toArray(parts[1])) {
      Object[] pair = Lists.toArray(binding);
      values.add(expression(pair[1], scope));
      variables.add(bind(pair[0], inner));
    }
    return new Core.Let(variables, values, body(rest, inner));
  }

  private Core namedLet(Symbol name, Pair rest, Map<String, Local> scope) {
    List<Object> names = new ArrayList<>();
    List<Core> values = new ArrayList<>();
    for (Object binding : Lists.toArray(rest.car)) {
      Object[] pair = Lists.toArray(binding);
      names.add(pair[0]);
      values.add(expression(pair[1], scope));
    }
    Map<String, Local> inner = new HashMap<>(scope);
    Local label = bind(name, inner);
    Core procedure = lambda(Lists.fromList(names), rest.cdr, inner);
    Core reference = new Core.LocalRef(label, SPAN);
    return new Core.Call(
        new Core.Letrec(List.of(label), List.of(procedure), reference, false), values, SPAN);
  }

  private Core letrec(Object bindings, Object body, Map<String, Local> scope) {
    Map<String, Local> inner = new HashMap<>(scope);
    List<Local> variables = new ArrayList<>();
    for (Object binding : Lists.toArray(bindings)) {
      variables.add(bind(((Pair) binding).car, inner));
    }
    List<Core> values = new ArrayList<>();
    for (Object binding : Lists.toArray(bindings)) {
      values.add(expression(Lists.toArray(binding)[1], inner));
    }
    return new Core.Letrec(variables, values, body(body, inner), true);
  }
}
