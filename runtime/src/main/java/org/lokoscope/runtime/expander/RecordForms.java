package org.lokoscope.runtime.expander;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.lokoscope.runtime.core.Core;
import org.lokoscope.runtime.core.Local;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.source.SourceSpan;

/**
 * Definitions of record types (those of R6RS and those of R7RS), condition types and enumerations.
 * They become definitions of variables whose values the procedural layer computes.
 */
final class RecordForms {

  private static final AtomicLong UIDS = new AtomicLong();
  private static final Core FALSE = new Core.Const(Boolean.FALSE);
  private static final Syntax HIDDEN = Syntax.of(Symbol.of("record"), Wrap.EMPTY);

  private final Expander expander;

  RecordForms(Expander expander) {
    this.expander = expander;
  }

  /** A field with what shall read and write it; both may be null. */
  private record Field(Syntax name, boolean mutable, Syntax accessor, Syntax mutator) {}

  void defineRecordType(Object x, Body body) {
    Object[] items = expander.items(x, 2, Integer.MAX_VALUE);
    boolean isR7rs =
        items.length >= 4
            && (Syntax.isIdentifier(items[3]) || Syntax.strip(items[3]) == Boolean.FALSE);
    if (isR7rs) {
      defineSimple(items, x, body);
    } else {
      defineFull(items, x, body);
    }
  }

  private static Syntax derived(Syntax from, String name) {
    return Syntax.of(Symbol.of(name), from.wrap());
  }

  private Core ref(Binding binding) {
    return expander.reference(binding, HIDDEN);
  }

  private Core fieldsVector(List<Field> fields) {
    Object[] vector = new Object[fields.size()];
    for (int i = 0; i < vector.length; i++) {
      Field field = fields.get(i);
      vector[i] = Lists.of(Symbol.of(field.mutable ? "mutable" : "immutable"), field.name.symbol());
    }
    return new Core.Const(vector);
  }

  private void accessors(List<Field> fields, Binding type, SourceSpan span, Body body) {
    for (int i = 0; i < fields.size(); i++) {
      Field field = fields.get(i);
      Core index = new Core.Const((long) i);
      if (field.accessor != null) {
        body.define(field.accessor, () -> expander.call(span, "record-accessor", ref(type), index));
      }
      if (field.mutator != null) {
        body.define(field.mutator, () -> expander.call(span, "record-mutator", ref(type), index));
      }
    }
  }

  // R6RS

  private void defineFull(Object[] items, Object x, Body body) {
    SourceSpan span = expander.place;
    Syntax name;
    Syntax maker;
    Syntax predicate;
    if (Syntax.isPair(items[1])) {
      Object[] names = Syntax.items(items[1]);
      if (names == null || names.length != 3) {
        throw expander.malformed(x);
      }
      name = expander.identifier(names[0], "a record type needs a name");
      maker = expander.identifier(names[1], "a constructor needs a name");
      predicate = expander.identifier(names[2], "a predicate needs a name");
    } else {
      name = expander.identifier(items[1], "a record type needs a name");
      maker = derived(name, "make-" + name.symbol());
      predicate = derived(name, name.symbol() + "?");
    }
    Map<String, Object[]> clauses = clauses(items, x);
    List<Field> fields = fields(clauses.get("fields"), name, x);
    Binding type =
        body.defineHidden(name.symbol().name(), () -> typeDescriptor(name, clauses, fields, span));
    Binding constructor =
        body.defineHidden(
            "make-" + name.symbol(), () -> constructorDescriptor(type, clauses, span));
    body.bind(name, new Binding.RecordName(type, constructor));
    body.define(maker, () -> expander.call(span, "record-constructor", ref(constructor)));
    body.define(predicate, () -> expander.call(span, "record-predicate", ref(type)));
    accessors(fields, type, span, body);
  }

