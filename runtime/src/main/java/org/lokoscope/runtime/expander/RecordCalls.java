// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.expander;

import java.util.List;
import org.lokoscope.runtime.core.Core;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.source.SourceSpan;

/**
 * Calls of the procedural layer of records, to which all forms that define types come down, and the
 * two forms that give a type's descriptors.
 */
final class RecordCalls {

  static final Core FALSE = new Core.Const(Boolean.FALSE);
  private static final Syntax HIDDEN = Syntax.of(Symbol.of("record"), Wrap.EMPTY);

  private final Expander expander;

  RecordCalls(Expander expander) {
    this.expander = expander;
  }

  /** A reference to what a definition form has bound. */
  Core ref(Binding binding) {
    return ref(expander, binding);
  }

  static Core ref(Expander expander, Binding binding) {
    return expander.reference(binding, HIDDEN);
  }

  /** A type without uid that is neither sealed nor opaque. */
  Core makeType(SourceSpan span, Symbol name, Core parent, List<RecordField> fields) {
    return expander.call(
        span,
        "make-record-type-descriptor",
        new Core.Const(name),
        parent,
        FALSE,
        FALSE,
        FALSE,
        RecordField.vector(fields));
  }

  /** The same for records that are equal when their fields are. */
  Core makeComparingType(SourceSpan span, Symbol name, Core parent, List<RecordField> fields) {
    return expander.call(span, "%compare-fields!", makeType(span, name, parent, fields));
  }

  Core makeConstructorDescriptor(SourceSpan span, Core type, Core parent, Core protocol) {
    return expander.call(span, "make-record-constructor-descriptor", type, parent, protocol);
  }

  /** Defines what reads and writes the fields. */
  void defineAccess(List<RecordField> fields, Binding type, SourceSpan span, Body body) {
    for (int i = 0; i < fields.size(); i++) {
      RecordField field = fields.get(i);
      Core index = new Core.Const((long) i);
      if (field.accessor() != null) {
        body.define(
            field.accessor(), () -> expander.call(span, "record-accessor", ref(type), index));
      }
      if (field.mutator() != null) {
        body.define(field.mutator(), () -> expander.call(span, "record-mutator", ref(type), index));
      }
    }
  }

  // Names of types

  /** The type that a name stands for: a record type's, or a variable that holds one. */
  Core type(Object x) {
    Syntax name = expander.identifier(x, "a record type needs a name");
    return expander.reference(name.resolve(), name);
  }

  /** The constructor descriptor of a type defined by R6RS's form, else false. */
  Core constructorOf(Object x) {
    Syntax name = expander.identifier(x, "a record type needs a name");
    return Expander.meaning(name.resolve()) instanceof Binding.RecordName record
            && record.constructor != null
        ? ref(record.constructor)
        : FALSE;
  }

  /** {@code (record-type-descriptor name)}. */
  Core typeDescriptor(Object x) {
    return type(expander.items(x, 2, 2)[1]);
  }

  /** {@code (record-constructor-descriptor name)}. */
  Core constructorDescriptor(Object x) {
    Object[] items = expander.items(x, 2, 2);
    Core known = constructorOf(items[1]);
    return known != FALSE
        ? known
        : makeConstructorDescriptor(expander.place, type(items[1]), FALSE, FALSE);
  }
}
