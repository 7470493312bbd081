// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.expander;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.lokoscope.runtime.core.Core;
import org.lokoscope.runtime.source.SourceSpan;

/** {@code (define-condition-type name parent maker predicate (field accessor) ...)}. */
final class ConditionTypeForm {

  private final Expander expander;
  private final RecordCalls calls;

  ConditionTypeForm(Expander expander, RecordCalls calls) {
    this.expander = expander;
    this.calls = calls;
  }

  void define(Object x, Body body) {
    Object[] items = expander.items(x, 5, Integer.MAX_VALUE);
    SourceSpan span = expander.place;
    Syntax name = expander.identifier(items[1], "a condition type needs a name");
    List<RecordField> fields = fields(items, x);
    Binding type =
        body.defineHidden(
            name.symbol().name(),
            () -> calls.makeType(span, name.symbol(), calls.type(items[2]), fields));
    Binding constructor =
        body.defineHidden(
            "make-" + name.symbol(),
            () ->
                calls.makeConstructorDescriptor(
                    span, calls.ref(type), calls.constructorOf(items[2]), RecordCalls.FALSE));
    body.bind(name, new Binding.RecordName(type, constructor));
    body.define(
        expander.identifier(items[3], "a constructor needs a name"),
        () -> expander.call(span, "record-constructor", calls.ref(constructor)));
    body.define(
        expander.identifier(items[4], "a predicate needs a name"),
        () -> expander.call(span, "condition-predicate", calls.ref(type)));
    for (int i = 0; i < fields.size(); i++) {
      Core index = new Core.Const((long) i);
      body.define(
          Objects.requireNonNull(fields.get(i).accessor()), () -> accessor(type, index, span));
    }
  }

  private List<RecordField> fields(Object[] items, Object x) {
    List<RecordField> fields = new ArrayList<>();
    for (int i = 5; i < items.length; i++) {
      Object[] spec = Syntax.items(items[i]);
      if (spec == null || spec.length != 2) {
        throw expander.malformed(x);
      }
      Syntax name = expander.identifier(spec[0], "a field needs a name");
      Syntax accessor = expander.identifier(spec[1], "an accessor needs a name");
      fields.add(new RecordField(name, false, accessor, null));
    }
    return fields;
  }

  /** An accessor that finds the component of the type in a compound condition. */
  private Core accessor(Binding type, Core index, SourceSpan span) {
    Core plain = expander.call(span, "record-accessor", calls.ref(type), index);
    return expander.call(span, "condition-accessor", calls.ref(type), plain);
  }
}
