// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.query;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.Trace;
import org.lokoscope.store.query.Query.Calendar;
import org.lokoscope.store.query.Query.Outside;
import org.lokoscope.store.query.Query.Pattern;
import org.lokoscope.store.query.Query.Range;
import org.lokoscope.store.query.Query.Value;

/** Compares numbers and times with what a term asks for. */
final class Numbers {

  private Numbers() {}

  static boolean has(List<Value> values, double number) {
    for (Value value : values) {
      boolean fits =
          switch (value) {
            case Range range -> range.has(number);
            case Outside outside -> !outside.range().has(number);
            case Pattern _, Calendar _ -> false;
          };
      if (fits) {
        return true;
      }
    }
    return false;
  }

  /** The same times with those of the calendar turned into times of the run. */
  static List<Value> ofRun(List<Value> values, Trace trace) {
    return values.stream().map(value -> ofRun(value, trace)).toList();
  }

  private static Value ofRun(Value value, Trace trace) {
    if (!(value instanceof Calendar(long from, long to, int at))) {
      return value;
    }
    Instant started = trace.started();
    if (started == null) {
      throw new QueryException(at, "the trace does not tell when by the calendar it began");
    }
    long zero = started.getEpochSecond() * 1_000_000_000L + started.getNano();
    double low = from == Long.MIN_VALUE ? Double.NEGATIVE_INFINITY : from - zero;
    double high = to == Long.MAX_VALUE ? Double.POSITIVE_INFINITY : to - zero;
    return new Range(low, high, "", null, at);
  }

  /** Whether a stretch of time has a moment that is asked for. */
  static boolean overlaps(List<Value> values, long from, long to) {
    for (Value value : values) {
      boolean fits =
          switch (value) {
            case Range range -> from <= range.to() && to >= range.from();
            case Outside outside -> from < outside.range().from() || to > outside.range().to();
            case Pattern _, Calendar _ -> false;
          };
      if (fits) {
        return true;
      }
    }
    return false;
  }

  /** The least range that has all of them, or null if there is no such. */
  static @Nullable Range hull(List<Value> values) {
    double from = Double.POSITIVE_INFINITY;
    double to = Double.NEGATIVE_INFINITY;
    for (Value value : values) {
      if (!(value instanceof Range range)) {
        return null;
      }
      from = Math.min(from, range.from());
      to = Math.max(to, range.to());
    }
    return new Range(from, to, "", null, 0);
  }
}
