// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.expander;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.core.Core;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.source.SourceSpan;

/**
 * {@code define-record-type}: that of R6RS here, that of R7RS in {@link SimpleRecordForm}. A type
 * becomes definitions of variables whose values the procedural layer computes.
 */
final class RecordForms {

  private static final AtomicLong UIDS = new AtomicLong();

  private static final List<String> CLAUSES =
      List.of(
          "fields",
          "parent",
          "parent-rtd",
          "protocol",
          "sealed",
          "opaque",
          "nongenerative",
          "generative");

  private final Expander expander;
  private final RecordCalls calls;
  private final SimpleRecordForm simple;

  RecordForms(Expander expander, RecordCalls calls) {
    this.expander = expander;
    this.calls = calls;
    this.simple = new SimpleRecordForm(expander, calls);
  }

  void define(Object x, Body body) {
    Object[] items = expander.items(x, 2, Integer.MAX_VALUE);
    boolean isR7rs =
        items.length >= 4
            && (Syntax.isIdentifier(items[3]) || Syntax.strip(items[3]) == Boolean.FALSE);
    if (isR7rs) {
      simple.define(items, x, body);
    } else {
      define(items, x, body);
    }
  }

  private void define(Object[] items, Object x, Body body) {
    SourceSpan span = expander.place;
    Defined names = names(items[1], x);
    Syntax name = names.type;
    Map<String, Object[]> clauses = clauses(items, x);
    List<RecordField> fields = fields(clauses.get("fields"), name, x);
    Binding type = body.defineHidden(name.symbol().name(), () -> type(name, clauses, fields, span));
    Binding constructor =
        body.defineHidden("make-" + name.symbol(), () -> constructor(type, clauses, span));
    body.bind(name, new Binding.RecordName(type, constructor));
    body.define(
        names.maker, () -> expander.call(span, "record-constructor", calls.ref(constructor)));
    body.define(names.predicate, () -> expander.call(span, "record-predicate", calls.ref(type)));
    calls.defineAccess(fields, type, span, body);
  }

  /** What the form defines besides what belongs to the fields. */
  private record Defined(Syntax type, Syntax maker, Syntax predicate) {}

  /** {@code (type maker predicate)}, or the type alone. */
  private Defined names(Object x, Object whole) {
    if (!Syntax.isPair(x)) {
      Syntax name = expander.identifier(x, "a record type needs a name");
      String text = name.symbol().name();
      return new Defined(name, derived(name, "make-" + text), derived(name, text + "?"));
    }
    Object[] names = Syntax.items(x);
    if (names == null || names.length != 3) {
      throw expander.malformed(whole);
    }
    return new Defined(
        expander.identifier(names[0], "a record type needs a name"),
        expander.identifier(names[1], "a constructor needs a name"),
        expander.identifier(names[2], "a predicate needs a name"));
  }

  private static Syntax derived(Syntax from, String name) {
    return Syntax.of(Symbol.of(name), from.wrap());
  }

  // Clauses

  private Map<String, Object[]> clauses(Object[] items, Object x) {
    Map<String, Object[]> clauses = new LinkedHashMap<>();
    for (int i = 2; i < items.length; i++) {
      Object[] clause = Syntax.items(items[i]);
      if (clause == null || clause.length == 0 || !Syntax.isIdentifier(clause[0])) {
        throw expander.malformed(x);
      }
      String word = ((Syntax) clause[0]).symbol().name();
      if (!CLAUSES.contains(word) || !expander.isKeyword(clause[0], word)) {
        throw expander.error(items[i], "define-record-type: unknown clause " + word);
      }
      if (clauses.put(word, clause) != null) {
        throw expander.error(items[i], "define-record-type: second clause " + word);
      }
    }
    if (clauses.containsKey("parent") && clauses.containsKey("parent-rtd")) {
      throw expander.error(x, "define-record-type: both parent and parent-rtd");
    }
    return clauses;
  }

