// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.query;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A query as it was written, taken apart. It knows no trace yet: a {@code TraceQuery} does. */
public sealed interface Query {

  /** All of them hold; of none, everything does. */
  record And(List<Query> all) implements Query {}

  record Or(List<Query> any) implements Query {}

  record Not(Query query) implements Query {}

  /**
   * One condition: a key and the values of which one must fit.
   *
   * @param field of {@link Key#FIELD} the name of the field, else empty
   * @param at where the term begins in the text
   */
  record Term(Key key, String field, List<Value> values, int at, int end) implements Query {

    /** As users write the key. */
    String word() {
      return field.isEmpty() ? key.word() : key.word() + "." + field;
    }
  }

  /** Everything is to be of that kind. */
  record Show(Target target, int at, int end) implements Query {}

  /** What a term asks for. */
  sealed interface Value {

    /** Where it stands in the text. */
    int at();
  }

  /** A text with wildcards, or one that was quoted, which stands for itself. */
  record Pattern(String text, boolean quoted, int at) implements Value {}

  /**
   * Numbers from one to another, both included; in the unit of the key.
   *
   * @param text as it was written, for a field that is no number
   */
  record Range(double from, double to, String text, @Nullable Unit unit, int at) implements Value {

    boolean has(double number) {
      return number >= from && number <= to;
    }
  }

  /** Anything but a range. */
  record Outside(Range range, int at) implements Value {

    public Outside {
      Objects.requireNonNull(range);
    }
  }

  /** A moment of the calendar, from one to another; nanoseconds since 1970. */
  record Calendar(long from, long to, int at) implements Value {}
}
