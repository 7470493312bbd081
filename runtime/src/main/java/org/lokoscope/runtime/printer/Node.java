// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.printer;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.condition.CompoundCondition;
import org.lokoscope.runtime.condition.ConditionTypes;
import org.lokoscope.runtime.datum.Box;
import org.lokoscope.runtime.datum.Laid;
import org.lokoscope.runtime.datum.MultipleValues;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.datum.Record;
import org.lokoscope.runtime.datum.RecordType;
import org.lokoscope.runtime.datum.Symbol;

/**
 * A datum that contains data, other than a pair, as it is laid out: an opening, then the items,
 * each with a label before it or none, then the closing.
 *
 * @param labels null, or one for each item
 */
record Node(String open, Object[] items, String @Nullable [] labels, String close) {

  private static final String RECORD = "#<record ";
  private static final String GUILE_RECORD = "#<";

  /** Whether a datum contains others and so could take part in a cycle. */
  static boolean isComposite(Object datum) {
    return datum instanceof Pair
        || datum instanceof Object[]
        || datum instanceof Record
        || datum instanceof CompoundCondition
        || datum instanceof Box
        || datum instanceof Laid
        || datum instanceof MultipleValues;
  }

  /** The layout of a composite datum that is not a pair, in a notation. */
  static Node of(Object datum, Notation notation) {
    return notation.isGuile()
            && datum instanceof Record record
            && !Record.is(record, ConditionTypes.CONDITION)
        ? record(record, GUILE_RECORD)
        : of(datum);
  }

  /** The layout of a composite datum that is not a pair. */
  static Node of(Object datum) {
    return switch (datum) {
      case Object[] vector -> new Node("#(", vector, null, ")");
      case Record record when Record.is(record, ConditionTypes.CONDITION) ->
          condition(List.of(record));
      case Record record -> record(record, RECORD);
      case CompoundCondition compound -> condition(compound.parts());
      case Box box -> new Node("#&", new Object[] {box.content}, null, "");
      case Laid laid -> new Node(laid.open(), laid.items(), null, laid.close());
      case MultipleValues many -> new Node("#<values ", many.values, null, ">");
      default -> throw new IllegalArgumentException("no composite: " + datum.getClass());
    };
  }

  private static Node record(Record record, String before) {
    String open = before + record.type.name();
    if (record.type.isOpaque() || record.fields.length == 0) {
      return new Node(open, new Object[0], null, ">");
    }
    List<String> labels = new ArrayList<>();
    addLabels(record.type, labels);
    return new Node(open + " ", record.fields, labels.toArray(String[]::new), ">");
  }

  private static void addLabels(RecordType type, List<String> labels) {
    if (type.parent() != null) {
      addLabels(type.parent(), labels);
    }
    for (int i = 0; i < type.ownFields(); i++) {
      labels.add(type.fieldName(i) + ": ");
    }
  }

  /** Types without fields stand in the opening, the fields of the others follow. */
  private static Node condition(List<Record> parts) {
    StringBuilder open = new StringBuilder("#<condition");
    List<Object> items = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    for (Record part : parts) {
      Symbol name = part.type.name();
      if (!isPlain(part.type)) {
        open.append(' ').append(name);
      }
      addLabels(part.type, labels);
      items.addAll(List.of(part.fields));
    }
    open.append(items.isEmpty() ? "" : " ");
    return new Node(open.toString(), items.toArray(), labels.toArray(String[]::new), ">");
  }

  /** Whether the names of the fields say it all. */
  private static boolean isPlain(RecordType type) {
    return type == ConditionTypes.WHO
        || type == ConditionTypes.MESSAGE
        || type == ConditionTypes.IRRITANTS;
  }
}
