// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.expander;

import java.util.Arrays;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.Nil;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.datum.Record;
import org.lokoscope.runtime.datum.RecordType;
import org.lokoscope.runtime.primitives.PrimitiveTable;

/** What the code of {@code match} calls. */
final class MatchPrimitives {

  private MatchPrimitives() {}

  static void define(PrimitiveTable table) {
    table.define3("%match-prefix", MatchPrimitives::prefix);
    table.define2("%match-suffix", MatchPrimitives::suffix);
    table.define3("%match-fields", MatchPrimitives::fields);
  }

  /** The number of pairs up to the end of a list, proper or not; -1 if it has none. */
  private static int pairs(Object list) {
    int count = 0;
    Object slow = list;
    while (list instanceof Pair pair) {
      list = pair.cdr;
      count++;
      if ((count & 1) == 0) {
        slow = ((Pair) slow).cdr;
        if (slow == list) {
          return -1;
        }
      }
    }
    return count;
  }

  /** A list of the items that an ellipsis takes; false if there are too few for it or its tail. */
  private static Object prefix(Object value, Object least, Object tailLength) {
    int count = pairs(value) - (int) (long) (Long) tailLength;
    if (count < (Long) least) {
      return Boolean.FALSE;
    }
    Object[] items = new Object[count];
    for (int i = 0; i < count; i++) {
      Pair pair = (Pair) value;
      items[i] = pair.car;
      value = pair.cdr;
    }
    return Lists.of(items);
  }

  private static Object suffix(Object value, Object tailLength) {
    int count = pairs(value) - (int) (long) (Long) tailLength;
    for (int i = 0; i < count; i++) {
      value = ((Pair) value).cdr;
    }
    return value;
  }

  /** The first fields of a record of that type, as a list, or false. */
  private static Object fields(Object value, Object type, Object count) {
    if (!(type instanceof RecordType recordType)) {
      throw Raise.type("match", "a record type", type);
    }
    int wanted = (int) (long) (Long) count;
    if (!Record.is(value, recordType) || ((Record) value).fields.length < wanted) {
      return Boolean.FALSE;
    }
    return wanted == 0 ? Nil.NIL : Lists.of(Arrays.copyOf(((Record) value).fields, wanted));
  }
}