  private Map<String, Object[]> clauses(Object[] items, Object x) {
    Map<String, Object[]> clauses = new LinkedHashMap<>();
    List<String> known =
        List.of(
            "fields",
            "parent",
            "parent-rtd",
            "protocol",
            "sealed",
            "opaque",
            "nongenerative",
            "generative");
    for (int i = 2; i < items.length; i++) {
      Object[] clause = Syntax.items(items[i]);
      if (clause == null || clause.length == 0 || !Syntax.isIdentifier(clause[0])) {
        throw expander.malformed(x);
      }
      String word = ((Syntax) clause[0]).symbol().name();
      if (!known.contains(word) || !expander.isKeyword(clause[0], word)) {
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

  private List<Field> fields(Object[] clause, Syntax type, Object x) {
    List<Field> fields = new ArrayList<>();
    for (int i = 1; clause != null && i < clause.length; i++) {
      Object[] spec =
          Syntax.isIdentifier(clause[i]) ? new Object[] {clause[i]} : Syntax.items(clause[i]);
      if (spec == null || spec.length == 0) {
        throw expander.malformed(x);
      }
      boolean mutable = spec.length > 1 && expander.isKeyword(spec[0], "mutable");
      boolean immutable = spec.length > 1 && expander.isKeyword(spec[0], "immutable");
      int at = mutable || immutable ? 1 : 0;
      int names = spec.length - at;
      if (names != 1 && names != (mutable ? 3 : 2) || (at == 0 && names != 1)) {
        throw expander.error(clause[i], "define-record-type: malformed field");
      }
      Syntax name = expander.identifier(spec[at], "a field needs a name");
      String accessor = type.symbol() + "-" + name.symbol();
      fields.add(
          new Field(
              name,
              mutable,
              names > 1
                  ? expander.identifier(spec[at + 1], "an accessor needs a name")
                  : derived(type, accessor),
              !mutable
                  ? null
                  : names > 1
                      ? expander.identifier(spec[at + 2], "a mutator needs a name")
                      : derived(type, accessor + "-set!")));
    }
    return fields;
  }

  private Core typeDescriptor(
      Syntax name, Map<String, Object[]> clauses, List<Field> fields, SourceSpan span) {
    Core parent = FALSE;
    if (clauses.containsKey("parent")) {
      parent = recordType(operand(clauses, "parent", 1));
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
        fieldsVector(fields));
  }

  private Object operand(Map<String, Object[]> clauses, String word, int count) {
    Object[] clause = clauses.get(word);
    if (clause.length != count + 1) {
      throw expander.error(clause[0], "define-record-type: malformed clause " + word);
    }
    return clause[1];
  }

  private Core flag(Map<String, Object[]> clauses, String word) {
    return clauses.containsKey(word)
        ? new Core.Const(Syntax.strip(operand(clauses, word, 1)))
        : FALSE;
  }

  private Core uid(Syntax name, Map<String, Object[]> clauses) {
    Object[] clause = clauses.get("nongenerative");
    if (clause == null) {
      return FALSE;
    }
    if (clause.length == 1) {
      return new Core.Const(Symbol.uninterned(name.symbol() + "-" + UIDS.incrementAndGet()));
    }
    Object uid = operand(clauses, "nongenerative", 1);
    return new Core.Const(expander.identifier(uid, "nongenerative needs a symbol").symbol());
  }

  private Core constructorDescriptor(Binding type, Map<String, Object[]> clauses, SourceSpan span) {
    Core parent = FALSE;
    if (clauses.containsKey("parent")) {
      parent = parentConstructor(operand(clauses, "parent", 1));
    } else if (clauses.containsKey("parent-rtd")) {
      operand(clauses, "parent-rtd", 2);
      parent = expander.expression(clauses.get("parent-rtd")[2]);
    }
    Core protocol =
        clauses.containsKey("protocol")
            ? expander.expression(operand(clauses, "protocol", 1))
            : FALSE;
    return expander.call(span, "make-record-constructor-descriptor", ref(type), parent, protocol);
  }

  /** The type that a name stands for: a record type's, or a variable that holds one. */
  private Core recordType(Object x) {
    Syntax name = expander.identifier(x, "a record type needs a name");
    return expander.reference(name.resolve(), name);
  }

  private Core parentConstructor(Object x) {
    Syntax name = expander.identifier(x, "a record type needs a name");
    return Expander.meaning(name.resolve()) instanceof Binding.RecordName record
            && record.constructor != null
        ? ref(record.constructor)
        : FALSE;
  }

  Core typeDescriptor(Object x) {
    return recordType(expander.items(x, 2, 2)[1]);
  }

  Core constructorDescriptor(Object x) {
    Object[] items = expander.items(x, 2, 2);
    Core known = parentConstructor(items[1]);
    return known != FALSE
        ? known
        : expander.call(
            expander.place,
            "make-record-constructor-descriptor",
            recordType(items[1]),
            FALSE,
            FALSE);
  }

  // R7RS

  /**
   * {@code (define-record-type name (maker field ...) predicate (field accessor [mutator]) ...)}.
   */
  private void defineSimple(Object[] items, Object x, Body body) {
    SourceSpan span = expander.place;
    boolean hasParent = Syntax.isPair(items[1]);
    if (hasParent && Syntax.length(items[1]) != 2) {
      throw expander.malformed(x);
    }
    Object target = hasParent ? Syntax.car(items[1]) : items[1];
    Syntax name = expander.identifier(target, "a record type needs a name");
    List<Field> fields = new ArrayList<>();
    for (int i = 4; i < items.length; i++) {
      fields.add(simpleField(items[i], x));
    }
    Object parent = hasParent ? Syntax.cadr(items[1]) : null;
    Binding type =
        body.defineHidden(
            name.symbol().name(),
            () ->
                expander.call(
                    span,
                    "make-record-type-descriptor",
                    new Core.Const(plainName(name)),
                    parent == null ? FALSE : recordType(parent),
                    FALSE,
                    FALSE,
                    FALSE,
                    fieldsVector(fields)));
    body.bind(name, new Binding.RecordName(type, null));
    defineMaker(items[2], type, fields, span, body);
    if (Syntax.isIdentifier(items[3])) {
      body.define((Syntax) items[3], () -> expander.call(span, "record-predicate", ref(type)));
    }
    accessors(fields, type, span, body);
  }

  /** Programs like to write the type's name in angle brackets, which say nothing to a reader. */
  private static Symbol plainName(Syntax name) {
    String text = name.symbol().name();
    boolean bracketed = text.length() > 2 && text.startsWith("<") && text.endsWith(">");
    return bracketed ? Symbol.of(text.substring(1, text.length() - 1)) : name.symbol();
  }

  private Field simpleField(Object x, Object whole) {
    Object[] spec = Syntax.isIdentifier(x) ? new Object[] {x} : Syntax.items(x);
    if (spec == null || spec.length == 0 || spec.length > 3) {
      throw expander.malformed(whole);
    }
    return new Field(
        expander.identifier(spec[0], "a field needs a name"),
        true,
        spec.length > 1 ? expander.identifier(spec[1], "an accessor needs a name") : null,
        spec.length > 2 ? expander.identifier(spec[2], "a mutator needs a name") : null);
  }

  private void defineMaker(
      Object spec, Binding type, List<Field> fields, SourceSpan span, Body body) {
    Supplier<Core> all =
        () ->
            expander.call(
                span,
                "record-constructor",
                expander.call(span, "make-record-constructor-descriptor", ref(type), FALSE, FALSE));
    if (Syntax.isIdentifier(spec)) {
      body.define((Syntax) spec, all);
    } else if (Syntax.isPair(spec)) {
      Object[] parts = Syntax.items(spec);
      if (parts == null) {
        throw expander.malformed(spec);
      }
      Syntax maker = expander.identifier(parts[0], "a constructor needs a name");
      int[] places = places(parts, fields);
      boolean inOrder = places.length == fields.size();
      for (int i = 0; i < places.length; i++) {
        inOrder &= places[i] == i;
      }
      if (inOrder) {
        body.define(maker, all);
      } else {
        Binding complete = body.defineHidden(maker.symbol().name(), all);
        body.define(maker, () -> maker(maker, complete, places, fields.size(), span));
      }
    } else if (Syntax.strip(spec) != Boolean.FALSE) {
      throw expander.error(spec, "define-record-type: malformed constructor");
    }
  }

  private int[] places(Object[] parts, List<Field> fields) {
    int[] places = new int[parts.length - 1];
    for (int i = 0; i < places.length; i++) {
      Syntax name = expander.identifier(parts[i + 1], "a field needs a name");
      places[i] = -1;
      for (int j = 0; j < fields.size(); j++) {
        if (Syntax.isBound(fields.get(j).name, name)) {
          places[i] = j;
        }
      }
      if (places[i] < 0) {
        throw expander.error(parts[i + 1], "define-record-type: no field " + name.symbol());
      }
    }
    return places;
  }

  private Core maker(Syntax name, Binding complete, int[] places, int size, SourceSpan span) {
    List<Local> parameters = new ArrayList<>();
    Core[] operands = new Core[size];
    Arrays.fill(operands, new Core.Const(Special.UNSPECIFIED));
    for (int place : places) {
      Local parameter = new Local("field");
      parameters.add(parameter);
      operands[place] = new Core.LocalRef(parameter, span);
    }
    Core call = new Core.Call(ref(complete), List.of(operands), span);
    return new Core.Lambda(
        List.of(new Core.Clause(parameters, null, call)), name.symbol().name(), span);
  }

  // Conditions

  /** {@code (define-condition-type name parent maker predicate (field accessor) ...)}. */
  void defineConditionType(Object x, Body body) {
    Object[] items = expander.items(x, 5, Integer.MAX_VALUE);
    SourceSpan span = expander.place;
    Syntax name = expander.identifier(items[1], "a condition type needs a name");
    List<Field> fields = new ArrayList<>();
    for (int i = 5; i < items.length; i++) {
      Object[] spec = Syntax.items(items[i]);
      if (spec == null || spec.length != 2) {
        throw expander.malformed(x);
      }
      fields.add(
          new Field(
              expander.identifier(spec[0], "a field needs a name"),
              false,
              expander.identifier(spec[1], "an accessor needs a name"),
              null));
    }
    Binding type =
        body.defineHidden(
            name.symbol().name(),
            () ->
                expander.call(
                    span,
                    "make-record-type-descriptor",
                    new Core.Const(name.symbol()),
                    recordType(items[2]),
                    FALSE,
                    FALSE,
                    FALSE,
                    fieldsVector(fields)));
    Binding constructor =
        body.defineHidden(
            "make-" + name.symbol(),
            () ->
                expander.call(
                    span,
                    "make-record-constructor-descriptor",
                    ref(type),
                    parentConstructor(items[2]),
                    FALSE));
    body.bind(name, new Binding.RecordName(type, constructor));
    body.define(
        expander.identifier(items[3], "a constructor needs a name"),
        () -> expander.call(span, "record-constructor", ref(constructor)));
    body.define(
        expander.identifier(items[4], "a predicate needs a name"),
        () -> expander.call(span, "condition-predicate", ref(type)));
    for (int i = 0; i < fields.size(); i++) {
      Core index = new Core.Const((long) i);
      body.define(
          fields.get(i).accessor,
          () ->
              expander.call(
                  span,
                  "condition-accessor",
                  ref(type),
                  expander.call(span, "record-accessor", ref(type), index)));
    }
  }

  // Enumerations

  /** {@code (define-enumeration type (symbol ...) maker)}. */
  void defineEnumeration(Object x, Body body) {
    Object[] items = expander.items(x, 4, 4);
    SourceSpan span = expander.place;
    Syntax name = expander.identifier(items[1], "an enumeration needs a name");
    Syntax maker = expander.identifier(items[3], "a constructor needs a name");
    Object[] words = Syntax.items(items[2]);
    if (words == null) {
      throw expander.malformed(x);
    }
    Object[] symbols = new Object[words.length];
    for (int i = 0; i < words.length; i++) {
      symbols[i] = expander.identifier(words[i], "an enumeration holds symbols").symbol();
    }
    Binding universe =
        body.defineHidden(
            name.symbol().name(),
            () -> expander.call(span, "make-enumeration", new Core.Const(Lists.of(symbols))));
    body.bind(name, new EnumerationName(symbols));
    body.bind(maker, new EnumerationMaker(symbols, universe));
  }

  private static void check(Expander expander, Object word, Object[] symbols) {
    Symbol symbol = expander.identifier(word, "an enumeration holds symbols").symbol();
    if (!Arrays.asList(symbols).contains(symbol)) {
      throw expander.error(word, symbol + " does not belong to this enumeration");
    }
  }

  /** {@code (type symbol)}: the symbol itself, once it has been checked. */
  private static final class EnumerationName extends Binding.Special {
    private final Object[] symbols;

    EnumerationName(Object[] symbols) {
      this.symbols = symbols;
    }

    @Override
    Core expand(Expander expander, Object x) {
      Object[] items = expander.items(x, 2, 2);
      check(expander, items[1], symbols);
      return new Core.Const(Syntax.strip(items[1]));
    }
  }

  /** {@code (maker symbol ...)}: the set of these symbols. */
  private static final class EnumerationMaker extends Binding.Special {
    private final Object[] symbols;
    private final Binding universe;

    EnumerationMaker(Object[] symbols, Binding universe) {
      this.symbols = symbols;
      this.universe = universe;
    }

    @Override
    Core expand(Expander expander, Object x) {
      Object[] items = expander.items(x, 1, Integer.MAX_VALUE);
      Object[] chosen = new Object[items.length - 1];
      for (int i = 0; i < chosen.length; i++) {
        check(expander, items[i + 1], symbols);
        chosen[i] = Syntax.strip(items[i + 1]);
      }
      SourceSpan span = expander.place;
      Core make = expander.call(span, "enum-set-constructor", expander.reference(universe, HIDDEN));
      return new Core.Call(make, List.of(new Core.Const(Lists.of(chosen))), span);
    }
  }
}
