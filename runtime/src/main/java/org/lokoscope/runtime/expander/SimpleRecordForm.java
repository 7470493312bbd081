// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.expander;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.lokoscope.runtime.core.Core;
import org.lokoscope.runtime.core.Local;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.source.SourceSpan;

/**
 * The {@code define-record-type} of R7RS: {@code (define-record-type name (maker field ...)
 * predicate (field accessor [mutator]) ...)}. The name may be {@code (name parent)}.
 */
final class SimpleRecordForm {

  private final Expander expander;
  private final RecordCalls calls;

  SimpleRecordForm(Expander expander, RecordCalls calls) {
    this.expander = expander;
    this.calls = calls;
  }

  void define(Object[] items, Object x, Body body) {
    SourceSpan span = expander.place;
    boolean hasParent = Syntax.isPair(items[1]);
    if (hasParent && Syntax.length(items[1]) != 2) {
      throw expander.malformed(x);
    }
    Object target = hasParent ? Syntax.car(items[1]) : items[1];
    Syntax name = expander.identifier(target, "a record type needs a name");
    List<RecordField> fields = new ArrayList<>();
    for (int i = 4; i < items.length; i++) {
      fields.add(field(items[i], x));
    }
    Supplier<Core> parent =
        hasParent ? () -> calls.type(Syntax.cadr(items[1])) : () -> RecordCalls.FALSE;
    Binding type =
        body.defineHidden(name.symbol().name(), () -> makeType(span, name, parent.get(), fields));
    body.bind(name, new Binding.RecordName(type, null));
    defineMaker(items[2], type, fields, span, body);
    if (Syntax.isIdentifier(items[3])) {
      body.define(
          (Syntax) items[3], () -> expander.call(span, "record-predicate", calls.ref(type)));
    }
    calls.defineAccess(fields, type, span, body);
  }

  /** In Guile's programs the name stays what it is, and {@code equal?} looks at the fields. */
  private Core makeType(SourceSpan span, Syntax name, Core parent, List<RecordField> fields) {
    return expander.module == null
        ? calls.makeType(span, plainName(name), parent, fields)
        : calls.makeComparingType(span, name.symbol(), parent, fields);
  }

  /** Programs like to write the type's name in angle brackets, which say nothing to a reader. */
  private static Symbol plainName(Syntax name) {
    String text = name.symbol().name();
    boolean bracketed = text.length() > 2 && text.startsWith("<") && text.endsWith(">");
    return bracketed ? Symbol.of(text.substring(1, text.length() - 1)) : name.symbol();
  }

  private RecordField field(Object x, Object whole) {
    Object[] spec = Syntax.isIdentifier(x) ? new Object[] {x} : Syntax.items(x);
    if (spec == null || spec.length == 0 || spec.length > 3) {
      throw expander.malformed(whole);
    }
    return new RecordField(
        expander.identifier(spec[0], "a field needs a name"),
        true,
        spec.length > 1 ? expander.identifier(spec[1], "an accessor needs a name") : null,
        spec.length > 2 ? expander.identifier(spec[2], "a mutator needs a name") : null);
  }

  // The constructor

  /** A name alone takes all fields; {@code #f} asks for no constructor. */
  private void defineMaker(
      Object spec, Binding type, List<RecordField> fields, SourceSpan span, Body body) {
    if (Syntax.isIdentifier(spec)) {
      body.define((Syntax) spec, () -> complete(type, span));
    } else if (Syntax.isPair(spec)) {
      Object[] parts = Syntax.items(spec);
      if (parts == null) {
        throw expander.malformed(spec);
      }
      Syntax maker = expander.identifier(parts[0], "a constructor needs a name");
      int[] places = places(parts, fields);
      if (isInOrder(places, fields.size())) {
        body.define(maker, () -> complete(type, span));
      } else {
        Binding complete = body.defineHidden(maker.symbol().name(), () -> complete(type, span));
        body.define(maker, () -> maker(maker, complete, places, fields.size(), span));
      }
    } else if (Syntax.strip(spec) != Boolean.FALSE) {
      throw expander.error(spec, "define-record-type: malformed constructor");
    }
  }

  /** The constructor that takes all fields in their order. */
  private Core complete(Binding type, SourceSpan span) {
    Core descriptor =
        calls.makeConstructorDescriptor(
            span, calls.ref(type), RecordCalls.FALSE, RecordCalls.FALSE);
    return expander.call(span, "record-constructor", descriptor);
  }

  private static boolean isInOrder(int[] places, int size) {
    boolean inOrder = places.length == size;
    for (int i = 0; i < places.length; i++) {
      inOrder &= places[i] == i;
    }
    return inOrder;
  }

  /** Which fields the constructor's parameters are. */
  private int[] places(Object[] parts, List<RecordField> fields) {
    int[] places = new int[parts.length - 1];
    for (int i = 0; i < places.length; i++) {
      Syntax name = expander.identifier(parts[i + 1], "a field needs a name");
      places[i] = -1;
      for (int j = 0; j < fields.size(); j++) {
        if (Syntax.isBound(fields.get(j).name(), name)) {
          places[i] = j;
        }
      }
      if (places[i] < 0) {
        throw expander.error(parts[i + 1], "define-record-type: no field " + name.symbol());
      }
    }
    return places;
  }

  /** A procedure that passes its parameters to the complete constructor. */
  private Core maker(Syntax name, Binding complete, int[] places, int size, SourceSpan span) {
    List<Local> parameters = new ArrayList<>();
    Core[] operands = new Core[size];
    Arrays.fill(operands, new Core.Const(Special.UNSPECIFIED));
    for (int place : places) {
      Local parameter = new Local("field");
      parameters.add(parameter);
      operands[place] = new Core.LocalRef(parameter, span);
    }
    Core call = new Core.Call(calls.ref(complete), List.of(operands), span);
    return new Core.Lambda(
        List.of(new Core.Clause(parameters, null, call)), name.symbol().name(), span);
  }
}