  private Object operand(Map<String, Object[]> clauses, String word, int count) {
    Object[] clause = Objects.requireNonNull(clauses.get(word));
    if (clause.length != count + 1) {
      throw expander.error(clause[0], "define-record-type: malformed clause " + word);
    }
    return clause[1];
  }

  private List<RecordField> fields(Object @Nullable [] clause, Syntax type, Object x) {
    List<RecordField> fields = new ArrayList<>();
    for (int i = 1; clause != null && i < clause.length; i++) {
      fields.add(field(clause[i], type, x));
    }
    return fields;
  }

  /**
   * {@code name}, {@code (immutable name [accessor])} or {@code (mutable name [accessor mutator])}.
   */
  private RecordField field(Object x, Syntax type, Object whole) {
    Object[] spec = Syntax.isIdentifier(x) ? new Object[] {x} : Syntax.items(x);
    if (spec == null || spec.length == 0) {
      throw expander.malformed(whole);
    }
    boolean mutable = spec.length > 1 && expander.isKeyword(spec[0], "mutable");
    boolean immutable = spec.length > 1 && expander.isKeyword(spec[0], "immutable");
    int at = mutable || immutable ? 1 : 0;
    int names = spec.length - at;
    if (names != 1 && names != (mutable ? 3 : 2) || (at == 0 && names != 1)) {
      throw expander.error(x, "define-record-type: malformed field");
    }
    Syntax name = expander.identifier(spec[at], "a field needs a name");
    String derived = type.symbol() + "-" + name.symbol();
    Syntax accessor =
        names > 1
            ? expander.identifier(spec[at + 1], "an accessor needs a name")
            : derived(type, derived);
    if (!mutable) {
      return new RecordField(name, false, accessor, null);
    }
    Syntax mutator =
        names > 1
            ? expander.identifier(spec[at + 2], "a mutator needs a name")
            : derived(type, derived + "-set!");
    return new RecordField(name, true, accessor, mutator);
  }

  // Descriptors

  private Core type(
      Syntax name, Map<String, Object[]> clauses, List<RecordField> fields, SourceSpan span) {
    Core parent = RecordCalls.FALSE;
    if (clauses.containsKey("parent")) {
      parent = calls.type(operand(clauses, "parent", 1));
    } else if (clauses.containsKey("parent-rtd")) {
      parent = expander.expression(operand(clauses, "parent-rtd", 2));
    }
    return expander.call(
        span,
        "make-record-type-descriptor",
        new Core.Const(name.symbol()),
        parent,
        uid(name, clauses),
        flag(clauses, "sealed"),
        flag(clauses, "opaque"),
        RecordField.vector(fields));
  }

  private Core flag(Map<String, Object[]> clauses, String word) {
    return clauses.containsKey(word)
        ? new Core.Const(Syntax.strip(operand(clauses, word, 1)))
        : RecordCalls.FALSE;
  }

  private Core uid(Syntax name, Map<String, Object[]> clauses) {
    Object[] clause = clauses.get("nongenerative");
    if (clause == null) {
      return RecordCalls.FALSE;
    }
    if (clause.length == 1) {
      return new Core.Const(Symbol.uninterned(name.symbol() + "-" + UIDS.incrementAndGet()));
    }
    Object uid = operand(clauses, "nongenerative", 1);
    return new Core.Const(expander.identifier(uid, "nongenerative needs a symbol").symbol());
  }

  private Core constructor(Binding type, Map<String, Object[]> clauses, SourceSpan span) {
    Core parent = RecordCalls.FALSE;
    if (clauses.containsKey("parent")) {
      parent = calls.constructorOf(operand(clauses, "parent", 1));
    } else if (clauses.containsKey("parent-rtd")) {
      operand(clauses, "parent-rtd", 2);
      parent = expander.expression(clauses.get("parent-rtd")[2]);
    }
    Core protocol =
        clauses.containsKey("protocol")
            ? expander.expression(operand(clauses, "protocol", 1))
            : RecordCalls.FALSE;
    return calls.makeConstructorDescriptor(span, calls.ref(type), parent, protocol);
  }
}
